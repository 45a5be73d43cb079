// SPDX-License-Identifier: MIT
//
// Makes nodes of sql/node.hpp. Everything here is compiled once in the library, so that the typed
// front (expression.hpp, select.hpp) costs its users little. Not for applications.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weft/mapping/type_ops.hpp"
#include "weft/sql/node.hpp"

namespace weft::detail {

using sql::NodePtr;

[[nodiscard]] NodePtr column_node(sql::EntityFunction entity, std::ptrdiff_t offset, std::string_view alias = {});
/// A column of a table, under an alias of the table when one is given.
[[nodiscard]] NodePtr table_column(const TableColumn& column, std::string_view alias = {});
/// A column of a subquery, which is known by its name only.
[[nodiscard]] NodePtr named_column(std::string_view name, std::string_view source);

// Values. `like` is the expression that a value is compared with or assigned to, or null: an enumeration
// must be written as its column writes it, and only the mapping of that column knows how.

/// An integer as `type`, or as a wider type when it does not fit: comparing a small column with a large
/// number is false, not an error of the driver.
[[nodiscard]] NodePtr integer_parameter(std::int64_t value, SqlType type);
[[nodiscard]] NodePtr real_parameter(double value, SqlType type);
[[nodiscard]] NodePtr text_parameter(std::string_view value, SqlType type);
[[nodiscard]] NodePtr bound_parameter(const TypeOps& ops, const void* value);
[[nodiscard]] NodePtr enum_parameter(const TypeOps& ops, const void* value, const sql::Node* like);
/// The expression with the enumerators in it written as the column in `like` writes them.
[[nodiscard]] NodePtr enum_expression(const NodePtr& expression, const sql::Node& like);
[[nodiscard]] NodePtr null_parameter(SqlType type);
[[nodiscard]] NodePtr value_parameter(Value value, SqlType type);
[[nodiscard]] NodePtr truth(bool value);

[[nodiscard]] NodePtr unary(sql::Op op, const NodePtr& operand);
[[nodiscard]] NodePtr binary(sql::Op op, const NodePtr& left, const NodePtr& right);
[[nodiscard]] NodePtr between(const NodePtr& what, const NodePtr& low, const NodePtr& high);
/// `what` IN (items); an empty list is false, and NOT IN an empty list is true.
[[nodiscard]] NodePtr in_list(const NodePtr& what, std::vector<NodePtr> items, bool negated);
/// A pattern for LIKE: `text` as it stands, between `before` and `after`, which are patterns.
[[nodiscard]] std::string pattern_of(std::string_view before, std::string_view text, std::string_view after);
/// columns IN (keys), or NOT IN: as `in_list`, but sent in the form that the dialect likes best for many values.
[[nodiscard]] NodePtr key_list(std::vector<NodePtr> columns, const std::vector<NodePtr>& parameters, bool negated = false);
[[nodiscard]] NodePtr in_select(const NodePtr& what, std::shared_ptr<const sql::SelectStatement> select, bool negated);
[[nodiscard]] NodePtr exists(std::shared_ptr<const sql::SelectStatement> select);
[[nodiscard]] NodePtr scalar_select(std::shared_ptr<const sql::SelectStatement> select);
[[nodiscard]] NodePtr function(std::string_view name, std::vector<NodePtr> arguments, SqlType result);
[[nodiscard]] NodePtr count_all();
[[nodiscard]] NodePtr count_distinct(const NodePtr& operand);
[[nodiscard]] NodePtr cast(const NodePtr& operand, SqlType type);
/// condition, result, condition, result, .., and a last result where nothing else applies when their number is odd.
[[nodiscard]] NodePtr case_when(std::vector<NodePtr> branches);
[[nodiscard]] NodePtr tuple(std::vector<NodePtr> items);
[[nodiscard]] NodePtr label(const NodePtr& operand, std::string_view name);
[[nodiscard]] NodePtr label_ref(std::string_view name);
[[nodiscard]] NodePtr ordering(const NodePtr& operand, sql::Op direction, sql::Nulls nulls);
[[nodiscard]] NodePtr raw(std::string_view text);
[[nodiscard]] NodePtr window(const NodePtr& function, std::vector<NodePtr> partition, std::vector<NodePtr> order);

/// `left` AND `right`; either may be null.
[[nodiscard]] NodePtr both(const NodePtr& left, const NodePtr& right);
/// What a label names; any other node as it is.
[[nodiscard]] const NodePtr& unlabelled(const NodePtr& node);

}  // namespace weft::detail
