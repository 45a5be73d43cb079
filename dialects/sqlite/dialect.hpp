// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::sqlite {

/// SQLite 3, in a file or in memory. The URLs and their options are in README.md.
class Sqlite final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "sqlite"; }
  [[nodiscard]] std::unique_ptr<weft::Connection> connect(const Url& url, const ConnectOptions& options) const override;
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override;
  [[nodiscard]] bool lives_in_connection(const Url& url) const override;
};

}  // namespace weft::sqlite
