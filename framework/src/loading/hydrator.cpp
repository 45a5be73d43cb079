// SPDX-License-Identifier: MIT
#include "loading/hydrator.hpp"

#include <algorithm>
#include <cstring>

#include "loading/deferred_columns.hpp"
#include "loading/related_statement.hpp"
#include "session/instance_flags.hpp"
#include "session/kind_reading.hpp"
#include "session/nursery.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// The common member types, without a call per cell; everything else through the column's own function.
inline void read_cell(const MappedColumn& column, FastType fast, std::ptrdiff_t offset, const Cell& cell, void* object) {
  void* member = static_cast<std::byte*>(object) + offset;
  switch (fast) {
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

inline void read_cell(const MappedColumn& column, const Cell& cell, void* object) {
  read_cell(column, column.ops->fast, column.offset, cell, object);
}

}  // namespace

void read_columns(const EntityPlan& plan, std::span<const Cell> row, void* object) {
  const Cell* cell = row.data() + plan.first_column;
  for (const auto& [column, offset, fast] : plan.held) read_cell(*column, fast, offset, *cell++, object);
  for (const auto* column : plan.deferred) forget_value(*column, object);
}

namespace {

/// What derived entities add, as far as rows hold it.
std::span<const EntityPlan::Added> added_for(const EntityPlan::Kind* kind) {
  return kind ? std::span<const EntityPlan::Added>(kind->added) : std::span<const EntityPlan::Added>();
}

/// How far rows hold an instance.
const MappedEntity& read_of(const EntityPlan& plan, const EntityPlan::Kind* kind) {
  return kind ? *kind->read : *plan.entity;
}

void read_added(const EntityPlan::Kind* kind, std::span<const Cell> row, void* object) {
  for (const auto& [column, cell] : added_for(kind)) {
    if (cell == EntityPlan::nowhere)
      forget_value(*column, object);
    else
      read_cell(*column, row[cell], object);
  }
}

/// A row that is under watch: what the program wrote to the object stays.
void read_watched(const EntityPlan& plan, const EntityPlan::Kind* kind, Instance& instance, std::span<const Cell> cells,
                  void* row) {
  void* object = InstanceAccess::object(instance);
  const auto read = [&](const MappedColumn& column, const Cell* cell) {
    const bool written = !column.ops->equal(column.in(static_cast<const void*>(object)), column.in(static_cast<const void*>(row)));
    if (cell)
      read_cell(column, *cell, row);
    else
      forget_value(column, row);
    if (!written) column.ops->assign(column.in(object), column.in(static_cast<const void*>(row)));
  };
  std::size_t index = plan.first_column;
  for (const auto& column : plan.entity->columns) read(column, plan.defers(column) ? nullptr : &cells[index++]);
  for (const auto& [column, cell] : added_for(kind)) read(*column, cell == EntityPlan::nowhere ? nullptr : &cells[cell]);
}

/// `anew`: what rows do not hold of the instance is not known any more either.
void read_again(const EntityPlan& plan, const EntityPlan::Kind* kind, Instance& instance, std::span<const Cell> cells,
                bool anew) {
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (extra && extra->snapshot) {
    read_watched(plan, kind, instance, cells, extra->snapshot);
  } else {
    read_columns(plan, cells, InstanceAccess::object(instance));
    read_added(kind, cells, InstanceAccess::object(instance));
  }
  const MappedEntity& read = read_of(plan, kind);
  if (anew || columns_read(instance) < read.columns.size()) set_columns_read(instance, read.columns.size());
  clear_flag(instance, flag_expired);
}

/// What a query that reads further adds to an instance that one of its base read.
void read_more(const EntityPlan& plan, const EntityPlan::Kind* kind, Instance& instance, std::span<const Cell> cells) {
  const std::uint32_t before = columns_read(instance);
  const MappedEntity& read = read_of(plan, kind);
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  for (std::uint32_t index = before; index < read.columns.size(); ++index) {
    const MappedColumn& column = read.columns[index];
    const std::uint32_t cell = plan.defers(column) ? EntityPlan::nowhere : plan.cell_of(column);
    if (cell == EntityPlan::nowhere) continue;
    read_cell(column, cells[cell], InstanceAccess::object(instance));
    if (extra && extra->snapshot) read_cell(column, cells[cell], extra->snapshot);
  }
  if (before < read.columns.size()) note_read(instance, read);
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
    if (session_.graph().nursery()) session_.graph().nursery()->watch(*place.batch);
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

/// Says which row an error is about.
void Hydrator::note_row(Error& error, const Place& place, std::span<const Cell> cells) const {
  std::string note = "in the row of \"" + place.plan->entity->name + "\" with key ";
  std::string_view before;
  for (const std::uint32_t cell : place.key_cells) {
    note.append(before).append(cell_text(cells[cell]));
    before = ", ";
  }
  error.add_note(note);
}

void Hydrator::take(Place& place, std::span<const Cell> cells) {
  try {
    place.current = find_or_make(place, cells);
  } catch (Error& error) {
    note_row(error, place, cells);
    throw;
  }
  if (!place.current) return;
  join_batch(*place.batch, *place.current);
  for (const auto& joined : place.plan->joined) {
    if (!place.current->entity().is(*joined.relationship->owner)) continue;  // a relationship of another kind
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
    const EntityPlan::Kind* kind = kind_at(place, *found);
    read_again(*place.plan, kind, *found, cells, InstanceAccess::expired(*found) || (kind && kind->after));
    note_refreshed(*found);
  } else if (InstanceAccess::expired(*found)) {
    if (session_.unwatched().on()) {
      session_.unwatched().check(*found);
      session_.unwatched().forget(*found);
    }
    read_again(*place.plan, kind_at(place, *found), *found, cells, true);
    note_refreshed(*found);
  } else {
    if (InstanceAccess::in_part(*found)) {
      session_.unwatched().forget(*found);
      read_more(*place.plan, kind_at(place, *found), *found, cells);
    }
    if (!entity.deferrable.empty() || !place.plan->added.empty()) complete(place, *found, cells);
  }
  place.last = found;
  return found;
}

void Hydrator::note_refreshed(Instance& instance) {
  if (instance.entity().hooks.any(Moment::after_refresh)) refreshed_.push_back(&instance);
}

Instance& Hydrator::make(Place& place, std::span<const Cell> cells) {
  const EntityPlan& plan = *place.plan;
  if (!plan.kinds.empty())
    place.kind = &kind_of(plan, cells[plan.cell_of(*plan.entity->discriminator)], place.kind);
  const MappedEntity& entity = place.kind ? *place.kind->entity : *plan.entity;
  Instance& instance = session_.graph().make_loaded(entity);
  bind_relations(instance, LoadState::unloaded);
  read_columns(plan, cells, InstanceAccess::object(instance));
  read_added(place.kind, cells, InstanceAccess::object(instance));
  InstanceAccess::state(instance) = State::persistent;
  place.identities->insert(instance);
  set_columns_read(instance, read_of(plan, place.kind).columns.size());
  // What is read in part is not loaded yet for the functions of its own kind.
  if (entity.hooks.any(Moment::after_load) && hooks_after_load(instance).any(Moment::after_load)) loaded_.push_back(&instance);
  return instance;
}

/// What the plan says of the kind that an instance is.
const EntityPlan::Kind* Hydrator::kind_at(Place& place, const Instance& instance) {
  if (place.kind && place.kind->entity == &instance.entity()) return place.kind;
  const auto& kinds = place.plan->kinds;
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.entity == &instance.entity(); });
  if (found == kinds.end()) return nullptr;
  return place.kind = &*found;
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
    append_key(*entity.primary_key[index], canonical(*entity.primary_key[index], cell, scratch), key);
  }
  return place.identities->find(key);
}

