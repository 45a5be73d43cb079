// SPDX-License-Identifier: MIT
#include "dialect.hpp"

#include "compiler.hpp"
#include "connection.hpp"

namespace weft::postgresql {

std::unique_ptr<weft::Connection> Postgresql::connect(const Url& url, const ConnectOptions& options) const {
  return std::make_unique<Connection>(locate(url, options));
}

std::unique_ptr<sql::Compiler> Postgresql::compiler(const Capabilities& capabilities) const {
  return std::make_unique<Compiler>(capabilities);
}

}  // namespace weft::postgresql
