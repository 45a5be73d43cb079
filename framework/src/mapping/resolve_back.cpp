// SPDX-License-Identifier: MIT
//
// The two sides of a relationship, and what may not be said of one.
#include <algorithm>
#include <utility>

#include "configurator.hpp"
#include "derived_kinds.hpp"
#include "message.hpp"
#include "session/warn.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string wrong(const MappedRelationship& relationship, std::string_view why, const Details& details,
                  std::string_view remedy) {
  return message("relationship \"" + relationship.display() + "\" cannot be resolved: " + std::string(why), details,
                 remedy);
}

std::string_view name_of(Direction direction) noexcept {
  switch (direction) {
  case Direction::many_to_one:
    return "many-to-one";
  case Direction::one_to_many:
    return "one-to-many";
  case Direction::many_to_many:
    return "many-to-many";
  }
  return "";
}

/// What a relationship goes by, as messages show it.
std::pair<std::string, std::string> way_of(const MappedRelationship& relationship) {
  std::string way(name_of(relationship.direction));
  if (relationship.secondary) {
    way += " through \"" + relationship.secondary->name + '"';
  } else {
    way += " by ";
    for (const ColumnPair& pair : relationship.pairs)
      way.append(&pair == relationship.pairs.data() ? "" : ", ")
          .append(pair.local->column->name)
          .append(" = ")
          .append(pair.remote->column->name);
  }
  return {'"' + relationship.display() + '"', way};
}

bool mirrored(const std::vector<ColumnPair>& left, const std::vector<ColumnPair>& right) {
  return left.size() == right.size() && std::all_of(left.begin(), left.end(), [&](const ColumnPair& pair) {
           return std::any_of(right.begin(), right.end(), [&](const ColumnPair& other) {
             return other.local->column->name == pair.remote->column->name &&
                    other.remote->column->name == pair.local->column->name;
           });
         });
}

bool same_columns(const std::vector<AssociationPair>& left, const std::vector<AssociationPair>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const AssociationPair& a, const AssociationPair& b) { return a.association == b.association; });
}

bool are_two_sides(const MappedRelationship& left, const MappedRelationship& right) {
  if (left.secondary || right.secondary) {
    return left.secondary == right.secondary && same_columns(left.owner_pairs, right.target_pairs) &&
           same_columns(left.target_pairs, right.owner_pairs);
  }
  return left.direction != right.direction && mirrored(left.pairs, right.pairs);
}

CascadeSet without_writes(CascadeSet asked) {
  CascadeSet kept(Cascade::none);
  for (const Cascade each : {Cascade::merge, Cascade::refresh_expire, Cascade::expunge}) {
    if (asked.has(each))
      kept = kept | each;
  }
  return kept;
}

} // namespace

