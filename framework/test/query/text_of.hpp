// SPDX-License-Identifier: MIT
//
// Statements as the compiler writes them without any dialect's ways.
#pragma once

#include <string>

#include <weft/dialect/compiler.hpp>
#include <weft/dialect/writer.hpp>

namespace query_test {

class PlainCompiler final : public weft::sql::Compiler {
 public:
  PlainCompiler() : Compiler(all_there_is()) {}
  void write_type(const weft::SqlType& type, weft::sql::Writer& out) const override {
    out << (type.kind == weft::TypeKind::text ? "TEXT" : "BIGINT");
  }
  void write_autoincrement_type(const weft::TableColumn&, weft::sql::Writer& out) const override { out << "BIGINT"; }

 private:
  static weft::Capabilities all_there_is() {
    weft::Capabilities capabilities;
    capabilities.insert_rows = 100;
    capabilities.insert_returning = capabilities.update_returning = capabilities.delete_returning = true;
    capabilities.on_conflict = capabilities.row_values = capabilities.null_ordering = true;
    capabilities.for_update = capabilities.skip_locked = true;
    capabilities.common_table_expressions = capabilities.window_functions = true;
    return capabilities;
  }
};

inline std::string text_of(const weft::sql::SelectStatement& statement) {
  return PlainCompiler().select(statement).text;
}
inline std::string text_of(const weft::sql::InsertStatement& statement) {
  return PlainCompiler().insert(statement).text;
}
inline std::string text_of(const weft::sql::UpdateStatement& statement) {
  return PlainCompiler().update(statement).text;
}
inline std::string text_of(const weft::sql::DeleteStatement& statement) {
  return PlainCompiler().remove(statement).text;
}

}  // namespace query_test
