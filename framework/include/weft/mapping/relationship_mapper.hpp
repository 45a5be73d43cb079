// SPDX-License-Identifier: MIT
//
// What `m.relationship<&T::member>()` hands out: everything that can be said of one relationship.
//
//   m.relationship<&Author::books>()
//       .back_populates<&Book::author>()
//       .cascade(weft::Cascade::all | weft::Cascade::delete_orphan)
//       .order_by(weft::col<&Book::title>.asc());
//
// Columns are found by the foreign keys between the two tables; say `foreign_keys` when there are several,
// `remote_side` for the to-one side of a relationship of an entity with itself, `secondary` for one that
// goes through an association table, `primaryjoin` where the foreign key is not all there is to it. Included by
// mapping/mapper.hpp.
#pragma once

#include <type_traits>
#include <utility>

#include "weft/mapping/column_mapper.hpp"
#include "weft/mapping/dict_keys.hpp"
#include "weft/mapping/join_condition.hpp"
#include "weft/query/relation_target.hpp"

namespace weft {
namespace detail {

/// How a relationship member is held; the primary template stands for members that are none.
template <class Member>
struct RelationShape {};
template <class T>
struct RelationShape<Ref<T>> {
  static constexpr RelationKind kind = RelationKind::ref;
  static std::shared_ptr<const DictKeys> keys() { return nullptr; }
};
template <class T>
struct RelationShape<List<T>> {
  static constexpr RelationKind kind = RelationKind::list;
  static std::shared_ptr<const DictKeys> keys() { return nullptr; }
};
template <class T>
struct RelationShape<Set<T>> {
  static constexpr RelationKind kind = RelationKind::set;
  static std::shared_ptr<const DictKeys> keys() { return nullptr; }
};
template <class Key, class T>
struct RelationShape<Dict<Key, T>> {
  using DictKey = Key;
  static constexpr RelationKind kind = RelationKind::dict;
  static std::shared_ptr<const DictKeys> keys() { return std::make_shared<TypedDictKeys<Key>>(); }
};

/// Anything that `order_by` sorts by.
template <class Term>
concept OrderTerm = requires(const Term& term) { sql::NodePtr(term.node()); };

template <class Left, class Right>
consteval bool same_or_derived() {
  if constexpr (std::is_same_v<Left, Right>) return true;
  else return std::is_base_of_v<Left, Right> || std::is_base_of_v<Right, Left>;
}

}  // namespace detail

/// `T` has the relationship in a member of type `M`.
template <class T, class M>
class RelationshipMapper {
 public:
  using Target = typename detail::RelationTarget<M>::Type;

  explicit RelationshipMapper(MappedRelationship& relationship) noexcept : relationship_(&relationship) {}

