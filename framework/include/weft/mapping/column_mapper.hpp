// SPDX-License-Identifier: MIT
//
// What `m.column<&T::member>()` hands out: everything that can be said of one column.
//
//   m.column<&Item::sku>().length(20).unique();
//   m.column<&Item::status>().as_text({{Status::open, "open"}, {Status::sold, "sold"}});
//   m.column<&Item::created_at>().default_with([] { return std::chrono::system_clock::now(); });
//
// A member that is no std::optional is NOT NULL. Included by mapping/mapper.hpp.
#pragma once

#include <chrono>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "weft/mapping/deferred.hpp"
#include "weft/mapping/draft.hpp"
#include "weft/mapping/member.hpp"
#include "weft/mapping/type_traits.hpp"
#include "weft/mapping/version.hpp"

namespace weft {
namespace detail {

template <class V>
struct WithoutOptional : std::type_identity<V> {};
template <class V>
struct WithoutOptional<std::optional<V>> : std::type_identity<V> {};
template <class V>
using Stored = typename WithoutOptional<V>::type;

template <auto Member>
[[nodiscard]] MemberRef member_ref() {
  return {&entity_of<MemberClass<Member>>, member_offset<MemberClass<Member>>(Member), member_name<Member>};
}

/// A moment that is finer than the member is cut toward the past; anything else converts by itself.
template <class V, class From>
[[nodiscard]] V converted(From&& value) {
  if constexpr (std::is_convertible_v<From&&, V>) return std::forward<From>(value);
  else if constexpr (requires { std::chrono::floor<typename Stored<V>::duration>(value); })
    return std::chrono::floor<typename Stored<V>::duration>(value);
  else if constexpr (requires { Stored<V>(std::chrono::floor<std::chrono::days>(value)); })
    return Stored<V>(std::chrono::floor<std::chrono::days>(value));
  else static_assert(!sizeof(V), "weft: the function returns something that the member cannot hold");
}

/// Enumerations as their numbers, which an empty optional has none of: ask for it only when there is a value.
template <class M>
void set_enumeration(MappedColumn& column) noexcept {
  using V = ColumnValue<M>;
  column.to_integer = [](const void* member) {
    const V& value = column_value(*static_cast<const M*>(member));
    if constexpr (std::is_enum_v<V>) return static_cast<std::int64_t>(value);
    else return static_cast<std::int64_t>(*value);
  };
  column.from_integer = [](std::int64_t value, void* member) {
    *static_cast<M*>(member) = static_cast<Stored<V>>(value);
  };
}

}  // namespace detail

/// `M` is the type of the member.
template <class M>
class ColumnMapper {
  using V = detail::ColumnValue<M>;
  using Stored = detail::Stored<V>;

 public:
  explicit ColumnMapper(MappedColumn& column) noexcept : column_(&column) {}

  /// Part of the primary key. One integer column that is the whole key gets its values from the database,
  /// unless it references another table or says `autoincrement(false)`.
  ColumnMapper primary_key() const noexcept {
    require_present();
    column_->column->primary_key = true;
    return *this;
  }
  /// Whether the database makes the value of this key when none is given.
  ColumnMapper autoincrement(bool on) const noexcept {
    static_assert(detail::Integer<V>, "weft: autoincrement() is for an integer that is no std::optional");
    column_->autoincrement = on;
    return *this;
  }

  /// Characters of text, bytes of a blob.
  ColumnMapper length(std::uint32_t length) const noexcept {
    static_assert(std::is_enum_v<Stored> || detail::type_ops<V>().cell >= CellKind::text,
                  "weft: length() is for columns of text or bytes");
    column_->column->type.length = length;
    return *this;
  }
  /// The type in the database, where the member's own does not say enough (mapping/types.hpp).
  ColumnMapper type(SqlType type) const noexcept {
    column_->column->type = type;
    return *this;
  }
  /// An enumeration by name: every enumerator that may be stored, and its text. What is not named can
  /// neither be written nor read: that is an error when it happens.
  ColumnMapper as_text(std::initializer_list<std::pair<Stored, std::string_view>> names) const {
    static_assert(std::is_enum_v<Stored>, "weft: as_text() is for enumerations");
    std::vector<std::pair<std::int64_t, std::string>> numbers;
    for (const auto& [enumerator, name] : names)
      numbers.emplace_back(static_cast<std::int64_t>(enumerator), std::string(name));
    detail::set_names(*column_, std::move(numbers));
    return *this;
  }

