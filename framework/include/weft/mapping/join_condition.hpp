// SPDX-License-Identifier: MIT
//
// Marks for columns in the join condition of a relationship.
//
//   m.relationship<&Folder::parent>().primaryjoin(
//       col<&Folder::account_id> == weft::remote(col<&Folder::account_id>) &&
//       weft::foreign(col<&Folder::parent_id>) == weft::remote(col<&Folder::id>));
//
// `remote` is for relationships of an entity with itself, where nothing else tells the columns of the owner from those
// of what it leads to. `foreign` is for columns that refer to others without references<...>(). Elsewhere both follow
// from the mapping, and need not be said.
#pragma once

#include <utility>

#include "weft/query/expression.hpp"

namespace weft {

/// A column with its marks.
template <class T>
class JoinColumn : public detail::Operators<JoinColumn<T>, T> {
 public:
  explicit JoinColumn(sql::NodePtr node) noexcept : node_(std::move(node)) {}
  [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

 private:
  sql::NodePtr node_;
};

namespace detail {

[[nodiscard]] sql::NodePtr marked_remote(const sql::NodePtr& column);
[[nodiscard]] sql::NodePtr marked_foreign(const sql::NodePtr& column);

}  // namespace detail

/// The column of what the relationship leads to. Where one column of a condition says so, those that do not are the
/// owner's.
template <class Class, class Type>
[[nodiscard]] JoinColumn<detail::ColumnValue<Type>> remote(const ColumnExpression<Class, Type>& column) {
  return JoinColumn<detail::ColumnValue<Type>>(detail::marked_remote(column.node()));
}
template <class T>
[[nodiscard]] JoinColumn<T> remote(const JoinColumn<T>& column) {
  return JoinColumn<T>(detail::marked_remote(column.node()));
}

/// The column that holds the key of the other side, and that a flush writes. Where one column of a condition says so,
/// those that do not are not written.
template <class Class, class Type>
[[nodiscard]] JoinColumn<detail::ColumnValue<Type>> foreign(const ColumnExpression<Class, Type>& column) {
  return JoinColumn<detail::ColumnValue<Type>>(detail::marked_foreign(column.node()));
}
template <class T>
[[nodiscard]] JoinColumn<T> foreign(const JoinColumn<T>& column) {
  return JoinColumn<T>(detail::marked_foreign(column.node()));
}

}  // namespace weft