  /// The member on the other side that shows the same relationship: a change of one is a change of both.
  /// It is enough when one side says it.
  template <auto Member>
  RelationshipMapper back_populates() const noexcept {
    using Other = detail::MemberType<Member>;
    static_assert(detail::is_relation<Other>, "weft: back_populates() names a relationship, and this is a column");
    if constexpr (detail::is_relation<Other>) {
      static_assert(detail::same_or_derived<detail::MemberClass<Member>, Target>(),
                    "weft: back_populates() names a member of the entity that the relationship leads to");
      static_assert(detail::same_or_derived<detail::TargetOf<Member>, T>(),
                    "weft: back_populates() names a relationship that leads back to this entity");
    }
    relationship_->back_populates = detail::member_ref<Member>();
    return *this;
  }
  /// Through an association table, many-to-many. The table must live as long as the process.
  RelationshipMapper secondary(const Table& table) const noexcept {
    relationship_->secondary_table = &table;
    return *this;
  }
  /// The columns that are the other side's, where both sides are the same entity: makes it the to-one side.
  template <auto... Members>
  RelationshipMapper remote_side() const {
    static_assert(sizeof...(Members) > 0, "weft: remote_side() names at least one column");
    relationship_->remote_side = {detail::member_ref<Members>()...};
    return *this;
  }
  /// Which foreign key it follows, by its columns, where there are several between the two tables.
  template <auto... Members>
  RelationshipMapper foreign_keys() const {
    static_assert(sizeof...(Members) > 0, "weft: foreign_keys() names at least one column");
    relationship_->foreign_keys = {detail::member_ref<Members>()...};
    return *this;
  }
  /// Which entities are related, where foreign keys alone do not say it:
  ///
  ///   primaryjoin(col<&Address::user_id> == col<&User::id> && col<&Address::city> == "Boston")
  ///
  /// Comparisons of a foreign key with the column it refers to are written by a flush as ever; everything else is
  /// asked for when the relationship is loaded, joined or queried. A condition without any such comparison is for
  /// `view_only` relationships. Of an entity with itself, `remote_side` or weft::remote (mapping/join_condition.hpp) say
  /// which columns are the other's. With `secondary`, it ties the owner to the association table.
  RelationshipMapper primaryjoin(const Expression<bool>& condition) const {
    relationship_->primary_join = condition.node();
    return *this;
  }
  /// What ties the association table to the related entity:
  ///
  ///   primaryjoin(following.column("follower_id") == col<&Person::id>)
  ///   secondaryjoin(following.column("followed_id") == col<&Person::id>)
  ///
  /// Columns that both sides have are the owner's in the one, and the related entity's in the other.
  RelationshipMapper secondaryjoin(const Expression<bool>& condition) const {
    relationship_->secondary_join = condition.node();
    return *this;
  }
  /// The order in which a collection is loaded: columns, or `.asc()` and `.desc()` of them.
  template <detail::OrderTerm... Terms>
  RelationshipMapper order_by(const Terms&... terms) const {
    static_assert(sizeof...(Terms) > 0, "weft: order_by() needs at least one expression");
    relationship_->order_by = {sql::NodePtr(terms.node())...};
    return *this;
  }
  /// The member of the related entities by which a `Dict` finds them.
  template <auto Member>
  RelationshipMapper keyed_by() const noexcept {
    static_assert(requires { typename detail::RelationShape<M>::DictKey; },
                  "weft: keyed_by() is for relationships of type weft::Dict");
    if constexpr (requires { typename detail::RelationShape<M>::DictKey; }) {
      static_assert(std::is_same_v<detail::MemberType<Member>, typename detail::RelationShape<M>::DictKey>,
                    "weft: keyed_by() names a member that has the type of the keys of the weft::Dict");
    }
    relationship_->keyed_by = detail::member_ref<Member>();
    return *this;
  }

  /// What happens to the related entities when something happens to this one (mapping/cascade.hpp).
  RelationshipMapper cascade(CascadeSet cascade) const noexcept {
    relationship_->cascade = cascade;
    return *this;
  }
  /// Deleting leaves related entities that are not loaded to the database's ON DELETE.
  RelationshipMapper passive_deletes() const noexcept {
    relationship_->passive_deletes = true;
    return *this;
  }
  /// passive_deletes("all"): deleting leaves all related entities to the database, loaded or not.
  RelationshipMapper passive_deletes(std::string_view all) const {
    detail::set_passive_deletes(*relationship_, all);
    return *this;
  }
  /// With false, a flush that changes a key of this entity also changes what refers to it: the foreign keys of its
  /// children, which it loads for that, or its rows of the association table. Said of a to-one without another side,
  /// it goes for the entities that are in memory. For databases that do not cascade; a foreign key that the database
  /// enforces has to be one that it checks at the commit. With true (the default), that is left to ON UPDATE CASCADE.
  RelationshipMapper passive_updates(bool passive) const noexcept {
    relationship_->passive_updates = passive;
    return *this;
  }
  /// Rows that are new together are written without the foreign key of this relationship, which an UPDATE fills in once
  /// both are there, and removed rows let go of each other by an UPDATE first: this relationship has no say in the order
  /// of rows. Said on one side, it goes for both. Without it, that is done for rows in a circle only, by itself.
  RelationshipMapper post_update() const noexcept {
    relationship_->post_update = true;
    return *this;
  }
  /// These relationships ("member", or "one,another") are known to write columns that this one writes, too: no warning.
  RelationshipMapper overlaps(std::string_view members) const {
    detail::add_overlaps(*relationship_, members);
    return *this;
  }
  /// Each related entity belongs to one owner at a time.
  RelationshipMapper single_parent() const noexcept {
    relationship_->single_parent = true;
    return *this;
  }
  /// Read only: a flush does not look at it.
  RelationshipMapper view_only() const noexcept {
    relationship_->view_only = true;
    return *this;
  }
  /// Every entity has a related one, so a join may drop rows without.
  RelationshipMapper inner_join() const noexcept {
    relationship_->inner_join = true;
    return *this;
  }
  /// The strategy that loads it, by the name of its plugin, with its options.
  RelationshipMapper lazy(std::string_view strategy, StrategyOptions options = {}) const {
    relationship_->strategy = strategy;
    relationship_->strategy_options = std::move(options);
    return *this;
  }

 private:
  MappedRelationship* relationship_;
};

}  // namespace weft
