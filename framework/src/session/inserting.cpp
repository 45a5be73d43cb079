// SPDX-License-Identifier: MIT
//
// New rows, and the keys that the database makes for them.
#include <algorithm>

#include "loading/load_batch.hpp"
#include "session/bulk_inserting.hpp"
#include "session/fresh_object.hpp"
#include "session/instance_flags.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/rows_in_one.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// True while the member is as a new object has it.
bool untouched(const MappedColumn& column, const void* object, const void* fresh) {
  return column.ops->equal(column.in(object), column.in(fresh));
}

/// Beginning and ending a bulk insert costs as much as hundreds of its rows.
constexpr std::size_t rows_in_bulk = 10000;

/// New entities of one flush are refreshed together later, like those that one statement read.
class NewBatch {
 public:
  NewBatch() : batch_(*new LoadBatch) { batch_.uses = 1; }
  NewBatch(const NewBatch&) = delete;
  NewBatch& operator=(const NewBatch&) = delete;
  ~NewBatch() { release(batch_); }
  void add(Instance& instance) const { join_batch(batch_, instance); }

 private:
  LoadBatch& batch_;
};

}  // namespace

void UnitOfWork::insert_all() {
  const std::size_t most = session_.engine().capabilities().bulk_rows == 0 ? rows_at_once : rows_in_bulk;
  for (std::size_t begin = 0; begin < inserts_.size();) {
    const MappedEntity& entity = inserts_[begin]->entity();
    std::size_t end = begin + 1;
    while (end < inserts_.size() && end - begin < most && &inserts_[end]->entity() == &entity &&
           insert_levels_[end] == insert_levels_[begin])
      ++end;
    insert_batch(entity, {inserts_.data() + begin, end - begin});
    begin = end;
  }
}

void UnitOfWork::insert_batch(const MappedEntity& entity, std::span<Instance* const> batch) {
  const FreshObject fresh(entity);
  for (auto* instance : batch) write_identity(*instance);
  if (entity.hooks.any(Moment::before_insert))
    for (auto* instance : batch) entity.hooks.run(Moment::before_insert, InstanceAccess::object(*instance));
  const NewBatch together;
  const bool has_defaults = std::any_of(entity.columns.begin(), entity.columns.end(), [](const MappedColumn& column) {
    return column.fill_default || column.column->server_default || column.next_version;
  });
  // Rows go together as long as they write the same columns.
  std::vector<const MappedColumn*> columns;
  std::vector<const MappedColumn*> wanted;
  bool generated = false;
  std::size_t begin = 0;
  for (std::size_t index = 0; index < batch.size(); ++index) {
    Instance& instance = *batch[index];
    void* object = InstanceAccess::object(instance);
    copy_keys(instance);
    const bool makes_key = waits_for_key(instance);
    if (index == 0 || has_defaults || makes_key != generated) {
      wanted.clear();
      for (const auto& column : entity.columns) {
        if (makes_key && &column == entity.generated_key) continue;
        if (has_defaults && untouched(column, object, fresh.get())) {
          if (column.fill_default)
            column.fill_default(column.in(object));
          else if (column.next_version)
            column.next_version(column.in(object));
          else if (column.column->server_default)
            continue;
        }
        wanted.push_back(&column);
      }
      if (index != 0 && (wanted != columns || makes_key != generated)) {
        insert_group(entity, batch.subspan(begin, index - begin), columns, generated);
        begin = index;
      }
      columns = wanted;
      generated = makes_key;
    }
  }
  insert_group(entity, batch.subspan(begin), columns, generated);
  for (auto* instance : batch) together.add(*instance);
  if (entity.hooks.any(Moment::after_insert))
    for (auto* instance : batch) entity.hooks.run(Moment::after_insert, InstanceAccess::object(*instance));
}

void UnitOfWork::insert_group(const MappedEntity& entity, std::span<Instance* const> group,
                              const std::vector<const MappedColumn*>& all_columns, bool generated) {
  const bool several = entity.tables.size() > 1;
  const std::vector<const MappedColumn*> of_root = several ? columns_of_part(all_columns, 0) : std::vector<const MappedColumn*>{};
  const std::vector<const MappedColumn*>& columns = several ? of_root : all_columns;
  const Capabilities& can = session_.engine().capabilities();
  const bool returning = generated && can.generated_keys == GeneratedKeys::returning;
  const bool in_bulk = !generated && insert_part_in_bulk(entity, group, columns, 0);
  // Where keys come back one by one, so do the rows go out.
  const bool one_by_one = generated && !returning && can.generated_keys != GeneratedKeys::first_insert_id;
  for (std::size_t begin = in_bulk ? group.size() : 0; begin < group.size();) {
    const std::size_t left = group.size() - begin;
    const std::size_t rows = one_by_one ? 1 : rows_in_one(can, columns.size(), left);
    const std::size_t statements = returning ? 1 : left / rows;
    const auto part = group.subspan(begin, rows * statements);
    if (returning)
      insert_returning(entity, part, columns);
    else
      insert_statements(entity, part, columns, rows, generated);
    begin += part.size();
  }
  for (std::size_t part = 1; part < entity.tables.size(); ++part) insert_part(entity, group, all_columns, part);
  // What the database filled in is read when it is needed.
  const bool incomplete = all_columns.size() + (generated ? 1U : 0U) < entity.columns.size();
  EntityIdentities& identities = session_.identities().of(entity);
  for (auto* instance : group) {
    InstanceAccess::state(*instance) = State::persistent;
    if (!identities.insert(*instance)) {
      session_.give_up_gone(*identities.find_like(instance->object()));
      identities.insert(*instance);
    }
    session_.inserted_in_transaction_.push_back(instance);
    if (generated) InstanceAccess::flags(*instance) |= flag_key_made;
    if (incomplete) InstanceAccess::flags(*instance) |= flag_expired;
  }
}

