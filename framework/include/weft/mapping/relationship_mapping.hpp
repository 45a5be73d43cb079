// SPDX-License-Identifier: MIT
//
// What can be said of a relationship behind `m.relationship<&T::member>()`.
//
//   m.relationship<&Author::books>().back_populates<&Book::author>().order_by(weft::col<&Book::title>.asc());
//   m.relationship<&Student::courses>().secondary(student_course).back_populates<&Course::students>();
//   m.relationship<&TreeNode::children>().keyed_by<&TreeNode::name>().back_populates<&TreeNode::parent>();
//
// Which way it goes follows from the foreign keys: one on the member's own table makes it many-to-one, one
// on the other table one-to-many (a `Ref` there is a one-to-one), an association table many-to-many. A
// relationship of an entity to itself is many-to-one when it is a `Ref`, unless `remote_side` says otherwise.
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "weft/fwd.hpp"
#include "weft/mapping/cascade.hpp"
#include "weft/mapping/column_mapping.hpp"
#include "weft/mapping/dict_keys.hpp"

namespace weft {

class Table;

namespace detail {

/// What a member relates to; the primary template is for members that are no relationships.
template <class Member>
struct RelationMember {
  static constexpr bool is_relation = false;
  using Target = void;
  using Key = void;
};
template <class T, RelationKind Kind>
struct RelationOf {
  static constexpr bool is_relation = true;
  static constexpr RelationKind kind = Kind;
  using Target = T;
  using Key = void;
};
template <class T>
struct RelationMember<Ref<T>> : RelationOf<T, RelationKind::ref> {};
template <class T>
struct RelationMember<List<T>> : RelationOf<T, RelationKind::list> {};
template <class T>
struct RelationMember<Set<T>> : RelationOf<T, RelationKind::set> {};
template <class K, class T>
struct RelationMember<Dict<K, T>> : RelationOf<T, RelationKind::dict> {
  using Key = K;
};

MappedRelationship& add_relationship(MappedEntity& entity, std::string_view member, std::ptrdiff_t offset,
                                     RelationKind kind, sql::EntityFunction target,
                                     std::shared_ptr<const DictKeys> keys);
void set_secondary(MappedRelationship& relationship, const Table& table,
                   std::initializer_list<std::string_view> owner_columns,
                   std::initializer_list<std::string_view> target_columns);
void set_passive_deletes(MappedRelationship& relationship, std::string_view how);

/// Made once for each key type, not for each relationship.
template <class Key>
[[nodiscard]] std::shared_ptr<const DictKeys> dict_keys() {
  if constexpr (std::is_void_v<Key>) return nullptr;
  else return std::make_shared<TypedDictKeys<Key>>();
}

template <class E>
concept HasNode = requires(const E& expression) {
  { expression.node() } -> std::convertible_to<sql::NodePtr>;
};

}  // namespace detail

/// A relationship while it is being mapped; `Key` is that of a `Dict`, void for the others.
template <class Key>
class RelationshipMapping {
 public:
  explicit RelationshipMapping(MappedRelationship& relationship) noexcept : relationship_(&relationship) {}

  /// Names the member on the other side that shows the same rows: changing one then changes the other.
  /// Saying it on one side is enough.
  template <auto Member>
  RelationshipMapping& back_populates() {
    static_assert(detail::RelationMember<detail::MemberType<Member>>::is_relation,
                  "weft: back_populates<>() takes a relationship member of the other entity: a Ref, List, Set or Dict");
    relationship_->back_populates = detail::member_ref<Member>();
    return *this;
  }
  /// Makes it many-to-many through an association table, which must live as long as the program. The names
  /// of its columns that refer to this side, and to the other one, are needed only where several do.
  RelationshipMapping& secondary(const Table& table, std::initializer_list<std::string_view> owner_columns = {},
                                 std::initializer_list<std::string_view> target_columns = {}) {
    detail::set_secondary(*relationship_, table, owner_columns, target_columns);
    return *this;
  }
  /// The columns on the other side of the join; for an entity that relates to itself.
  template <auto... Members>
  RelationshipMapping& remote_side() {
    relationship_->remote_side = {detail::member_ref<Members>()...};
    return *this;
  }
  /// The foreign key columns to use, on whichever side they are, where several foreign keys are possible.
  template <auto... Members>
  RelationshipMapping& foreign_keys() {
    relationship_->foreign_keys = {detail::member_ref<Members>()...};
    return *this;
  }
  /// How a loaded collection is sorted: columns, or anything with asc() or desc().
  template <class... Expressions>
  RelationshipMapping& order_by(const Expressions&... expressions) {
    static_assert((detail::HasNode<Expressions> && ...),
                  "weft: order_by() takes expressions: order_by(weft::col<&Book::title>.asc())");
    if constexpr ((detail::HasNode<Expressions> && ...)) relationship_->order_by = {expressions.node()...};
    return *this;
  }
  /// The member of the other entity that is the key in this `Dict`.
  template <auto Member>
  RelationshipMapping& keyed_by() {
    static_assert(!std::is_void_v<Key>, "weft: keyed_by<>() is for a Dict: this relationship has no keys");
    static_assert(std::is_void_v<Key> || std::is_same_v<Key, detail::MemberType<Member>>,
                  "weft: keyed_by<>() takes a member whose type is the key type of the Dict");
    relationship_->keyed_by = detail::member_ref<Member>();
    return *this;
  }
  /// What is done to the related entities when it is done to this one; the default is save_update | merge.
  RelationshipMapping& cascade(CascadeSet cascades) {
    relationship_->cascade = cascades;
    return *this;
  }
  /// Leaves related rows that are not loaded to the database when this one is deleted.
  RelationshipMapping& passive_deletes() {
    relationship_->passive_deletes = true;
    return *this;
  }
  /// passive_deletes("all"): leaves loaded ones to the database too.
  RelationshipMapping& passive_deletes(std::string_view how) {
    detail::set_passive_deletes(*relationship_, how);
    return *this;
  }
  /// Promises that a related entity belongs to one owner at a time, which is then enforced.
  RelationshipMapping& single_parent() {
    relationship_->single_parent = true;
    return *this;
  }
  /// For reading only: a flush takes nothing from it.
  RelationshipMapping& view_only() {
    relationship_->view_only = true;
    return *this;
  }
  /// Every owner has a related entity, so a join that loads it may be an inner one.
  RelationshipMapping& inner_join() {
    relationship_->inner_join = true;
    return *this;
  }
  /// The strategy that loads it, and its options; the default is "select".
  RelationshipMapping& lazy(std::string_view strategy, StrategyOptions options = {}) {
    relationship_->strategy = strategy;
    relationship_->strategy_options = std::move(options);
    return *this;
  }

 private:
  MappedRelationship* relationship_;
};

}  // namespace weft
