// SPDX-License-Identifier: MIT
//
// Removed rows.
#include <algorithm>

#include "session/counted_batch.hpp"
#include "session/deleting_by_keys.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/warn.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// What an expired entity has of its version may be older than what the program could have seen.
void read_versions(SessionCore& session, std::span<Instance* const> doomed) {
  std::vector<Instance*> unknown;
  for (auto* instance : doomed)
    if (instance->entity().version && InstanceAccess::expired(*instance)) unknown.push_back(instance);
  if (!unknown.empty()) refresh_all(session, unknown);
}

/// A version is compared row by row.
bool go_by_keys(const MappedEntity& entity, std::size_t part, std::span<Instance* const> batch) {
  return batch.size() > 1 && (part > 0 || !entity.version) && rows_stand_alone(*entity.tables[part].table);
}

/// Rows of which nobody else's change has to be found out.
void delete_unversioned(SessionCore& session, const MappedEntity& entity, std::span<Instance* const> batch) {
  const std::int64_t deleted = delete_by_keys(session, entity, 0, batch);
  const auto wanted = static_cast<std::int64_t>(batch.size());
  if (deleted < wanted && session.engine().capabilities().row_counts)
    warn(std::to_string(wanted - deleted) + " of " + std::to_string(wanted) + " rows of \"" + entity.name +
         "\" were gone before they could be deleted");
}

}  // namespace

/// Rows that refer to each other in a circle let go of one another before the first is deleted.
void UnitOfWork::release_circles() {
  Instances released;
  for (const auto& reference : circles_) {
    const bool may_be_empty = std::all_of(reference.columns.begin(), reference.columns.end(),
                                          [](const MappedColumn* column) { return column->ops->nullable; });
    if (!may_be_empty || reference.child->state() != State::persistent) continue;
    take_snapshot(*reference.child);
    for (const auto* column : reference.columns)
      column->ops->read(Cell::null(), column->in(InstanceAccess::object(*reference.child)));
    if (std::find(released.begin(), released.end(), reference.child) == released.end())
      released.push_back(reference.child);
  }
  circles_.clear();
  update_all(released);
}

void UnitOfWork::delete_rows(std::span<Instance* const> doomed) {
  if (doomed.empty()) return;
  read_versions(session_, doomed);
  release_circles();
  delete_associations(doomed);
  for (std::size_t begin = 0; begin < doomed.size();) {
    const MappedEntity& entity = doomed[begin]->entity();
    std::size_t end = begin;
    while (end < doomed.size() && end - begin < rows_at_once && &doomed[end]->entity() == &entity) ++end;
    delete_batch(entity, doomed.subspan(begin, end - begin));
    begin = end;
  }
}

/// What derived entities have in tables of their own; whether the row was still there tells the root's table.
void UnitOfWork::delete_part(const MappedEntity& entity, std::size_t part, std::span<Instance* const> batch) {
  if (go_by_keys(entity, part, batch)) {
    delete_by_keys(session_, entity, part, batch);
    return;
  }
  auto plan = delete_plan(session_.engine(), entity, {}, part);
  WriteBatch rows(*plan, batch.size());
  for (auto* instance : batch) {
    rows.bind(entity.primary_key, identity_object(*instance));
    rows.end_row();
  }
  session_.connection().execute_batch(plan->statement(), rows.rows(), {}, {});
}

/// One statement for each row, with its version where it has one.
void UnitOfWork::delete_each(const MappedEntity& entity, std::span<Instance* const> batch) {
  EngineCore& engine = session_.engine();
  std::vector<const MappedColumn*> keys = entity.primary_key;
  if (entity.version) keys.push_back(entity.version);
  auto plan = delete_plan(engine, entity, keys);
  WriteBatch rows(*plan, batch.size());
  for (auto* instance : batch) {
    rows.bind(keys, identity_object(*instance));
    rows.end_row();
  }
  if (entity.version) require_counts(engine, "delete", *batch.front());
  for (const std::size_t index : run_counted(session_, plan->statement(), rows.rows(), entity.version != nullptr)) {
    if (entity.version)
      throw StaleDataError("cannot delete " + row_text(*batch[index]) +
                           ": its row was changed or deleted by somebody else\n  roll back and read it again");
    warn("the row of " + row_text(*batch[index]) + " was gone before it could be deleted");
  }
}

void UnitOfWork::delete_batch(const MappedEntity& entity, std::span<Instance* const> batch) {
  if (entity.hooks.any(Moment::before_delete))
    for (auto* instance : batch) entity.hooks.run(Moment::before_delete, InstanceAccess::object(*instance));
  for (std::size_t part = entity.tables.size(); --part > 0;) delete_part(entity, part, batch);
  if (go_by_keys(entity, 0, batch)) {
    delete_unversioned(session_, entity, batch);
  } else {
    delete_each(entity, batch);
  }
  EntityIdentities& identities = session_.identities().of(entity);
  for (auto* instance : batch) {
    identities.erase(*instance);
    session_.unwatched().forget(*instance);
    InstanceAccess::state(*instance) = State::deleted;
    InstanceAccess::flags(*instance) &= static_cast<std::uint8_t>(~flag_doomed);
    keep(*instance);
    session_.deleted_in_transaction_.push_back(instance);
  }
  if (entity.hooks.any(Moment::after_delete))
    for (auto* instance : batch) entity.hooks.run(Moment::after_delete, InstanceAccess::object(*instance));
}

}  // namespace weft::detail