  ColumnMapper unique() const noexcept {
    column_->column->unique = true;
    return *this;
  }
  /// An index on this column alone; for several columns see `Mapper::index`.
  ColumnMapper index() const noexcept {
    column_->column->indexed = true;
    return *this;
  }
  /// Forbids NULL, although the member is a std::optional.
  ColumnMapper not_null() const noexcept {
    column_->column->nullable = false;
    return *this;
  }

  /// What a new entity gets whose member has nothing but its initial value.
  ColumnMapper default_value(V value) const {
    column_->fill_default = [value = std::move(value)](void* member) { *static_cast<M*>(member) = value; };
    return *this;
  }
  /// As `default_value`, from a function that is called for each new entity.
  template <class Function>
  ColumnMapper default_with(Function function) const {
    column_->fill_default = filler(std::move(function));
    return *this;
  }
  /// What the member gets whenever the entity's row is updated.
  template <class Function>
  ColumnMapper on_update_with(Function function) const {
    column_->fill_on_update = filler(std::move(function));
    return *this;
  }
  /// The DEFAULT of the table, an SQL expression.
  ColumnMapper server_default(std::string sql) const {
    column_->column->server_default = std::move(sql);
    return *this;
  }

  /// Leaves the column out when rows are read: it is read when it is used, unless a query says `undefer`.
  ColumnMapper deferred(DeferOptions options = {}) const noexcept {
    static_assert(detail::is_deferred<M>,
                  "weft: deferred() is for a member of type weft::Deferred<T>: a plain member always comes with its row");
    column_->deferred = true;
    column_->deferred_raises = options.raiseload;
    return *this;
  }

  /// A foreign key to a column of another entity, or of this one.
  template <auto Member>
  ColumnMapper references(ReferenceOptions options = {}) const {
    require_present();
    static_assert(!detail::is_deferred<detail::MemberType<Member>>,
                  "weft: a column references a weft::Deferred member, but keys are always read with their row");
    static_assert(detail::type_ops<Stored>().cell ==
                      detail::type_ops<detail::Stored<detail::ColumnValue<detail::MemberType<Member>>>>().cell,
                  "weft: a column references one that is stored in another way: give both members the same type");
    column_->references = detail::member_ref<Member>();
    column_->reference_options = std::move(options);
    return *this;
  }

  /// Tells the states of a row apart: whoever updates or deletes a row that was changed since it was read gets a
  /// `StaleDataError`. An integer counts from 1, a moment is the time of the change, and always later than the one
  /// before. What the program writes to the member of an entity that has a row is replaced.
  ColumnMapper version() const {
    require_present();
    static_assert(detail::CountedVersion<V>,
                  "weft: version() is for an integer or a std::chrono::sys_time that is no std::optional; "
                  "other types take version_with(function) or version_by_program()");
    if constexpr (detail::CountedVersion<V>) versioned(&detail::advance_version<V>);
    return *this;
  }
  /// As `version`, for any type: `function()` or `function(const V& before)` gives the next version, which has to be
  /// another one each time. Called for each new entity whose member has nothing but its initial value, and whenever a
  /// row is updated; from the threads of all sessions.
  template <class Function>
  ColumnMapper version_with(Function function) const {
    require_value();
    if constexpr (std::is_invocable_v<Function&, const V&>) {
      versioned([function = std::move(function)](void* member) mutable {
        auto& version = *static_cast<V*>(member);
        version = detail::converted<V>(function(std::as_const(version)));
      });
    } else {
      versioned(filler(std::move(function)));
    }
    return *this;
  }
  /// As `version`, but the program writes the member itself: the version that was read is compared, and nothing else.
  ColumnMapper version_by_program() const {
    require_value();
    versioned({});
    return *this;
  }

 private:
  static constexpr void require_present() noexcept {
    static_assert(!detail::is_deferred<M>,
                  "weft: keys and versions are always read with their row: give this member a plain type");
  }
  static constexpr void require_value() noexcept {
    require_present();
    static_assert(std::is_same_v<V, Stored>, "weft: a version is no std::optional, because NULL equals nothing");
  }
  void versioned(std::function<void(void*)> next) const {
    column_->version = true;
    column_->next_version = std::move(next);
  }
  template <class Function>
  static std::function<void(void*)> filler(Function function) {
    return [function = std::move(function)](void* member) mutable {
      *static_cast<M*>(member) = detail::converted<V>(function());
    };
  }

  MappedColumn* column_;
};

}  // namespace weft
