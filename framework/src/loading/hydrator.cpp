// SPDX-License-Identifier: MIT
#include "loading/hydrator.hpp"

#include <cstring>

#include "loading/deferred_columns.hpp"
#include "session/instance_flags.hpp"
#include "session/kind_reading.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

/// The common member types, without a call per cell; everything else through the column's own function.
inline void read_cell(const MappedColumn& column, const Cell& cell, void* object) {
  void* member = column.in(object);
  switch (column.ops->fast) {
    case FastType::int64:
      if (cell.kind != CellKind::integer) break;
      *static_cast<std::int64_t*>(member) = cell.integer;
      return;
    case FastType::real64:
      if (cell.kind != CellKind::real) break;
      *static_cast<double*>(member) = cell.real;
      return;
    case FastType::text:
      if (cell.kind != CellKind::text) break;
      static_cast<std::string*>(member)->assign(cell.bytes, cell.size);
      return;
    case FastType::int32:
    case FastType::boolean:
    case FastType::other: break;
  }
  column.read(cell, object);
}

}  // namespace

void read_columns(const EntityPlan& plan, std::span<const Cell> row, void* object) {
  std::size_t index = plan.first_column;
  if (plan.deferred.empty()) {
    for (const auto& column : plan.entity->columns) read_cell(column, row[index++], object);
    return;
  }
  for (const auto& column : plan.entity->columns) {
    if (plan.defers(column))
      forget_value(column, object);
    else
      read_cell(column, row[index++], object);
  }
}

namespace {

/// A row that is under watch: what the program wrote to the object stays.
void read_watched(const EntityPlan& plan, Instance& instance, std::span<const Cell> cells, void* row) {
  void* object = InstanceAccess::object(instance);
  std::size_t index = plan.first_column;
  for (const auto& column : plan.entity->columns) {
    const bool written = !column.ops->equal(column.in(static_cast<const void*>(object)), column.in(static_cast<const void*>(row)));
    if (plan.defers(column))
      forget_value(column, row);
    else
      read_cell(column, cells[index++], row);
    if (!written) column.ops->assign(column.in(object), column.in(static_cast<const void*>(row)));
  }
}

void read_again(const EntityPlan& plan, Instance& instance, std::span<const Cell> cells) {
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (extra && extra->snapshot)
    read_watched(plan, instance, cells, extra->snapshot);
  else
    read_columns(plan, cells, InstanceAccess::object(instance));
  const bool in_part = plan.entity->columns.size() < instance.entity().columns.size();
  if (in_part && InstanceAccess::expired(instance)) set_flag(instance, flag_in_part);
  if (!in_part) clear_flag(instance, flag_in_part);
  clear_flag(instance, flag_expired);
}

/// What a query of the entity adds to an instance that one of its base read.
void read_more(const EntityPlan& plan, Instance& instance, std::span<const Cell> cells) {
  const std::uint32_t read = columns_read(instance);
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  for (std::uint32_t index = read; index < plan.entity->columns.size(); ++index) {
    const MappedColumn& column = plan.entity->columns[index];
    if (plan.defers(column)) continue;
    read_cell(column, cells[plan.cell_of(column)], InstanceAccess::object(instance));
    if (extra && extra->snapshot) read_cell(column, cells[plan.cell_of(column)], extra->snapshot);
  }
  if (read < plan.entity->columns.size()) note_read(instance, *plan.entity);
}

}  // namespace

void bind_relations(Instance& instance, LoadState state) noexcept {
  for (const auto& relationship : instance.entity().relationships)
    RelationAccess::bind(relation_of(instance, relationship), instance, relationship, state);
}

Hydrator::Hydrator(SessionCore& session, std::shared_ptr<const StatementRecord> record, Populated* populated)
    : session_(session), record_(std::move(record)), populated_(populated) {
  const auto& entities = record_->plan->entities;
  places_.resize(entities.size());
  for (std::uint32_t position = 0; position < entities.size(); ++position) {
    Place& place = places_[position];
    place.plan = &entities[position];
    place.identities = &session_.identities().of(*place.plan->entity);
    place.batch = new LoadBatch;
    place.batch->uses = 1;
    place.batch->position = position;
    place.batch->depth = entities[position].path.depth();
    place.batch->record = record_;
    for (const auto* column : place.plan->entity->primary_key)
      place.key_cells.push_back(place.plan->cell_of(*column));
  }
  for (const auto& item : record_->plan->items) roots_ += item.ops ? 0U : 1U;
}

Hydrator::~Hydrator() {
  // Rows that could not be read to the end fill nothing: what was begun is loaded when it is needed.
  for (const auto& begun : filling_) unload(*begun.owner, *begun.relationship);
  for (auto& place : places_) release(*place.batch);
}

