// SPDX-License-Identifier: MIT
//
// A table that belongs to no entity: the association table of a many-to-many relationship.
//
//   inline const weft::Table student_course{
//       "student_course",
//       weft::Column{"student_id"}.references<&Student::id>().primary_key(),
//       weft::Column{"course_id"}.references<&Course::id>().primary_key()};
//
//   m.relationship<&Student::courses>().secondary(student_course);
//
// It is made once, with static storage: relationships and statements point to it. A table whose rows mean
// something of their own is better an entity.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "weft/mapping/column_mapper.hpp"
#include "weft/mapping/types.hpp"
#include "weft/query/expression.hpp"

namespace weft {

/// One column of a `Table`. A row that weft inserts for a relationship has values for the foreign keys only, so these and the
/// primary key are NOT NULL unless they say otherwise, and every other column holds NULL unless it says otherwise.
class Column {
 public:
  explicit Column(std::string_view name) { column_.name = name; }
  Column(std::string_view name, SqlType type) : Column(name) { *this = this->type(type); }

  /// A foreign key to a column of an entity; the type is that column's. Columns that refer to the parts of
  /// one composite key are one foreign key together.
  template <auto Member>
  [[nodiscard]] Column references(ReferenceOptions options = {}) const {
    static_assert(!detail::is_relation<detail::MemberType<Member>>,
                  "weft: references() names a column, and this member is a relationship");
    Column changed = *this;
    changed.references_ = detail::member_ref<Member>();
    changed.options_ = std::move(options);
    return changed;
  }
  [[nodiscard]] Column primary_key() const {
    Column changed = *this;
    changed.column_.primary_key = true;
    return changed;
  }
  /// Needed where the column references nothing.
  [[nodiscard]] Column type(SqlType type) const {
    Column changed = *this;
    changed.column_.type = type;
    changed.typed_ = true;
    return changed;
  }
  [[nodiscard]] Column nullable() const {
    Column changed = *this;
    changed.nullable_ = true;
    return changed;
  }
  /// Where weft inserts the rows, such a column needs a `server_default`.
  [[nodiscard]] Column not_null() const {
    Column changed = *this;
    changed.nullable_ = false;
    return changed;
  }
  [[nodiscard]] Column unique() const {
    Column changed = *this;
    changed.column_.unique = true;
    return changed;
  }
  [[nodiscard]] Column index() const {
    Column changed = *this;
    changed.column_.indexed = true;
    return changed;
  }
  /// What a row gets that weft inserts for a relationship, an SQL expression.
  [[nodiscard]] Column server_default(std::string sql) const {
    Column changed = *this;
    changed.column_.server_default = std::move(sql);
    return changed;
  }

 private:
  friend class Table;
  TableColumn column_{};
  MemberRef references_{};
  ReferenceOptions options_{};
  std::optional<bool> nullable_{};
  bool typed_ = false;
};

/// A column of a `Table` in a query. Compared with a column of an entity it has that one's type.
class TableColumnTerm {
 public:
  using SqlUntypedColumn = void;

  explicit TableColumnTerm(sql::NodePtr node) noexcept : node_(std::move(node)) {}

  [[nodiscard]] Ordering asc() const { return {node_, sql::Op::ascending}; }
  [[nodiscard]] Ordering desc() const { return {node_, sql::Op::descending}; }
  /// The column as an expression of that type, which the caller knows.
  template <class T>
  [[nodiscard]] Expression<T> as() const {
    return Expression<T>(node_);
  }
  [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

 private:
  sql::NodePtr node_;
};

class Table {
 public:
  template <class... Columns>
    requires(std::is_same_v<Columns, Column> && ...)
  explicit Table(std::string_view name, Columns... columns) : Table(name, TableOptions{}, std::move(columns)...) {}
  template <class... Columns>
    requires(std::is_same_v<Columns, Column> && ...)
  Table(std::string_view name, const TableOptions& options, Columns... columns)
      : Table(name, options, std::vector<Column>{std::move(columns)...}) {}
  Table(std::string_view name, const TableOptions& options, std::vector<Column> columns);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table();

  [[nodiscard]] const std::string& name() const noexcept;
  /// A column for `order_by` and conditions. Throws `MappingError` when there is none of that name.
  [[nodiscard]] TableColumnTerm column(std::string_view name) const;
  /// The table with its keys, resolved at the first call from any thread. Throws `MappingError` when that
  /// cannot be done, every time the same.
  [[nodiscard]] const TableDefinition& definition() const;
  /// The entities that its columns refer to.
  [[nodiscard]] std::vector<sql::EntityFunction> referenced() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
