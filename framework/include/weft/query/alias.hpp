// SPDX-License-Identifier: MIT
//
// An entity under a second name, to have it twice in one statement.
//
//   auto boss = weft::alias<Employee>("boss");
//   weft::select<Employee>().join<&Employee::manager>(boss).where(boss[col<&Employee::name>] == "Ada")
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "weft/query/relation.hpp"

namespace weft {

/// A value; use it in one statement or in several.
template <class T>
class Alias {
 public:
  using Entity = T;
  explicit Alias(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// The column of the aliased entity.
  template <class Class, class Type>
  [[nodiscard]] Expression<detail::ColumnValue<Type>> operator[](const ColumnExpression<Class, Type>& column) const {
    static_assert(std::is_base_of_v<Class, T>, "weft: this column does not belong to the aliased entity");
    return Expression<detail::ColumnValue<Type>>(detail::column_node(&entity_of<T>, column.offset(), name_));
  }
  /// The relationship of the aliased entity.
  template <class Class, class Type>
  [[nodiscard]] AliasedRelation<Type> operator[](const RelationExpression<Class, Type>& relation) const {
    static_assert(std::is_base_of_v<Class, T>, "weft: this relationship does not belong to the aliased entity");
    auto place = relation.place();
    place.owner = &entity_of<T>;
    place.alias = name_;
    return AliasedRelation<Type>(std::move(place));
  }

 private:
  std::string name_;
};

/// T under the name `name`, which must differ from all other names in the statement.
template <class T>
[[nodiscard]] Alias<T> alias(std::string name) {
  return Alias<T>(std::move(name));
}

}  // namespace weft