void Hydrator::row(std::span<const Cell> cells) {
  for (std::size_t root = 0; root < roots_; ++root) take(places_[root], cells);
}

void Hydrator::take(Place& place, std::span<const Cell> cells) {
  place.current = find_or_make(place, cells);
  if (!place.current) return;
  join_batch(*place.batch, *place.current);
  for (const auto& joined : place.plan->joined) {
    Place& related = places_[joined.position];
    take(related, cells);
    fill(*place.current, joined, related.current);
  }
}

Instance* Hydrator::find_or_make(Place& place, std::span<const Cell> cells) {
  const MappedEntity& entity = *place.plan->entity;
  const Cell& key = cells[place.key_cells.front()];
  if (key.is_null()) return nullptr;
  Instance* found = nullptr;
  if (entity.integer_key && key.kind == CellKind::integer) {
    if (place.last && place.last_key == key.integer) return place.last;
    found = place.identities->find(key.integer);
    place.last_key = key.integer;
  } else {
    found = by_bytes(place, cells);
  }
  // What is in memory stays of its kind, whatever somebody else made of the row.
  if (found && entity.base && !found->entity().is(entity)) throw_other_kind(*found, entity);
  if (!found) {
    found = &make(place, cells);
    if (populated_) populated_->insert(found);
  } else if (populated_ && found->state() == State::persistent && populated_->insert(found).second) {
    session_.drop(*found);
    read_again(*place.plan, *found, cells);
  } else if (InstanceAccess::expired(*found)) {
    read_again(*place.plan, *found, cells);
  } else {
    if (InstanceAccess::in_part(*found)) {
      session_.unwatched().forget(*found);
      read_more(*place.plan, *found, cells);
    }
    if (!entity.deferrable.empty()) complete(*place.plan, *found, cells);
  }
  place.last = found;
  return found;
}

Instance& Hydrator::make(Place& place, std::span<const Cell> cells) {
  const EntityPlan& plan = *place.plan;
  const MappedEntity& entity =
      plan.kinds.empty() ? *plan.entity : *(place.kind = &kind_of(plan, cells[plan.cell_of(*plan.entity->discriminator)], place.kind));
  Instance& instance = session_.graph().make(entity);
  bind_relations(instance, LoadState::unloaded);
  read_columns(plan, cells, InstanceAccess::object(instance));
  InstanceAccess::state(instance) = State::persistent;
  place.identities->insert(instance);
  const bool in_part = plan.entity->columns.size() < entity.columns.size();
  if (in_part) set_flag(instance, flag_in_part);
  // What is read in part is not loaded yet for the functions of its own kind.
  if ((in_part ? *plan.entity : entity).hooks.any(Moment::after_load)) loaded_.push_back(&instance);
  return instance;
}

/// Keys that are not one integer are compared in the form that members have, whatever form the row has.
Instance* Hydrator::by_bytes(Place& place, std::span<const Cell> cells) {
  const MappedEntity& entity = *place.plan->entity;
  place.last = nullptr;
  std::string key;
  Scratch scratch;
  for (std::size_t index = 0; index < entity.primary_key.size(); ++index) {
    const Cell& cell = cells[place.key_cells[index]];
    if (cell.is_null()) return nullptr;
    append_key(canonical(*entity.primary_key[index], cell, scratch), key);
  }
  return place.identities->find(key);
}

void Hydrator::complete(const EntityPlan& plan, Instance& instance, std::span<const Cell> cells) {
  for (const auto* column : plan.entity->deferrable)
    if (!plan.defers(*column) && read_missing(instance, *column, cells[plan.cell_of(*column)]))
      session_.unwatched().forget(instance);
}

void Hydrator::fill(Instance& owner, const EntityPlan::Joined& joined, Instance* related) {
  const MappedRelationship& relationship = *joined.relationship;
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) {
    RelationAccess::start_filling(relation, relationship);
    filling_.push_back({&owner, &relationship, joined.partial ? LoadState::partial : LoadState::loaded});
  } else if (relation.load_state() != LoadState::filling) {
    return;
  }
  if (related) RelationAccess::fill(relation, relationship, *related);
}

void Hydrator::finish() {
  for (const auto& filled : filling_) finish_filling(*filled.owner, *filled.relationship, filled.as);
  filling_.clear();
  for (auto& place : places_) place.batch->members.shrink_to_fit();
  for (auto* instance : loaded_) hooks_after_load(*instance).run(Moment::after_load, InstanceAccess::object(*instance));
  loaded_.clear();
  if (populated_) session_.settle_dropped();
  if (!session_.unwatched().on()) return;
  for (const auto& place : places_)
    for (auto* instance : place.batch->members) session_.unwatched().expect_unchanged(*instance);
}

}  // namespace weft::detail
