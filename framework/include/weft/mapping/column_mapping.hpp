// SPDX-License-Identifier: MIT
//
// What can be said of a column behind `m.column<&T::member>()`.
//
//   m.column<&Item::id>().primary_key();
//   m.column<&Item::name>("full_name").length(100).unique();
//   m.column<&Item::status>().as_text({{Status::open, "open"}, {Status::closed, "closed"}});
//   m.column<&Item::order_id>().references<&Order::id>({.on_delete = "cascade"});
//
// A member that is a std::optional may be NULL, any other may not. Nothing is checked here: a mapping is
// checked as a whole when it is first used.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "weft/mapping/codec.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/mapping/member.hpp"
#include "weft/mapping/types.hpp"

namespace weft {

template <class T>
const MappedEntity& entity_of();

namespace detail {

/// A member as mappings mention it, its entity's mapping still unread.
template <auto Member>
[[nodiscard]] MemberRef member_ref() noexcept {
  return {&entity_of<MemberClass<Member>>, member_offset<MemberClass<Member>>(Member), member_name<Member>};
}

// What the modifiers do. Each notes the first thing that is wrong; it is thrown when the mapping is used.
MappedColumn& add_column(MappedEntity& entity, std::string_view name, std::string_view member, std::ptrdiff_t offset,
                         const TypeOps& ops);
void set_length(MappedColumn& column, std::uint32_t length);
void set_autoincrement(MappedColumn& column, bool on);
void name_enumerator(MappedColumn& column, std::int64_t value, std::string_view name);
/// Copies the value that the member has in a new object of its entity.
void copy_untouched(const MappedColumn& column, void* value);

template <class V>
struct WithoutOptional : std::type_identity<V> {};
template <class V>
struct WithoutOptional<std::optional<V>> : std::type_identity<V> {};

template <class V>
struct EnumNumber {
  using Enum = typename WithoutOptional<V>::type;
  static std::int64_t to_integer(const void* member) {
    const V& value = *static_cast<const V*>(member);
    if constexpr (std::is_same_v<V, Enum>) return static_cast<std::int64_t>(value);
    else return static_cast<std::int64_t>(value.value());
  }
  static void from_integer(std::int64_t number, void* member) { *static_cast<V*>(member) = static_cast<Enum>(number); }
};

}  // namespace detail

/// A column of type V while it is being mapped.
template <class V>
class ColumnMapping {
  using Plain = typename detail::WithoutOptional<V>::type;

 public:
  explicit ColumnMapping(MappedColumn& column) noexcept : column_(&column) {}

  /// Part of the primary key; several such columns make a composite one in the order they are mapped.
  ColumnMapping& primary_key() {
    column_->column->primary_key = true;
    return *this;
  }
  /// At most so many characters of text, or bytes.
  ColumnMapping& length(std::uint32_t length) {
    detail::set_length(*column_, length);
    return *this;
  }
  ColumnMapping& unique() {
    column_->column->unique = true;
    return *this;
  }
  ColumnMapping& index() {
    column_->column->indexed = true;
    return *this;
  }
  ColumnMapping& not_null() {
    column_->column->nullable = false;
    return *this;
  }
  /// The database type, where the one of the member's C++ type is not wanted.
  ColumnMapping& type(SqlType type) {
    column_->column->type = type;
    return *this;
  }
  /// Says whether the database makes values for this integer column. Without it the database does for an
  /// integer that is the whole primary key and refers to nothing.
  ColumnMapping& autoincrement(bool on = true) {
    detail::set_autoincrement(*column_, on);
    return *this;
  }

  /// The value to insert when the member still has the one that `T{}` gives it.
  ColumnMapping& default_value(V value) {
    return default_with([value = std::move(value)] { return value; });
  }
  /// As `default_value`, asking `make` each time. Called by flushes, whichever thread they are on.
  template <class Make>
  ColumnMapping& default_with(Make make) {
    static_assert(std::is_invocable_r_v<V, Make&>,
                  "weft: default_with() takes a function without parameters that returns a value for the member");
    V untouched{};
    detail::copy_untouched(*column_, &untouched);
    column_->fill_default = [make = std::move(make), untouched = std::move(untouched)](void* member) mutable {
      V& value = *static_cast<V*>(member);
      if (detail::equal_values(value, untouched)) value = make();
    };
    return *this;
  }
  /// Asks `make` for the value whenever the row is updated. Called by flushes, whichever thread they are on.
  template <class Make>
  ColumnMapping& on_update_with(Make make) {
    static_assert(std::is_invocable_r_v<V, Make&>,
                  "weft: on_update_with() takes a function without parameters that returns a value for the member");
    column_->fill_on_update = [make = std::move(make)](void* member) mutable { *static_cast<V*>(member) = make(); };
    return *this;
  }
  /// What stands behind DEFAULT in the table: an SQL expression, not a value ("CURRENT_TIMESTAMP", "'new'").
  ColumnMapping& server_default(std::string_view sql) {
    column_->column->server_default = sql;
    return *this;
  }

  /// A foreign key to that column. For one of several columns use `m.foreign_key<...>()`.
  template <auto Member>
  ColumnMapping& references(ReferenceOptions options = {}) {
    static_assert(std::is_member_object_pointer_v<decltype(Member)>,
                  "weft: references<>() takes a member: references<&Order::id>()");
    column_->references = detail::member_ref<Member>();
    column_->reference_options = std::move(options);
    return *this;
  }

  /// Counts the changes of a row, so that two units of work cannot overwrite one another unseen.
  ColumnMapping& version() {
    column_->version = true;
    return *this;
  }

  /// Stores an enumeration as text, an enumerator by each name. Reading and writing any other value is an error.
  ColumnMapping& as_text(std::initializer_list<std::pair<Plain, std::string_view>> names) {
    static_assert(std::is_enum_v<Plain>, "weft: as_text() is for enumerations");
    if constexpr (std::is_enum_v<Plain>) {
      column_->to_integer = &detail::EnumNumber<V>::to_integer;
      column_->from_integer = &detail::EnumNumber<V>::from_integer;
      for (const auto& [value, name] : names)
        detail::name_enumerator(*column_, static_cast<std::int64_t>(value), name);
    }
    return *this;
  }

 private:
  MappedColumn* column_;
};

}  // namespace weft
