// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::sqlite {

/// Standard SQL, and where SQLite differs from it.
class Compiler final : public sql::Compiler {
 public:
  using sql::Compiler::Compiler;

  [[nodiscard]] std::string drop_foreign_key(const TableDefinition& table, const ForeignKey& key) const override;
  void write_type(const SqlType& type, sql::Writer& out) const override;
  void write_autoincrement_type(const TableColumn& column, sql::Writer& out) const override;
  void write_server_default(std::string_view expression, sql::Writer& out) const override;
  void write_binary(const sql::Node& node, sql::Writer& out) const override;
  void write_cast(const sql::Node& node, sql::Writer& out) const override;
  void write_key_rows(const sql::Node& node, sql::Writer& out) const override;
  void write_limit(const sql::SelectStatement& statement, sql::Writer& out) const override;
  void write_on_conflict(const sql::InsertStatement& statement, sql::Writer& out) const override;
};

}  // namespace weft::sqlite
