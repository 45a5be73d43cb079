// SPDX-License-Identifier: MIT
//
// The direction of a relationship and the columns that make it, found by the foreign keys of its tables.
#include <algorithm>

#include "configurator.hpp"
#include "derived_kinds.hpp"
#include "message.hpp"
#include "relationship_text.hpp"
#include "weft/error.hpp"
#include "weft/mapping/table.hpp"

namespace weft::detail {
namespace {

/// Whether all these members are among the columns of one side of a foreign key.
bool all_among(const std::vector<MemberRef>& members, const std::vector<const TableColumn*>& columns,
               const MappedRelationship& relationship) {
  const auto among = [&](const TableColumn& wanted) {
    return std::any_of(columns.begin(), columns.end(), [&](const TableColumn* column) {
      return column->name == wanted.name && same_table(*column->table, *wanted.table);
    });
  };
  return std::all_of(members.begin(), members.end(), [&](const MemberRef& member) {
    const MappedColumn& named = resolve(member, who(relationship));
    // In C++ members of an entity that is concrete() may be those of its base.
    for (const MappedEntity* side : {relationship.owner, relationship.target})
      if (copies(*side, *named.entity) && among(*side->column_at(named.offset)->column))
        return true;
    return among(*named.column);
  });
}

struct Candidate {
  const ForeignKey* key = nullptr;
  Direction direction = Direction::many_to_one;
};

/// The foreign keys that may make the relationship, as far as the program did not exclude them.
std::vector<Candidate> candidates_of(const MappedRelationship& relationship) {
  const MappedEntity& own = *relationship.owner;
  const MappedEntity& other = *relationship.target;
  const std::vector<MemberRef>& named = named_foreign_keys(relationship);
  std::vector<Candidate> candidates;
  const auto consider = [&](const ForeignKey& key, Direction direction) {
    const auto& remote = direction == Direction::many_to_one ? key.targets : key.columns;
    if (!all_among(named, key.columns, relationship))
      return;
    if (!all_among(relationship.remote_side, remote, relationship))
      return;
    candidates.push_back({&key, direction});
  };
  // A collection has its foreign key on the other side, always.
  if (relationship.to_one()) {
    for (const ForeignKey* key : own.foreign_keys) {
      if (other.stands_in(*key->targets[0]->table))
        consider(*key, Direction::many_to_one);
    }
  }
  for (const ForeignKey* key : other.foreign_keys) {
    if (own.stands_in(*key->targets[0]->table))
      consider(*key, Direction::one_to_many);
  }
  return candidates;
}

[[noreturn]] void throw_no_candidate(const MappedRelationship& relationship) {
  const std::string& own = relationship.owner->table.name;
  const std::string& other = relationship.target->table.name;
  const Details details = keys_of_both(relationship);
  if (!relationship.foreign_keys.empty() || !relationship.remote_side.empty()) {
    throw MappingError(wrong(relationship,
                             "no foreign key between table \"" + own + "\" and table \"" + other +
                                 "\" has the columns that " +
                                 (relationship.foreign_keys.empty() ? "remote_side()" : "foreign_keys()") + " names",
                             details, "name columns of one foreign key"));
  }
  const auto& own_keys = relationship.owner->foreign_keys;
  const bool own_key = std::any_of(own_keys.begin(), own_keys.end(), [&](const ForeignKey* key) {
    return relationship.target->stands_in(*key->targets[0]->table);
  });
  if (own_key && !relationship.to_one()) {
    throw MappingError(wrong(relationship, "it is a collection, and its foreign key is in its own table", details,
                             "weft::Ref<" + relationship.target->name + "> for the member"));
  }
  throw MappingError(wrong(relationship, "no foreign key connects table \"" + own + "\" and table \"" + other + '"',
                           details,
                           "references<...>() on a column of either table, or secondary(...) for an association "
                           "table"));
}

[[noreturn]] void throw_ambiguous(const MappedRelationship& relationship, const std::vector<Candidate>& candidates) {
  const MappedEntity& owner = *relationship.owner;
  const bool one_key = std::all_of(candidates.begin(), candidates.end(),
                                   [&](const Candidate& candidate) { return candidate.key == candidates.front().key; });
  if (one_key) {
    const TableColumn& remote = *candidates.front().key->targets[0];
    const MappedColumn& column = column_named(relationship, owner, remote);
    throw MappingError(wrong(relationship,
                             "it may be either side of the foreign key of table \"" + owner.table.name + "\" to itself",
                             keys_of_both(relationship),
                             "remote_side<&" + owner.name + "::" + column.member + ">() where it leads to the parent"));
  }
  throw MappingError(wrong(relationship,
                           "several foreign keys connect table \"" + owner.table.name + "\" and table \"" +
                               relationship.target->table.name + '"',
                           keys_of_both(relationship), "foreign_keys<...>() with the columns of one of them"));
}

bool is_key(const MappedEntity& entity, const std::vector<ColumnPair>& pairs) {
  return pairs.size() == entity.primary_key.size() &&
         std::all_of(entity.primary_key.begin(), entity.primary_key.end(), [&](const MappedColumn* key) {
           return std::any_of(pairs.begin(), pairs.end(), [&](const ColumnPair& pair) { return pair.remote == key; });
         });
}

void resolve_direct(MappedRelationship& relationship) {
  const std::vector<Candidate> candidates = candidates_of(relationship);
  if (candidates.empty())
    throw_no_candidate(relationship);
  if (candidates.size() > 1)
    throw_ambiguous(relationship, candidates);
  const ForeignKey& key = *candidates.front().key;
  relationship.direction = candidates.front().direction;
  const bool own = relationship.direction == Direction::many_to_one;
  const auto& local = own ? key.columns : key.targets;
  const auto& remote = own ? key.targets : key.columns;
  for (std::size_t i = 0; i < local.size(); ++i)
    relationship.pairs.push_back({&column_named(relationship, *relationship.owner, *local[i]),
                                  &column_named(relationship, *relationship.target, *remote[i])});
}

std::vector<AssociationPair> association_pairs(const MappedRelationship& relationship, const MappedEntity& entity,
                                               const ForeignKey& key) {
  std::vector<AssociationPair> pairs;
  for (std::size_t i = 0; i < key.columns.size(); ++i)
    pairs.push_back({&column_named(relationship, entity, *key.targets[i]), key.columns[i]});
  return pairs;
}

void resolve_association(MappedRelationship& relationship) {
  const TableDefinition& secondary = relationship.secondary_table->definition();
  relationship.secondary = &secondary;
  relationship.direction = Direction::many_to_many;
  const Details details{keys_of(secondary)};
  if (relationship.to_one()) {
    throw MappingError(wrong(relationship, "a to-one relationship cannot go through an association table", details,
                             "weft::List or weft::Set for the member"));
  }
  if (relationship.primary_join || relationship.secondary_join)
    return resolve_association_join(relationship);
  std::vector<const ForeignKey*> to_owner;
  std::vector<const ForeignKey*> to_target;
  for (const ForeignKey& key : secondary.foreign_keys) {
    if (relationship.owner->stands_in(*key.targets[0]->table))
      to_owner.push_back(&key);
    if (relationship.target->stands_in(*key.targets[0]->table))
      to_target.push_back(&key);
  }
  // An entity with itself: the first foreign key is the owner's, the second leads to the others.
  const bool self = same_table(relationship.owner->root().table, relationship.target->root().table);
  if (self && to_owner.size() == 2) {
    to_owner.pop_back();
    to_target.erase(to_target.begin());
  }
  for (const auto& [keys, entity] :
       {std::pair(&to_owner, relationship.owner), std::pair(&to_target, relationship.target)}) {
    if (keys->size() == 1)
      continue;
    throw MappingError(wrong(relationship,
                             "table \"" + secondary.name + "\" has " + (keys->empty() ? "no" : "several") +
                                 " foreign keys to table \"" + entity->table.name + '"',
                             details,
                             self ? std::string("one foreign key to the owner and one to the related entity, in this order, or "
                                                "primaryjoin(...) and secondaryjoin(...)")
                             : keys->empty() ? std::string("one column that references<...>() each of both entities")
                                             : std::string(keys == &to_owner ? "primaryjoin" : "secondaryjoin") +
                                                   "(...) with the columns of one of them"));
  }
  relationship.owner_pairs = association_pairs(relationship, *relationship.owner, *to_owner.front());
  relationship.target_pairs = association_pairs(relationship, *relationship.target, *to_target.front());
}

void resolve_key(MappedRelationship& relationship) {
  if (relationship.kind != RelationKind::dict)
    return;
  const std::string& target = relationship.target->name;
  if (!relationship.keyed_by) {
    throw MappingError(wrong(relationship, "it is a weft::Dict without a key", {}, "keyed_by<&" + target + "::...>()"));
  }
  const MappedColumn* key = &resolve(relationship.keyed_by, who(relationship));
  if (copies(*relationship.target, *key->entity))
    key = relationship.target->column_at(key->offset);
  if (!relationship.target->is(*key->entity)) {
    throw MappingError(wrong(relationship, "keyed_by() names a member of \"" + key->entity->name + '"', {},
                             "a member of \"" + target + '"'));
  }
  relationship.key_column = key;
}

} // namespace

const std::vector<MemberRef>& named_foreign_keys(const MappedRelationship& relationship) {
  if (!relationship.foreign_keys.empty())
    return relationship.foreign_keys;
  const auto names = [](const MemberRef& member, const MappedRelationship& other) {
    return member && member.offset == other.offset &&
           (&mapped(member.entity) == other.owner || copies(*other.owner, mapped(member.entity)));
  };
  for (const MappedRelationship& other : relationship.target->relationships) {
    if (names(relationship.back_populates, other) || names(other.back_populates, relationship))
      return other.foreign_keys;
  }
  return relationship.foreign_keys;
}

void resolve_relationship(MappedRelationship& relationship) {
  relationship.target = &mapped(relationship.target_function);
  if (relationship.secondary_table)
    resolve_association(relationship);
  else if (relationship.primary_join || relationship.secondary_join)
    resolve_direct_join(relationship);
  else
    resolve_direct(relationship);
  const bool asks_for_more = relationship.criteria || relationship.owner_criteria;
  relationship.target_by_key =
      relationship.to_one() && !asks_for_more && is_key(*relationship.target, relationship.pairs);
  resolve_key(relationship);
}

} // namespace weft::detail
