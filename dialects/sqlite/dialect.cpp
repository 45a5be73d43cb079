// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "connection.hpp"

namespace weft::sqlite {

std::unique_ptr<weft::Connection> Sqlite::connect(const Url& url, const ConnectOptions& options) const {
  return std::make_unique<Connection>(locate(url, options));
}

std::unique_ptr<sql::Compiler> Sqlite::compiler(const Capabilities& capabilities) const {
  return std::make_unique<Compiler>(capabilities);
}

bool Sqlite::lives_in_connection(const Url& url) const {
  return url.database.empty() || url.database == ":memory:";
}

}  // namespace weft::sqlite
