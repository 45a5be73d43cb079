// SPDX-License-Identifier: MIT
//
// A select that others select from: a common table expression, or a select in parentheses.
//
//   auto busy = weft::select(col<&Post::author_id>, func::count().label("posts"))
//                   .group_by(col<&Post::author_id>).cte("busy");
//   weft::select<User>().join(busy, busy[col<&Post::author_id>] == col<&User::id>)
//                       .where(busy.column<std::int64_t>("posts") > 10);
//
//   auto below = weft::recursive_cte("below", weft::select(col<&TreeNode::id>).where(...),
//                                    [](const auto& self) {
//                                      return weft::select(col<&TreeNode::id>)
//                                          .join(self, self[col<&TreeNode::id>] == col<&TreeNode::parent_id>);
//                                    });
//
// Only selects of values can be sources: their columns have names. To filter by a select's values without
// joining it, `in` and `exists` are enough.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "weft/query/expression.hpp"
#include "weft/query/select_builder.hpp"

namespace weft {

/// A source under a name. A value; use it in one statement or in several.
class Subquery {
 public:
  explicit Subquery(detail::DerivedSource source) noexcept : source_(std::move(source)) {}

  [[nodiscard]] const std::string& name() const noexcept { return source_.name; }

  /// A column of the source by its label, or by the name of the column it shows.
  template <class T>
  [[nodiscard]] Expression<T> column(std::string_view column) const {
    return Expression<T>(detail::named_column(column, source_.name));
  }
  /// A column of the source that shows this column of an entity.
  template <class Class, class Type>
  [[nodiscard]] Expression<detail::ColumnValue<Type>> operator[](const ColumnExpression<Class, Type>& column) const {
    return Expression<detail::ColumnValue<Type>>(detail::column_node(&entity_of<Class>, column.offset(), source_.name));
  }

  [[nodiscard]] const detail::DerivedSource& source() const noexcept { return source_; }

 private:
  detail::DerivedSource source_;
};

/// What a recursive expression keeps: every row, or only those it did not have. The second ends on data that
/// goes in circles.
enum class RecursionOf { all_rows, new_rows };

/// A common table expression that grows: `first`, and again and again what `step` selects when it is given
/// the rows found last, until a step finds none. `step(self)` returns a select of the type of `first`.
template <class First, class Step>
[[nodiscard]] Subquery recursive_cte(std::string name, const First& first, const Step& step,
                                     RecursionOf rows = RecursionOf::all_rows) {
  const Subquery self({.kind = detail::DerivedKind::self, .name = name, .select = nullptr});
  const First next = step(self);
  const First both = rows == RecursionOf::all_rows ? first.union_all(next) : first.union_with(next);
  return Subquery({.kind = detail::DerivedKind::recursive, .name = std::move(name),
                   .select = both.builder().shared_statement()});
}

}  // namespace weft