void Hydrator::complete(Place& place, Instance& instance, std::span<const Cell> cells) {
  const EntityPlan& plan = *place.plan;
  for (const auto* column : plan.entity->deferrable)
    if (!plan.defers(*column) && read_missing(instance, *column, cells[plan.cell_of(*column)]))
      session_.unwatched().forget(instance);
  if (plan.added.empty()) return;
  for (const auto& [column, cell] : added_for(kind_at(place, instance)))
    if (column->ops->deferrable && cell != EntityPlan::nowhere && read_missing(instance, *column, cells[cell]))
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
  if (!related) return;
  if (Instance* first = relationship.to_one() ? RelationAccess::target(relation) : nullptr; first && first != related)
    return note_several(owner, relationship, *first, *related);
  keep_for(owner, *related);
  RelationAccess::fill(relation, relationship, *related);
}

void Hydrator::note_several(Instance& owner, const MappedRelationship& relationship, Instance& first, Instance& other) {
  auto known = std::find_if(several_.rbegin(), several_.rend(),
                            [&](const auto& one) { return one.owner == &owner && one.relationship == &relationship; });
  if (known == several_.rend()) {
    several_.push_back({&owner, &relationship, {&first}});
    known = several_.rbegin();
  }
  if (std::find(known->related.begin(), known->related.end(), &other) == known->related.end()) known->related.push_back(&other);
}

void Hydrator::finish() {
  for (const auto& filled : filling_) finish_filling(*filled.owner, *filled.relationship, filled.as);
  filling_.clear();
  for (const auto& one : several_) warn_several(*one.relationship, one.related.size());
  several_.clear();
  for (auto& place : places_) place.batch->members.shrink_to_fit();
  for (auto* instance : loaded_) hooks_after_load(*instance).run(Moment::after_load, InstanceAccess::object(*instance));
  loaded_.clear();
  for (auto* instance : refreshed_) instance->entity().hooks.run(Moment::after_refresh, InstanceAccess::object(*instance));
  refreshed_.clear();
  if (populated_) session_.settle_dropped();
  if (!session_.unwatched().on()) return;
  for (const auto& place : places_)
    for (auto* instance : place.batch->members) session_.unwatched().expect_unchanged(*instance);
}

}  // namespace weft::detail
