// SPDX-License-Identifier: MIT
//
// How an entity says what it is in the database: a function `map` beside the type.
//
//   inline void map(weft::Mapper<Employee>& m) {
//     m.table("employee");
//     m.column<&Employee::id>().primary_key();
//     m.column<&Employee::name>("full_name").length(100);
//     m.column<&Employee::department_id>().references<&Department::id>({.on_delete = "cascade"});
//     m.relationship<&Employee::department>().back_populates<&Department::employees>();
//   }
//
// It is found by argument-dependent lookup, so it stands in the namespace of the entity and in the header
// that defines it. It runs once, at the first use of the entity, and names members only: other entities
// may still be incomplete mappings then. What is wrong is a `MappingError` at the first use of the mapping.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "weft/fwd.hpp"
#include "weft/mapping/column_mapper.hpp"
#include "weft/mapping/draft.hpp"
#include "weft/mapping/relationship_mapper.hpp"
#include "weft/mapping/types.hpp"

namespace weft {

namespace detail {

/// A member of T or of a base of T, as T's.
template <class T, auto Member>
[[nodiscard]] std::ptrdiff_t offset_in() noexcept {
  MemberType<Member> T::*member = Member;
  return member_offset<T>(member);
}
template <class T, auto Member>
[[nodiscard]] MemberRef member_ref_in() noexcept {
  return {&entity_of<T>, offset_in<T, Member>(), member_name<Member>};
}

/// What a validator looks at: the value of a column, or the entity in a relationship.
template <class V>
struct ValidatedType : std::type_identity<ColumnValue<V>> {};
template <class V>
  requires is_relation<V>
struct ValidatedType<V> : std::type_identity<typename RelationTarget<V>::Type> {};
template <class V>
using Validated = typename ValidatedType<V>::type;

/// What a discriminator holds, as the value that a statement sends.
template <class V>
[[nodiscard]] Value identity_value(const V& identity) {
  if constexpr (std::is_convertible_v<const V&, std::string_view>) {
    return Value::text(std::string(std::string_view(identity)));
  } else {
    static_assert(std::is_enum_v<V> || std::is_integral_v<V>,
                  "weft: a discriminator holds a text, an integer or an enumerator");
    return Value(static_cast<std::int64_t>(identity));
  }
}

/// A function that returns nothing accepts what it does not throw for.
template <class Function, class Value>
[[nodiscard]] bool accepts(const Function& function, const Value& value) {
  static_assert(std::is_invocable_v<const Function&, const Value&>, "weft: this function is called with the member's value");
  if constexpr (std::is_void_v<std::invoke_result_t<const Function&, const Value&>>) {
    function(value);
    return true;
  } else {
    return static_cast<bool>(function(value));
  }
}

}  // namespace detail

/// A foreign key of several columns; see `Mapper::foreign_key`.
template <std::size_t Size>
class ForeignKeyMapper {
 public:
  ForeignKeyMapper(MappedEntity& entity, std::size_t draft) noexcept : entity_(&entity), draft_(draft) {}

  /// The columns it refers to, in the same order.
  template <auto... Members>
  void references(ReferenceOptions options = {}) const {
    static_assert(sizeof...(Members) == Size, "weft: a foreign key refers to as many columns as it has");
    auto& draft = entity_->foreign_key_drafts[draft_];
    draft.targets = {detail::member_ref<Members>()...};
    draft.options = std::move(options);
  }

 private:
  MappedEntity* entity_;
  std::size_t draft_;
};

template <class T>
class Mapper {
 public:
  explicit Mapper(MappedEntity& entity) noexcept : entity_(&entity) {}
  Mapper(const Mapper&) = delete;
  Mapper& operator=(const Mapper&) = delete;

  /// The table's name; without this it is the type's in lower case with underscores.
  Mapper& table(std::string_view name, const TableOptions& options = {}) {
    detail::set_table(*entity_, name, options.schema);
    return *this;
  }

  // Inheritance. `&Engineer::name` is a member of the base in C++, so it is mapped there and not again.
  /// The column that tells what a row is, in the mapping of the root; `identity` is what it holds for T itself. It is
  /// written whenever an entity is made.
  template <auto Member, class V>
  Mapper& polymorphic_on(const V& identity) {
    static_assert(std::is_same_v<detail::MemberClass<Member>, T>, "weft: polymorphic_on() names a member of the root");
    detail::set_discriminator(*entity_, detail::member_ref_in<T, Member>(), detail::identity_value(identity));
    return *this;
  }
  /// The same for a root that has no rows of its own kind.
  template <auto Member>
  Mapper& polymorphic_on() {
    static_assert(std::is_same_v<detail::MemberClass<Member>, T>, "weft: polymorphic_on() names a member of the root");
    detail::set_discriminator(*entity_, detail::member_ref_in<T, Member>(), {});
    return *this;
  }
  /// T has all that Base has mapped, and `identity` in the discriminator. With `table()` what T adds is in that table,
  /// which has the key of the base, too; without, it is in the table of the base.
  template <class Base, class V>
  Mapper& inherits(const V& identity) {
    return inherits_from<Base>(detail::identity_value(identity));
  }
  /// The same for a T that has no rows of its own kind, or is `concrete()`.
  template <class Base>
  Mapper& inherits() {
    return inherits_from<Base>({});
  }
  /// T has the columns of its base in a table of its own, and is no kind of the base in the database.
  Mapper& concrete() {
    detail::set_concrete(*entity_);
    return *this;
  }
  /// When what T adds is read with a query of its base: "inline", in that statement, with outer joins; "selectin", with
  /// one more statement for all of them; unsaid, when it is used.
  Mapper& polymorphic_load(std::string_view how) {
    detail::set_polymorphic_load(*entity_, how);
    return *this;
  }

