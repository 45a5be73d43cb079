// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::mysql {

/// Standard SQL, and where MySQL and MariaDB differ from it. What they write is the same for both.
class Compiler final : public sql::Compiler {
 public:
  using sql::Compiler::Compiler;

  void write_identifier(std::string_view name, sql::Writer& out) const override;
  void write_type(const SqlType& type, sql::Writer& out) const override;
  void write_column_type(const TableDefinition& table, const TableColumn& column, sql::Writer& out) const override;
  void write_autoincrement_type(const TableColumn& column, sql::Writer& out) const override;
  void write_server_default(std::string_view expression, sql::Writer& out) const override;
  void write_foreign_key_name(const TableDefinition& table, const ForeignKey& key, sql::Writer& out) const override;
  [[nodiscard]] std::string foreign_key_name(const TableDefinition& table, const ForeignKey& key) const override;
  void write_table_extras(const TableDefinition& table, sql::Writer& out) const override;
  void write_table_options(const TableDefinition& table, sql::Writer& out) const override;
  [[nodiscard]] std::vector<std::string> create_indexes(const TableDefinition& table) const override;
  void write_binary(const sql::Node& node, sql::Writer& out) const override;
  void write_function(const sql::Node& node, sql::Writer& out) const override;
  void write_cast(const sql::Node& node, sql::Writer& out) const override;
  void write_in_select(const sql::SelectStatement& select, sql::Writer& out) const override;
  void write_limit(const sql::SelectStatement& statement, sql::Writer& out) const override;
  void write_default_values(sql::Writer& out) const override;
  void write_on_conflict(const sql::InsertStatement& statement, sql::Writer& out) const override;
  void write_excluded(const TableColumn& column, sql::Writer& out) const override;
};

}  // namespace weft::mysql