void resolve_back(MappedRelationship& relationship) {
  // What a flush does not look at writes nothing either.
  if (relationship.view_only)
    relationship.cascade = without_writes(relationship.cascade);
  if (!relationship.back_populates)
    return;
  const MappedEntity& written = mapped(relationship.back_populates.entity);
  // In C++ members of an entity that is concrete() may be those of its base.
  const MappedEntity& entity = copies(*relationship.target, written) ? *relationship.target : written;
  auto* back = const_cast<MappedRelationship*>(entity.relationship_at(relationship.back_populates.offset));
  const std::string named = entity.name + "::" + std::string(relationship.back_populates.name);
  if (!back) {
    throw MappingError(wrong(relationship, "back_populates() names \"" + named + "\", which is not mapped", {},
                             "m.relationship<&" + named + ">() in map(weft::Mapper<" + entity.name + ">&)"));
  }
  if (back == &relationship || back->target != relationship.owner || back->owner != relationship.target) {
    throw MappingError(wrong(relationship, "back_populates() names \"" + named + "\", which does not lead back",
                             {{'"' + named + '"', "leads to \"" + back->target->name + '"'}},
                             "name the member of \"" + relationship.target->name + "\" that leads to \"" +
                                 relationship.owner->name + '"'));
  }
  const auto claimed = [&](const MappedRelationship& side, const MappedRelationship& other) {
    if (!side.back || side.back == &other)
      return;
    throw MappingError(wrong(relationship, "\"" + side.display() + "\" has another side already",
                             {{"other side", side.back->display()}, {"named now", other.display()}},
                             "back_populates() with the same two members on both sides"));
  };
  claimed(*back, relationship);
  claimed(relationship, *back);
  if (back->back_populates && &mapped(back->back_populates.entity) == relationship.owner &&
      back->back_populates.offset != relationship.offset) {
    throw MappingError(wrong(relationship, "the two sides name different members",
                             {{'"' + relationship.display() + '"', "back_populates \"" + named + '"'},
                              {'"' + back->display() + '"', "back_populates \"" + relationship.owner->name +
                                                                "::" + std::string(back->back_populates.name) + '"'}},
                             "back_populates() with the same two members on both sides"));
  }
  // An entity with itself through an association table: the relationship that was mapped first is the owner's.
  if (relationship.secondary && relationship.secondary == back->secondary && !relationship.back &&
      same_columns(relationship.owner_pairs, back->owner_pairs)) {
    MappedRelationship& later = relationship.index > back->index ? relationship : *back;
    if (!later.primary_join && !later.secondary_join)
      std::swap(later.owner_pairs, later.target_pairs);
  }
  if (!are_two_sides(relationship, *back)) {
    throw MappingError(wrong(relationship, "it and \"" + named + "\" are not two sides of one relationship",
                             {way_of(relationship), way_of(*back)},
                             relationship.owner == relationship.target && !relationship.secondary
                                 ? "remote_side<...>() on the side that leads to the parent"
                                 : "the same foreign_keys<...>() or the same secondary(...) on both sides"));
  }
  relationship.back = back;
  back->back = &relationship;
  relationship.post_update = back->post_update = relationship.post_update || back->post_update;
}

namespace {

void check_post_update(const MappedRelationship& relationship) {
  if (relationship.direction == Direction::many_to_many)
    throw MappingError(wrong(relationship, "post_update() is for foreign keys, and its rows have none", {way_of(relationship)},
                             "leave post_update() out: rows of association tables are written last"));
  for (const ColumnPair& pair : relationship.pairs) {
    const MappedColumn& column = relationship.direction == Direction::many_to_one ? *pair.local : *pair.remote;
    if (column.ops->nullable && column.column->nullable && !column.column->primary_key)
      continue;
    throw MappingError(wrong(relationship,
                             "post_update() writes rows without the foreign key first, and column \"" +
                                 column.column->name + "\" cannot be null",
                             {way_of(relationship)},
                             "std::optional for \"" + column.entity->name + "::" + column.member +
                                 "\", or leave post_update() out"));
  }
}

} // namespace

void check_relationship(const MappedRelationship& relationship) {
  const CascadeSet cascade = relationship.cascade;
  if (relationship.post_update)
    check_post_update(relationship);
  if (cascade.has(Cascade::delete_orphan) && relationship.direction != Direction::one_to_many &&
      !relationship.single_parent) {
    throw MappingError(wrong(relationship,
                             "delete_orphan on a " + std::string(name_of(relationship.direction)) +
                                 " relationship would delete entities that others still have",
                             {way_of(relationship)},
                             "delete_orphan on the one-to-many side, or single_parent() where each has one owner"));
  }
  if (relationship.passive_deletes_all && cascade.has(Cascade::remove)) {
    throw MappingError(wrong(relationship, "it leaves deleting to the database and asks for it, too",
                             {{"options", "passive_deletes(\"all\"), cascade with remove"}},
                             "passive_deletes() with the cascade, or passive_deletes(\"all\") without"));
  }
  if (cascade.has(Cascade::delete_orphan) && !cascade.has(Cascade::remove)) {
    warn(message("relationship \"" + relationship.display() +
                     "\" deletes what is taken out of it, but not what it holds when its owner is removed",
                 {{"cascade", "delete_orphan without remove"}}, "cascade(all | delete_orphan)"));
  }
  report_overlaps(relationship);
}

} // namespace weft::detail