  /// A column in a member of T or of a base of T; its name is the member's unless given. Or in a member of a struct that
  /// T has in a member, m.column<&Vertex::start, &Point::x>(), which is then called "start_x".
  template <auto Member, auto... Inner>
  auto column(std::string_view name = {}) {
    using V = typename detail::PathEnd<Member, Inner...>::Type;
    static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                  "weft: column() names a member of another type than the one that is mapped");
    static_assert(!detail::is_relation<V>, "weft: this member is a relationship: use relationship() for it");
    if constexpr (detail::is_relation<V>) std::terminate();
    else {
      std::ptrdiff_t offset = detail::offset_in<T, Member>();
      if constexpr (sizeof...(Inner) > 0) offset += detail::path_offset<Inner...>();
      MappedColumn& column = detail::add_column(*entity_, {detail::member_name<Member>, detail::member_name<Inner>...},
                                                offset, detail::type_ops<V>(), name);
      if constexpr (std::is_enum_v<detail::Stored<detail::ColumnValue<V>>>) detail::set_enumeration<V>(column);
      return ColumnMapper<V>(column);
    }
  }

  /// A relationship in a member of T.
  template <auto Member>
  RelationshipMapper<T, detail::MemberType<Member>> relationship() {
    using M = detail::MemberType<Member>;
    static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                  "weft: relationship() names a member of another type than the one that is mapped");
    static_assert(detail::is_relation<M>, "weft: a relationship is a member of type weft::Ref, List, Set or Dict");
    if constexpr (!detail::is_relation<M>) std::terminate();
    else
      return RelationshipMapper<T, M>(detail::add_relationship(
          *entity_, detail::member_name<Member>, detail::offset_in<T, Member>(), detail::RelationShape<M>::kind,
          &entity_of<typename detail::RelationTarget<M>::Type>, detail::RelationShape<M>::keys()));
  }

  /// A foreign key of several columns: m.foreign_key<&Line::a, &Line::b>().references<&Order::a, &Order::b>().
  template <auto... Members>
  ForeignKeyMapper<sizeof...(Members)> foreign_key() {
    static_assert(!(detail::is_deferred<detail::MemberType<Members>> || ...),
                  "weft: keys are always read with their row: give these members plain types");
    entity_->foreign_key_drafts.push_back({{detail::member_ref_in<T, Members>()...}, {}, {}});
    return {*entity_, entity_->foreign_key_drafts.size() - 1};
  }
  /// Rows differ in these columns taken together.
  template <auto... Members>
  Mapper& unique(std::string_view name = {}) {
    entity_->index_drafts.push_back({std::string(name), {detail::member_ref_in<T, Members>()...}, true});
    return *this;
  }
  /// An index on these columns; without a name it is made from theirs.
  template <auto... Members>
  Mapper& index(std::string_view name = {}) {
    entity_->index_drafts.push_back({std::string(name), {detail::member_ref_in<T, Members>()...}, false});
    return *this;
  }
  /// A condition, in SQL, that every row must meet.
  Mapper& check(std::string condition) {
    entity_->table.checks.push_back(std::move(condition));
    return *this;
  }

  // Functions that run when something happens to an entity of this type (mapping/hooks.hpp).
  /// `function(T&)`, before the row is inserted, or updated because columns changed: what it writes into columns goes
  /// along; what it changes in relationships waits for the next flush.
  template <class Function>
  Mapper& before_insert(Function function) { return when(Moment::before_insert, std::move(function)); }
  template <class Function>
  Mapper& before_update(Function function) { return when(Moment::before_update, std::move(function)); }
  /// `function(const T&)`, before or after the statement. After an insert the keys are known.
  template <class Function>
  Mapper& before_delete(Function function) { return when<const T>(Moment::before_delete, std::move(function)); }
  template <class Function>
  Mapper& after_insert(Function function) { return when<const T>(Moment::after_insert, std::move(function)); }
  template <class Function>
  Mapper& after_update(Function function) { return when<const T>(Moment::after_update, std::move(function)); }
  template <class Function>
  Mapper& after_delete(Function function) { return when<const T>(Moment::after_delete, std::move(function)); }
  /// `function(T&)`, once a query has read all its rows, for each entity that the session did not hold before. For
  /// members that are not mapped: what it writes into columns is not written back.
  template <class Function>
  Mapper& after_load(Function function) { return when(Moment::after_load, std::move(function)); }
  /// The same for each entity that the session held and whose row was read again: it was expired or refreshed, or the query
  /// said `populate_existing`. (SQLAlchemy's `refresh`.)
  template <class Function>
  Mapper& after_refresh(Function function) { return when(Moment::after_refresh, std::move(function)); }
  /// `function(value)`, which throws, or returns false, for a value that must not be written. For a column it looks at
  /// what a flush is about to write, before anything is sent: a refusal changes nothing, and the session goes on.
  /// For a relationship it looks at each entity (`const Target&`) that is put into it, from either side, at once.
  template <auto Member, class Function>
  Mapper& validate(Function function) {
    using V = detail::MemberType<Member>;
    static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                  "weft: validate() names a member of another type than the one that is mapped");
    entity_->validators.push_back({detail::offset_in<T, Member>(), [function = std::move(function)](const void* value) {
                                     if constexpr (detail::is_relation<V>)
                                       return detail::accepts(function, *static_cast<const detail::Validated<V>*>(value));
                                     else
                                       return detail::accepts(function, detail::column_value(*static_cast<const V*>(value)));
                                   }});
    return *this;
  }

 private:
  template <class Base>
  Mapper& inherits_from(Value identity) {
    static_assert(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>,
                  "weft: inherits() names a type that this one is derived from");
    constexpr std::uintptr_t somewhere = 4096;  // far enough from null, which stays null whatever the base
    const auto* derived = reinterpret_cast<const T*>(somewhere);
    const auto place = reinterpret_cast<std::uintptr_t>(static_cast<const Base*>(derived));
    detail::set_base(*entity_, entity_of<Base>(), static_cast<std::ptrdiff_t>(place - somewhere), std::move(identity));
    return *this;
  }
  template <class Object = T, class Function>
  Mapper& when(Moment moment, Function function) {
    static_assert(std::is_invocable_v<const Function&, Object&>, "weft: this function is called with the entity's object");
    entity_->hooks.add(moment, [function = std::move(function)](void* object) { function(*static_cast<Object*>(object)); });
    return *this;
  }

  MappedEntity* entity_;
};

