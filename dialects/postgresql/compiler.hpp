// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::postgresql {

/// Standard SQL, and where PostgreSQL differs from it.
class Compiler final : public sql::Compiler {
 public:
  using sql::Compiler::Compiler;

  [[nodiscard]] std::string bulk_insert(const TableDefinition& table,
                                        std::span<const TableColumn* const> columns) const override;
  [[nodiscard]] Value array_parameter(const std::vector<Value>& values, std::size_t width) const override;

  void write_placeholder(std::size_t index, sql::Writer& out) const override;
  [[nodiscard]] bool placeholders_are_numbered() const noexcept override { return true; }
  void write_parameter(const sql::Node& node, sql::Writer& out) const override;
  void write_type(const SqlType& type, sql::Writer& out) const override;
  void write_autoincrement_type(const TableColumn& column, sql::Writer& out) const override;
  void write_binary(const sql::Node& node, sql::Writer& out) const override;
  void write_function(const sql::Node& node, sql::Writer& out) const override;
  void write_key_list(const sql::Node& node, sql::Writer& out) const override;
  void write_locking(const sql::SelectStatement& statement, sql::Writer& out) const override;
};

}  // namespace weft::postgresql
