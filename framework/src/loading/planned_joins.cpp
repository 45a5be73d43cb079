// SPDX-License-Identifier: MIT
//
// Related entities in the statement of their owners.
#include <algorithm>

#include "loading/owner_rows.hpp"
#include "loading/planning.hpp"
#include "loading/rebind.hpp"
#include "query/join_places.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {

bool Planning::reaches(std::uint32_t position, const MappedRelationship& relationship, bool written) {
  const auto held = [&] {
    const auto columns = owner_columns(relationship);
    return std::all_of(columns.begin(), columns.end(),
                       [&](const auto* column) { return planned_.node_of(position, *column) != nullptr; });
  };
  if (!held() && written) add_kind(place_of(position), *relationship.owner);
  return held();
}

void Planning::add_join(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                        const RelationshipPath& path, bool inner) {
  if (!reaches(parent, relationship, step.written)) return;
  const MappedEntity& target = step.of_type ? *step.of_type : *relationship.target;
  const bool of_all = planned_.plan.entities[parent].entity->is(*relationship.owner);
  EagerJoin join;
  join.parent = parent;
  join.child = static_cast<std::uint32_t>(planned_.plan.entities.size());
  join.relationship = &relationship;
  join.inner = inner && of_all && !step.condition && !step.of_type && (is_inside(parent) || joined_inner(parent));
  join.condition = step.condition;
  if (relationship.secondary) join.secondary_alias = next_alias(relationship.secondary->name);
  join.alias = next_alias(target.table.name);
  EntityPlan& plan = add_entity(target, join.alias);
  plan.node = step.below;
  plan.path = path;
  const bool partial = step.condition || step.of_type;
  planned_.plan.entities[parent].joined.push_back({&relationship, join.child, partial});
  if (several_rows(relationship)) joins_collections_ = planned_.plan.joined_collections = true;
  joins_.push_back(std::move(join));
}

void Planning::add_contained(std::uint32_t parent, const MappedRelationship& relationship, const ResolvedStep& step,
                             const RelationshipPath& path) {
  const MappedEntity& target = step.of_type ? *step.of_type : *relationship.target;
  std::uint32_t child = selected_at(target, step.alias);
  if (child == roots_) {
    child = static_cast<std::uint32_t>(planned_.plan.entities.size());
    EntityPlan& plan = add_entity(target, std::string(step.alias));
    plan.node = step.below;
    plan.path = path;
    inside_.push_back(child);
  }
  planned_.plan.entities[parent].joined.push_back({&relationship, child, true});
  if (several_rows(relationship)) planned_.plan.joined_collections = true;
}

std::uint32_t Planning::selected_at(const MappedEntity& entity, std::string_view alias) const {
  std::uint32_t position = 0;
  for (const auto& item : select_.items) {
    if (!item.entity) continue;
    if (&item.entity() == &entity && item.alias == alias) break;
    ++position;
  }
  return position;
}

bool Planning::joined_inner(std::uint32_t position) const {
  return std::any_of(joins_.begin(), joins_.end(),
                     [&](const auto& join) { return join.child == position && join.inner; });
}

void Planning::join_eagerly() {
  for (const auto& eager : joins_) {
    const MappedRelationship& relationship = *eager.relationship;
    const MappedEntity& entity = *planned_.plan.entities[eager.child].entity;
    planned_.statement.joins.push_back(join_of(eager));
    for (const auto& term : relationship.order_by)
      planned_.statement.order_by.push_back(rebind(term, entity, eager.alias, relationship.secondary,
                                                   eager.secondary_alias));
  }
}

sql::Join Planning::join_of(const EagerJoin& eager) const {
  const MappedRelationship& relationship = *eager.relationship;
  const EntityPlan& plan = planned_.plan.entities[eager.child];
  const JoinPlaces places{.owner = [&](const MappedColumn& column) { return planned_.node_of(eager.parent, column); },
                          .related = [&](const MappedColumn& column) { return planned_.node_of(eager.child, column); },
                          .association = eager.secondary_alias};
  sql::NodePtr criteria = placed(relationship.criteria, places);
  if (eager.condition)
    criteria = both(criteria, rebind(eager.condition, *plan.entity, eager.alias, relationship.secondary,
                                     eager.secondary_alias));
  sql::Source target;
  target.entity = plan.entity->self;
  target.alias = eager.alias;
  name_kinds(plan, target);
  sql::Join join;
  join.kind = eager.inner ? sql::JoinKind::inner : sql::JoinKind::left;
  if (!relationship.secondary) {
    join.source = std::move(target);
    for (const auto& pair : relationship.pairs)
      join.on = both(join.on, binary(sql::Op::equal, planned_.node_of(eager.parent, *pair.local),
                                     planned_.node_of(eager.child, *pair.remote)));
    join.on = both(both(join.on, placed(relationship.owner_criteria, places)), criteria);
    return join;
  }
  join.source.table = relationship.secondary;
  join.source.alias = eager.secondary_alias;
  for (const auto& pair : relationship.owner_pairs)
    join.on = both(join.on, binary(sql::Op::equal, planned_.node_of(eager.parent, *pair.mapped),
                                   table_column(*pair.association, eager.secondary_alias)));
  // The owner is not to be seen inside of the parentheses.
  join.on = both(join.on, placed(relationship.owner_criteria, places));
  sql::Join nested;
  nested.source = std::move(target);
  for (const auto& pair : relationship.target_pairs)
    nested.on = both(nested.on, binary(sql::Op::equal, table_column(*pair.association, eager.secondary_alias),
                                       planned_.node_of(eager.child, *pair.mapped)));
  nested.on = both(nested.on, criteria);
  join.nested.push_back(std::move(nested));
  return join;
}

}  // namespace weft::detail