namespace detail {

template <class T>
struct ObjectOpsOf {
  static void construct(void* place) { ::new (place) T(); }
  static void move_construct(void* place, void* from) { ::new (place) T(std::move(*static_cast<T*>(from))); }
  static void copy_construct(void* place, const void* from) { ::new (place) T(*static_cast<const T*>(from)); }
  static void destroy(void* object) { static_cast<T*>(object)->~T(); }
};

template <class T>
bool run_map(MappedEntity& entity) {
  Mapper<T> mapper(entity);
  if constexpr (requires { map(mapper); }) {
    map(mapper);
    return true;
  } else {
    return false;
  }
}

}  // namespace detail

/// The mapping of T, read at the first call from any thread, the same object in every library of the
/// process. It is not checked yet: `configured()` does that. A type without `map` has `mapped == false`.
/// Throws what the program's `map` throws.
template <class T>
const MappedEntity& entity_of() {
  static_assert(std::is_default_constructible_v<T>, "weft: an entity needs a default constructor");
  static_assert(std::is_copy_constructible_v<T>, "weft: an entity needs a copy constructor");
  static_assert(alignof(T) <= 16, "weft: an entity may not be aligned to more than 16 bytes");
  static constinit std::atomic<const MappedEntity*> known{nullptr};
  if (const MappedEntity* entity = known.load(std::memory_order_acquire)) return *entity;
  if constexpr (std::is_default_constructible_v<T> && std::is_copy_constructible_v<T>) {
    using Ops = detail::ObjectOpsOf<T>;
    return detail::read_mapping(known, {.name = detail::type_name<T>,
                                        .type = &typeid(T),
                                        .self = &entity_of<T>,
                                        .object = {.size = sizeof(T),
                                                   .align = alignof(T),
                                                   .construct = &Ops::construct,
                                                   .move_construct = &Ops::move_construct,
                                                   .copy_construct = &Ops::copy_construct,
                                                   .destroy = &Ops::destroy,
                                                   .trivially_destructible = std::is_trivially_destructible_v<T>},
                                        .map = &detail::run_map<T>});
  } else {
    std::terminate();
  }
}

/// Makes these entities known, so that rows which are theirs can be told when a base of them is read. A program that
/// mentions an entity in `create_all`, or uses it before, need not say so.
template <class... Entities>
void register_types() {
  (entity_of<Entities>(), ...);
}

}  // namespace weft
