// SPDX-License-Identifier: MIT
//
// Changed rows: the columns that differ, rows with the same columns together.
#include <algorithm>

#include "session/counted_batch.hpp"
#include "session/instance_flags.hpp"
#include "session/key_carrying.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

using ColumnList = std::vector<const MappedColumn*>;

struct Group {
  const MappedEntity* entity = nullptr;
  ColumnList columns{};
  std::vector<Instance*> rows{};
};

/// Rows by what is written of them, in the order in which the groups were begun.
class Groups {
 public:
  void add(Instance& instance, const ColumnList& columns) {
    const MappedEntity* entity = &instance.entity();
    if (last_ == none || groups_[last_].entity != entity || groups_[last_].columns != columns) {
      std::string key(reinterpret_cast<const char*>(columns.data()), columns.size() * sizeof columns.front());
      const auto [place, is_new] = places_.try_emplace(std::move(key), groups_.size());
      if (is_new) groups_.push_back({entity, columns, {}});
      last_ = place->second;
    }
    groups_[last_].rows.push_back(&instance);
  }
  [[nodiscard]] const std::vector<Group>& all() const noexcept { return groups_; }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<Group> groups_{};
  tsl::robin_map<std::string, std::size_t> places_{};
  std::size_t last_ = none;
};

/// What the mapping fills in whenever a row is updated, and the version: that goes on from the row's own, whatever the
/// program made of the member, so that it never goes back to one that somebody else has read.
void fill_in(Instance& instance, ColumnList& changed) {
  void* object = InstanceAccess::object(instance);
  for (const auto& column : instance.entity().columns) {
    const bool by_program = std::find(changed.begin(), changed.end(), &column) != changed.end();
    if (column.next_version) {
      column.ops->assign(column.in(object), column.in(identity_object(instance)));
      column.next_version(column.in(object));
    } else if (column.fill_on_update && !by_program) {
      column.fill_on_update(column.in(object));
    } else {
      continue;
    }
    if (!by_program) changed.push_back(&column);
  }
}

}  // namespace

void UnitOfWork::update_all(std::span<Instance* const> instances) {
  Groups groups;
  ColumnList changed;
  for (auto* instance : instances) {
    copy_keys(*instance);
    changed_columns(*instance, changed);
    if (changed.empty()) continue;
    if (const Hooks& hooks = instance->entity().hooks; hooks.any(Moment::before_update) && !has_flag(*instance, flag_doomed)) {
      hooks.run(Moment::before_update, InstanceAccess::object(*instance));
      changed_columns(*instance, changed);
      if (changed.empty()) continue;
    }
    fill_in(*instance, changed);
    groups.add(*instance, changed);
  }
  for (const auto& group : groups.all()) {
    std::span<Instance* const> rows(group.rows);
    for (std::size_t begin = 0; begin < rows.size(); begin += rows_at_once)
      update_rows(*group.entity, group.columns, rows.subspan(begin, std::min(rows_at_once, rows.size() - begin)));
  }
}

/// Only the tables whose columns changed; the root's first, which has the version.
void UnitOfWork::update_rows(const MappedEntity& entity, const ColumnList& columns, std::span<Instance* const> rows) {
  if (entity.tables.size() == 1) {
    update_part(entity, columns, rows, 0);
  } else {
    for (std::size_t part = 0; part < entity.tables.size(); ++part)
      if (const ColumnList own = columns_of_part(columns, part); !own.empty()) update_part(entity, own, rows, part);
  }
  const bool moved = std::any_of(columns.begin(), columns.end(), [](const auto* one) { return one->column->primary_key; });
  std::vector<MovedRow> before;
  if (moved || carries_associations(entity, columns))
    for (auto* instance : rows) before.push_back({instance, RowCopy(entity, identity_object(*instance))});
  if (moved)
    settle_keys(entity, columns, before);
  else
    for (auto* instance : rows) settle_update(columns, *instance);
  if (!before.empty()) carry_associations(entity, before);
  if (!entity.hooks.any(Moment::after_update)) return;
  for (auto* instance : rows)
    if (!has_flag(*instance, flag_doomed)) entity.hooks.run(Moment::after_update, InstanceAccess::object(*instance));
}

void UnitOfWork::update_part(const MappedEntity& entity, const ColumnList& columns, std::span<Instance* const> rows,
                             std::size_t part) {
  const MappedColumn* version = part == 0 ? entity.version : nullptr;
  ColumnList keys = entity.primary_key;
  if (version) keys.push_back(version);
  EngineCore& engine = session_.engine();
  auto plan = update_plan(engine, entity, columns, keys, part);
  WriteBatch batch(*plan, rows.size());
  for (auto* instance : rows) {
    batch.bind(columns, instance->object());
    batch.bind(keys, identity_object(*instance));
    batch.end_row();
  }
  if (version) require_counts(engine, "update", *rows.front());
  const auto missed = run_counted(session_, plan->statement(), batch.rows(), version != nullptr);
  if (!missed.empty())
    throw StaleDataError("cannot update " + row_text(*rows[missed.front()]) + ": its row was changed or deleted by somebody else\n"
                         "  roll back, read it again with session.refresh(...), and repeat the change");
}

void UnitOfWork::settle_keys(const MappedEntity& entity, const ColumnList& columns, std::span<const MovedRow> moved) {
  for (const auto& row : moved) session_.forget_key(*row.instance);
  for (const auto& row : moved) settle_update(columns, *row.instance);
  for (const auto& row : moved) session_.identities().of(entity).insert(*row.instance);
  follow_keys(entity, moved);
}

/// The row is now what the object is.
void UnitOfWork::settle_update(const ColumnList& columns, Instance& instance) {
  InstanceExtra& extra = extra_of(instance);
  session_.note_written(instance);
  for (const auto* column : columns) column->ops->assign(column->in(extra.snapshot), column->in(instance.object()));
}

}  // namespace weft::detail
