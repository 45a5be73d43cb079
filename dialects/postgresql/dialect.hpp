// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::postgresql {

/// PostgreSQL 12 and later. The URLs and their options are in README.md.
class Postgresql final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "postgresql"; }
  [[nodiscard]] std::unique_ptr<weft::Connection> connect(const Url& url, const ConnectOptions& options) const override;
  [[nodiscard]] std::unique_ptr<sql::Compiler> compiler(const Capabilities& capabilities) const override;
};

}  // namespace weft::postgresql
