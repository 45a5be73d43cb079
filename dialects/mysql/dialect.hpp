// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::mysql {

/// MySQL and MariaDB. The URLs and their options are in README.md.
class Mysql final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mysql"; }
  [[nodiscard]] std::unique_ptr<weft::Connection> connect(const Url& url, const ConnectOptions& options) const override;
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override;
};

}  // namespace weft::mysql
