// SPDX-License-Identifier: MIT
//
// Short spellings for statement trees, and a dialect that is as standard as the base class.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"

namespace weft::test {

inline sql::NodePtr node(sql::Node value) {
  return std::make_shared<const sql::Node>(std::move(value));
}

inline sql::NodePtr node(sql::NodeKind kind, std::vector<sql::NodePtr> children = {}, std::string text = {}) {
  sql::Node result;
  result.kind = kind;
  result.children = std::move(children);
  result.text = std::move(text);
  return node(std::move(result));
}

inline sql::NodePtr column(const TableColumn& column, std::string alias = {}) {
  sql::Node result;
  result.kind = sql::NodeKind::table_column;
  result.column = &column;
  result.text = std::move(alias);
  return node(std::move(result));
}

inline sql::NodePtr value(std::int64_t number) {
  sql::Node result;
  result.kind = sql::NodeKind::parameter;
  result.value = Value(number);
  return node(std::move(result));
}

inline sql::NodePtr unary(sql::Op op, sql::NodePtr operand) {
  sql::Node result;
  result.kind = sql::NodeKind::unary;
  result.op = op;
  result.children = {std::move(operand)};
  return node(std::move(result));
}

inline sql::NodePtr binary(sql::Op op, sql::NodePtr left, sql::NodePtr right) {
  sql::Node result;
  result.kind = sql::NodeKind::binary;
  result.op = op;
  result.children = {std::move(left), std::move(right)};
  return node(std::move(result));
}

inline sql::NodePtr equal(sql::NodePtr left, sql::NodePtr right) {
  return binary(sql::Op::equal, std::move(left), std::move(right));
}

inline sql::NodePtr label(sql::NodePtr expression, std::string name) {
  return node(sql::NodeKind::label, {std::move(expression)}, std::move(name));
}

inline sql::NodePtr call(std::string name, std::vector<sql::NodePtr> arguments) {
  return node(sql::NodeKind::function, std::move(arguments), std::move(name));
}

inline sql::NodePtr ordered(sql::NodePtr term, sql::Op direction, sql::Nulls nulls = sql::Nulls::database_default) {
  sql::Node result;
  result.kind = sql::NodeKind::ordering;
  result.op = direction;
  result.nulls = nulls;
  result.children = {std::move(term)};
  return node(std::move(result));
}

inline sql::NodePtr keys(std::vector<sql::NodePtr> columns, std::size_t values) {
  sql::Node result;
  result.kind = sql::NodeKind::key_list;
  result.children = std::move(columns);
  for (std::size_t index = 0; index < values; ++index)
    result.values.emplace_back(static_cast<std::int64_t>(index));
  return node(std::move(result));
}

inline sql::NodePtr with_select(sql::NodeKind kind, sql::SelectStatement select,
                                std::vector<sql::NodePtr> children = {}, sql::Op op = sql::Op::none) {
  sql::Node result;
  result.kind = kind;
  result.op = op;
  result.children = std::move(children);
  result.select = std::make_shared<const sql::SelectStatement>(std::move(select));
  return node(std::move(result));
}

inline sql::Source table(const TableDefinition& definition, std::string alias = {}) {
  sql::Source source;
  source.table = &definition;
  source.alias = std::move(alias);
  return source;
}

inline sql::Join join(sql::JoinKind kind, sql::Source source, sql::NodePtr on, std::vector<sql::Join> nested = {}) {
  return {.kind = kind, .source = std::move(source), .on = std::move(on), .nested = std::move(nested)};
}

inline TableDefinition& define(TableDefinition& table, std::string name, const std::vector<std::string>& columns) {
  table.name = std::move(name);
  for (const std::string& column : columns) {
    TableColumn& added = table.columns.emplace_back();
    added.name = column;
    added.type.kind = column.ends_with("id") ? TypeKind::int64 : TypeKind::text;
    added.table = &table;
    added.index = static_cast<std::uint32_t>(table.columns.size() - 1);
  }
  TableColumn& key = table.columns[0];
  key.primary_key = true;
  key.autoincrement = true;
  table.primary_key = {&key};
  return table;
}

/// "user", a reserved word, and the posts of users.
struct Blog {
  Blog() {
    define(user, "user", {"id", "name"});
    define(post, "post", {"id", "user_id", "title"});
    post.foreign_keys.push_back({{&post.columns[1]}, {&user.columns[0]}, "cascade", ""});
  }
  Blog(const Blog&) = delete;
  Blog& operator=(const Blog&) = delete;

  [[nodiscard]] sql::NodePtr users(std::string_view name, std::string alias = {}) const {
    return column(*user.find(name), std::move(alias));
  }
  [[nodiscard]] sql::NodePtr posts(std::string_view name, std::string alias = {}) const {
    return column(*post.find(name), std::move(alias));
  }

  TableDefinition user{};
  TableDefinition post{};
};

/// Everything that the base class can write.
inline Capabilities everything() {
  Capabilities can;
  can.insert_rows = 100;
  can.insert_returning = can.update_returning = can.delete_returning = true;
  can.default_values = can.on_conflict = can.row_values = can.null_ordering = true;
  can.for_update = can.skip_locked = can.common_table_expressions = can.window_functions = true;
  return can;
}

class StandardCompiler : public sql::Compiler {
 public:
  explicit StandardCompiler(const Capabilities& capabilities = everything()) : Compiler(capabilities) {}
  void write_type(const SqlType& type, sql::Writer& out) const override {
    out << (type.kind == TypeKind::int64 ? "BIGINT" : "VARCHAR");
  }
  void write_autoincrement_type(const TableColumn&, sql::Writer& out) const override { out << "BIGINT GENERATED"; }
};

}  // namespace weft::test