/// The rows of one of the entity's tables without INSERT, where the database has such a way and it pays.
bool UnitOfWork::insert_part_in_bulk(const MappedEntity& entity, std::span<Instance* const> group,
                                     const std::vector<const MappedColumn*>& columns, std::size_t part) {
  const MappedTable& into = entity.tables[part];
  std::vector<const TableColumn*> named = part == 0 ? std::vector<const TableColumn*>{} : into.key;
  for (const auto* column : columns) named.push_back(column->column);
  return insert_in_bulk(session_, *into.table, named, group.size(),
                        [&](std::size_t row, std::vector<Cell>& cells, Scratch& scratch) {
                          const void* object = group[row]->object();
                          if (part != 0)
                            for (const auto* key : entity.primary_key) cells.push_back(key->bind(object, scratch));
                          for (const auto* column : columns) cells.push_back(column->bind(object, scratch));
                        });
}

/// What derived entities have in tables of their own, now that the keys are known.
void UnitOfWork::insert_part(const MappedEntity& entity, std::span<Instance* const> group,
                             const std::vector<const MappedColumn*>& all_columns, std::size_t part) {
  const std::vector<const MappedColumn*> columns = columns_of_part(all_columns, part);
  if (insert_part_in_bulk(entity, group, columns, part)) return;
  const Capabilities& can = session_.engine().capabilities();
  for (std::size_t begin = 0; begin < group.size();) {
    const std::size_t left = group.size() - begin;
    const std::size_t rows = rows_in_one(can, columns.size() + entity.primary_key.size(), left);
    auto plan = insert_plan(session_.engine(), entity, columns, nullptr, rows, part);
    WriteBatch batch(*plan, left / rows);
    const std::size_t taken = left / rows * rows;
    for (std::size_t index = 0; index < taken; ++index) {
      batch.bind(entity.primary_key, group[begin + index]->object());
      batch.bind(columns, group[begin + index]->object());
      if ((index + 1) % rows == 0) batch.end_row();
    }
    begin += taken;
    session_.connection().execute_batch(plan->statement(), batch.rows(), {}, {});
  }
}

/// The same INSERT of so many rows again and again, as one batch.
void UnitOfWork::insert_statements(const MappedEntity& entity, std::span<Instance* const> group,
                                   const std::vector<const MappedColumn*>& columns, std::size_t rows, bool generated) {
  auto plan = insert_plan(session_.engine(), entity, columns, nullptr, rows);
  WriteBatch batch(*plan, group.size() / rows);
  for (std::size_t index = 0; index < group.size(); ++index) {
    batch.bind(columns, group[index]->object());
    if ((index + 1) % rows == 0) batch.end_row();
  }
  std::vector<std::int64_t> keys(generated ? batch.size() : 0);
  session_.connection().execute_batch(plan->statement(), batch.rows(), {}, keys);
  if (!generated) return;
  for (std::size_t index = 0; index < group.size(); ++index) {
    const std::int64_t key = keys[index / rows] + static_cast<std::int64_t>(index % rows);
    entity.generated_key->read(Cell::of(key), InstanceAccess::object(*group[index]));
  }
}

/// One INSERT of all rows, which gives the keys back in the order of the rows.
void UnitOfWork::insert_returning(const MappedEntity& entity, std::span<Instance* const> group,
                                  const std::vector<const MappedColumn*>& columns) {
  auto plan = insert_plan(session_.engine(), entity, columns, entity.generated_key, group.size());
  WriteBatch batch(*plan, 1);
  for (auto* instance : group) batch.bind(columns, instance->object());
  batch.end_row();
  const ColumnShape shape{entity.generated_key->ops->cell, entity.generated_key->column->type.kind, false};
  auto cursor = session_.connection().query(plan->statement(), batch.rows().cells, {&shape, 1});
  std::vector<Cell> keys(group.size());
  std::size_t known = 0;
  while (std::size_t rows = cursor->fetch(keys)) {
    for (std::size_t index = 0; index < rows && known < group.size(); ++index, ++known)
      entity.generated_key->read(keys[index], InstanceAccess::object(*group[known]));
  }
  if (known == group.size()) return;
  throw OperationalError("insert failed", {.message = std::to_string(group.size()) + " rows of \"" + entity.name +
                                                      "\" were sent, " + std::to_string(known) + " keys came back",
                                           .sql = plan->sql,
                                           .sqlstate = {},
                                           .remedy = {}});
}

/// A version that the database filled in is read before the row is written again: that has to name it.
void UnitOfWork::learn_version(Instance& instance) {
  const MappedColumn* version = instance.entity().version;
  if (!version || version->next_version || !version->column->server_default || !has_flag(instance, flag_expired)) return;
  Instance* const alone = &instance;
  if (identity_object(instance) == instance.object()) read_column(session_, {&alone, 1}, *version);
}

/// Keys that had to wait because new rows refer to each other.
void UnitOfWork::write_deferred() {
  Instances instances;
  for (const auto& link : deferred_) {
    if (link.owner->state() != State::persistent) continue;
    learn_version(*link.child);
    take_snapshot(*link.child);
    copy_key(link);
    if (std::find(instances.begin(), instances.end(), link.child) == instances.end()) instances.push_back(link.child);
  }
  update_all(instances);
}

}  // namespace weft::detail
