// SPDX-License-Identifier: MIT
//
// The order of things: an entity is configured together with all that it reaches. Each step is done once
// for an entity; a mistake belongs to the entity that made it, and to all that reach it.
#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "configurator.hpp"
#include "message.hpp"
#include "registry.hpp"
#include "weft/error.hpp"
#include "weft/mapping/table.hpp"

namespace weft {
namespace detail {
namespace {

enum class Stage : std::uint8_t { written, table, foreign_keys, relationships, back, checked };

Stage& stage_of(const MappedEntity& entity) {
  static auto& stages = *new std::unordered_map<const MappedEntity*, Stage>;
  return stages[&entity];
}

void do_stage(MappedEntity& entity, Stage stage) {
  switch (stage) {
  case Stage::written:
    break;
  case Stage::table:
    resolve_table(entity);
    break;
  case Stage::foreign_keys:
    resolve_foreign_keys(entity);
    break;
  case Stage::relationships:
    for (MappedRelationship& relationship : entity.relationships.own())
      resolve_relationship(relationship);
    break;
  case Stage::back:
    for (MappedRelationship& relationship : entity.relationships.own())
      resolve_back(relationship);
    break;
  case Stage::checked:
    for (const MappedRelationship& relationship : entity.relationships.own())
      check_relationship(relationship);
    break;
  }
}

/// Does one step, and remembers what went wrong.
void advance(MappedEntity& entity, Stage stage) {
  std::string& failure = MappingConfigurator::failure(entity);
  if (!failure.empty() || stage_of(entity) >= stage)
    return;
  // What is derived builds on its base.
  if (entity.base) {
    advance(const_cast<MappedEntity&>(*entity.base), stage);
    failure = MappingConfigurator::failure(*entity.base);
    if (!failure.empty())
      return;
  }
  try {
    do_stage(entity, stage);
    stage_of(entity) = stage;
  } catch (const MappingError& error) {
    failure = error.what();
  }
}

struct Named {
  std::string who{}; ///< what names it, for messages
  sql::EntityFunction function = nullptr;
};

/// The entities that a mapping names, in the order in which they were written.
std::vector<Named> named_by(const MappedEntity& entity) {
  std::vector<Named> names;
  if (entity.base)
    names.push_back({"base of \"" + entity.name + '"', entity.base->self});
  for (const MappedColumn& column : entity.columns) {
    if (column.references)
      names.push_back({"foreign key \"" + entity.name + "::" + column.member + '"', column.references.entity});
  }
  for (const MappedEntity::ForeignKeyDraft& draft : entity.foreign_key_drafts) {
    for (const MemberRef& member : draft.targets)
      names.push_back({"foreign key of \"" + entity.name + '"', member.entity});
  }
  for (const MappedRelationship& relationship : entity.relationships) {
    const std::string who = "relationship \"" + relationship.display() + '"';
    names.push_back({who, relationship.target_function});
    if (!relationship.secondary_table)
      continue;
    for (const sql::EntityFunction function : relationship.secondary_table->referenced())
      names.push_back({who, function});
  }
  return names;
}

/// The entity and all that it reaches. An entity without a mapping ends the search there; whoever named it
/// is the one that is wrong.
std::vector<MappedEntity*> reached_from(const MappedEntity& start) {
  std::vector<MappedEntity*> reached{const_cast<MappedEntity*>(&start)};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const auto& [who, function] : named_by(*reached[i])) {
      try {
        MappedEntity& next = mapped(function);
        if (std::find(reached.begin(), reached.end(), &next) == reached.end())
          reached.push_back(&next);
      } catch (const MappingError& error) {
        note_mistake(*reached[i], who + " cannot be resolved: " + error.what());
      }
    }
  }
  return reached;
}

} // namespace

void prepare_table(MappedEntity& entity) {
  advance(entity, Stage::table);
  const std::string& failure = MappingConfigurator::failure(entity);
  if (!failure.empty())
    throw MappingError(failure);
}

} // namespace detail

void MappingConfigurator::configure(const MappedEntity& entity) {
  using detail::Stage;
  const std::lock_guard lock(detail::mapping_mutex());
  if (done(entity))
    return;
  if (!entity.failure_.empty())
    throw MappingError(entity.failure_);
  if (!entity.mapped) {
    entity.failure_ = detail::not_mapped(entity);
    throw MappingError(entity.failure_);
  }
  const std::vector<MappedEntity*> reached = detail::reached_from(entity);
  for (const Stage stage : {Stage::table, Stage::foreign_keys, Stage::relationships, Stage::back, Stage::checked}) {
    for (MappedEntity* each : reached)
      detail::advance(*each, stage);
    // A later step builds on what others did in this one.
    for (const MappedEntity* each : reached) {
      if (each->failure_.empty())
        continue;
      entity.failure_ = each->failure_;
      throw MappingError(entity.failure_);
    }
  }
  for (const MappedEntity* each : reached)
    finish(*each);
}

} // namespace weft
