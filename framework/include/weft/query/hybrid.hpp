// SPDX-License-Identifier: MIT
//
// A value computed from columns: of an entity in memory, and in a query.
//
//   struct Interval {
//     std::int64_t id{};
//     std::int64_t start{};
//     std::int64_t end{};
//     static constexpr auto length = weft::expression<&Interval::start, &Interval::end>(
//         [](const auto& start, const auto& end) { return end - start; });
//   };
//   Interval::length(*interval)                                          // a number
//   weft::select<Interval>().where(Interval::length() > 10)              // an expression
//   Interval::length.of(outer)                                           // of an alias
//
// The function gets the members' values, or the columns. Where C++ and SQL say it in different words, give one function
// for each: expression<&User::name>(on_values, on_columns). (SQLAlchemy calls these hybrid attributes.)
#pragma once

#include "weft/query/alias.hpp"
#include "weft/query/expression.hpp"

namespace weft {

template <class OnValues, class OnColumns, auto First, auto... Rest>
class HybridExpression {
  using Class = detail::MemberClass<First>;

 public:
  constexpr HybridExpression(OnValues on_values, OnColumns on_columns)
      : on_values_(std::move(on_values)), on_columns_(std::move(on_columns)) {}

  /// Of an entity, or of a value that is none yet.
  [[nodiscard]] auto operator()(const Class& object) const { return on_values_(object.*First, object.*Rest...); }
  /// In a query.
  [[nodiscard]] auto operator()() const { return on_columns_(col<First>, col<Rest>...); }
  /// In a query, of an entity under an alias.
  template <class T>
  [[nodiscard]] auto of(const Alias<T>& alias) const {
    return on_columns_(alias[col<First>], alias[col<Rest>]...);
  }

 private:
  OnValues on_values_;
  OnColumns on_columns_;
};

/// An expression over these members of one entity.
template <auto First, auto... Rest, class OnValues, class OnColumns>
[[nodiscard]] constexpr auto expression(OnValues on_values, OnColumns on_columns) {
  return HybridExpression<OnValues, OnColumns, First, Rest...>(std::move(on_values), std::move(on_columns));
}
/// The same by one function, which serves both.
template <auto First, auto... Rest, class Function>
[[nodiscard]] constexpr auto expression(Function function) {
  return HybridExpression<Function, Function, First, Rest...>(function, function);
}

}  // namespace weft
