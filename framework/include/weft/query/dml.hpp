// SPDX-License-Identifier: MIT
//
// INSERT, UPDATE and DELETE of many rows, without loading them.
//
//   weft::insert<Item>().values({Item{.name = "Mug", .price = 12.5}}).returning(col<&Item::id>)
//   weft::insert<Item>().values(items).on_conflict<&Item::name>().do_update<&Item::price>()
//   weft::update<Item>().set(col<&Item::price>, col<&Item::price> * 1.1).where(col<&Item::price> < 10)
//   weft::delete_from<Item>().where(col<&Item::price> > 100)
//
// These go past the session's objects: relationships, cascades and versions are not looked at, and objects
// of that entity which the session holds are read again when they are used. To change what a session holds, use
// `session.add`, `modify` and `remove`. As with selects, each call returns a new statement.
#pragma once

#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

#include "weft/query/dml_builder.hpp"
#include "weft/query/expression.hpp"

namespace weft {

template <class T, class... Row>
class Insert;

namespace detail {

/// The column as one of the entity T.
template <class T, class Class, class Type>
NodePtr column_of(const ColumnExpression<Class, Type>& column) {
  static_assert(std::is_base_of_v<Class, T>, "weft: this column does not belong to the entity of the statement");
  return column_node(&entity_of<T>, column.offset());
}

template <class Builder, class... Items>
Builder returning(Builder builder, const Items&... items) {
  (builder.returning(items.node(), type_ops<typename Items::ValueType>()), ...);
  return builder;
}

}  // namespace detail

/// What an INSERT does with a row that another row forbids: the result of `on_conflict`.
template <class T, class... Row>
class OnConflict {
 public:
  explicit OnConflict(detail::InsertBuilder builder) noexcept : builder_(std::move(builder)) {}

  /// The row that is there gets these columns of the row that was refused; more may follow.
  template <auto... Members>
  [[nodiscard]] Insert<T, Row...> do_update() && {
    static_assert(sizeof...(Members) > 0, "weft: do_update<...>() names the columns to change: see also do_nothing()");
    (builder_.conflict_update(detail::column_of<T>(col<Members>)), ...);
    return Insert<T, Row...>(std::move(builder_));
  }
  /// The row that is there gets this value in this column; columns in the value are those of that row.
  template <class Class, class Type, class V>
  [[nodiscard]] Insert<T, Row...> do_update(const ColumnExpression<Class, Type>& column, const V& value) && {
    const auto node = detail::column_of<T>(column);
    builder_.conflict_update(node, detail::stored<detail::ColumnValue<Type>>(value, node));
    return Insert<T, Row...>(std::move(builder_));
  }
  /// The row is left out.
  [[nodiscard]] Insert<T, Row...> do_nothing() && {
    builder_.do_nothing();
    return Insert<T, Row...>(std::move(builder_));
  }

 private:
  detail::InsertBuilder builder_;
};

/// An INSERT into the table of T; `Row` are the types that it returns.
template <class T, class... Row>
class Insert {
 public:
  explicit Insert(detail::InsertBuilder builder) noexcept : builder_(std::move(builder)) {}

  /// Adds rows. All columns are written as they are in the values, but a key that the database generates is
  /// left to it where it is 0. No rows insert nothing. Throws `UsageError` when the key is 0 in some rows only.
  [[nodiscard]] Insert values(const T& row) const { return with(&row, 1); }
  [[nodiscard]] Insert values(std::initializer_list<T> rows) const { return with(rows.begin(), rows.size()); }
  [[nodiscard]] Insert values(const std::vector<T>& rows) const { return with(rows.data(), rows.size()); }

  /// Gives a column of a single row a value or an expression; the columns not named get what the table says.
  template <class Class, class Type, class V>
  [[nodiscard]] Insert set(const ColumnExpression<Class, Type>& column, const V& value) const {
    Insert next(*this);
    const auto node = detail::column_of<T>(column);
    next.builder_.set(node, detail::stored<detail::ColumnValue<Type>>(value, node));
    return next;
  }

  /// What to do where a row with the same values in these columns is there already; they need a unique
  /// constraint or the primary key.
  template <auto... Members>
  [[nodiscard]] OnConflict<T, Row...> on_conflict() const {
    detail::InsertBuilder builder(builder_);
    (builder.conflict_column(detail::column_of<T>(col<Members>)), ...);
    return OnConflict<T, Row...>(std::move(builder));
  }

  /// What to return of each row, in the order of the rows where the database keeps it.
  template <detail::Operand... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return Insert<T, Row..., typename Items::ValueType...>(detail::returning(builder_, items...));
  }

  [[nodiscard]] const sql::InsertStatement& statement() const noexcept { return builder_.state().statement; }
  [[nodiscard]] const std::vector<detail::SelectedItem>& items() const noexcept { return builder_.state().returned; }

 private:
  [[nodiscard]] Insert with(const T* rows, std::size_t count) const {
    Insert next(*this);
    next.builder_.add_rows(rows, count, sizeof(T));
    return next;
  }

  detail::InsertBuilder builder_;
};

/// An UPDATE of the table of T; `Row` are the types that it returns.
template <class T, class... Row>
class Update {
 public:
  explicit Update(detail::UpdateBuilder builder) noexcept : builder_(std::move(builder)) {}

  /// Gives a column a value, or an expression of the row as it was.
  template <class Class, class Type, class V>
  [[nodiscard]] Update set(const ColumnExpression<Class, Type>& column, const V& value) const {
    Update next(*this);
    const auto node = detail::column_of<T>(column);
    next.builder_.set(node, detail::stored<detail::ColumnValue<Type>>(value, node));
    return next;
  }
  /// Several conditions all have to hold; without any, every row is changed.
  [[nodiscard]] Update where(const Expression<bool>& condition) const {
    Update next(*this);
    next.builder_.where(condition.node());
    return next;
  }
  /// What to return of each changed row.
  template <detail::Operand... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return Update<T, Row..., typename Items::ValueType...>(detail::returning(builder_, items...));
  }

  [[nodiscard]] const sql::UpdateStatement& statement() const noexcept { return builder_.state().statement; }
  [[nodiscard]] const std::vector<detail::SelectedItem>& items() const noexcept { return builder_.state().returned; }

 private:
  detail::UpdateBuilder builder_;
};

/// A DELETE from the table of T; `Row` are the types that it returns.
template <class T, class... Row>
class Delete {
 public:
  explicit Delete(detail::DeleteBuilder builder) noexcept : builder_(std::move(builder)) {}

  /// Several conditions all have to hold; without any, every row is deleted.
  [[nodiscard]] Delete where(const Expression<bool>& condition) const {
    Delete next(*this);
    next.builder_.where(condition.node());
    return next;
  }
  /// What to return of each deleted row.
  template <detail::Operand... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return Delete<T, Row..., typename Items::ValueType...>(detail::returning(builder_, items...));
  }

  [[nodiscard]] const sql::DeleteStatement& statement() const noexcept { return builder_.state().statement; }
  [[nodiscard]] const std::vector<detail::SelectedItem>& items() const noexcept { return builder_.state().returned; }

 private:
  detail::DeleteBuilder builder_;
};

template <class T>
[[nodiscard]] Insert<T> insert() {
  return Insert<T>(detail::InsertBuilder(&entity_of<T>));
}
template <class T>
[[nodiscard]] Update<T> update() {
  return Update<T>(detail::UpdateBuilder(&entity_of<T>));
}
template <class T>
[[nodiscard]] Delete<T> delete_from() {
  return Delete<T>(detail::DeleteBuilder(&entity_of<T>));
}

}  // namespace weft
