// SPDX-License-Identifier: MIT
#include "session/kind_reading.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "loading/load_batch.hpp"
#include "loading/select_run.hpp"
#include "session/instance_flags.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

bool holds(const MappedEntity& kind, const Cell& cell) {
  return !kind.identity.is_null() && kind.identity.cell() == cell;
}

[[noreturn]] void throw_unknown_kind(const EntityPlan& plan, const Cell& cell) {
  const MappedEntity& entity = *plan.entity;
  std::string known;
  for (const auto& kind : plan.kinds) {
    if (kind.entity->identity.is_null()) continue;
    known.append(known.empty() ? "" : ", ").append(cell_text(kind.entity->identity.cell()));
    known.append(" (").append(kind.entity->name).append(")");
  }
  const MappedColumn& column = *entity.discriminator;
  throw MappingError("cannot read a row of table \"" + entity.root().table.name + "\" as \"" + entity.name +
                     "\": its discriminator names no known entity\n  " + column.column->name + "  " + cell_text(cell) +
                     "\n  known  " + (known.empty() ? "none" : known) +
                     "\n  remedy  weft::register_types<...>() with all entities derived from \"" + entity.root().name + '"');
}

/// Rows of the columns that instances lack to be an `entity`, into those that they belong to.
class MissingColumns final : public RowSink {
 public:
  MissingColumns(SessionCore& session, const MappedEntity& entity, std::uint32_t first)
      : identities_(session.identities().of(entity)), entity_(entity), first_(first) {}

  void row(const RowView& row) override {
    Instance* instance = instance_of(row);
    if (!instance || !instance->entity().is(entity_) || columns_read(*instance) != first_) return;
    std::size_t item = entity_.primary_key.size();
    const InstanceExtra* extra = InstanceAccess::extra(*instance);
    for (std::size_t index = first_; index < entity_.columns.size(); ++index, ++item) {
      entity_.columns[index].read(row.cell(item), InstanceAccess::object(*instance));
      if (extra && extra->snapshot) entity_.columns[index].read(row.cell(item), extra->snapshot);
    }
    set_columns_read(*instance, entity_.columns.size());
  }

 private:
  [[nodiscard]] Instance* instance_of(const RowView& row) const {
    if (entity_.integer_key && row.cell(0).kind == CellKind::integer) return identities_.find(row.cell(0).integer);
    std::string key;
    Scratch scratch;
    for (std::size_t index = 0; index < entity_.primary_key.size(); ++index)
      append_key(*entity_.primary_key[index], canonical(*entity_.primary_key[index], row.cell(index), scratch), key);
    return identities_.find(key);
  }

  const EntityIdentities& identities_;
  const MappedEntity& entity_;
  std::uint32_t first_;
};

/// SELECT key, columns from `first` on FROM the tables that have these, without a condition yet.
SelectState select_missing(const MappedEntity& entity, std::uint32_t first) {
  SelectState select;
  const auto add = [&](const TableColumn& column, const TypeOps& ops) {
    select.items.push_back({nullptr, {}, table_column(column), &ops});
    select.statement.columns.push_back(select.items.back().node);
  };
  const MappedTable& start = entity.tables[entity.columns[first].part];
  for (std::size_t index = 0; index < start.key.size(); ++index) add(*start.key[index], *entity.primary_key[index]->ops);
  for (std::size_t index = first; index < entity.columns.size(); ++index)
    add(*entity.columns[index].column, *entity.columns[index].ops);
  select.statement.from.table = start.table;
  for (std::size_t part = entity.columns[first].part + 1U; part < entity.tables.size(); ++part) {
    sql::Join join;
    join.source.table = entity.tables[part].table;
    for (std::size_t index = 0; index < start.key.size(); ++index)
      join.on = both(join.on, binary(sql::Op::equal, table_column(*start.key[index]),
                                    table_column(*entity.tables[part].key[index])));
    select.statement.joins.push_back(std::move(join));
  }
  return select;
}

sql::NodePtr key_is_one_of(const MappedEntity& entity, const MappedTable& part, std::span<Instance* const> instances) {
  auto list = std::make_shared<sql::Node>();
  list->kind = sql::NodeKind::key_list;
  for (const auto* column : part.key) list->children.push_back(table_column(*column));
  Scratch scratch;
  for (auto* instance : instances)
    for (const auto* column : entity.primary_key)
      list->values.emplace_back(column->bind(identity_object(*instance), scratch));
  if (instances.size() > 1) return list;
  sql::NodePtr condition;
  for (std::size_t index = 0; index < part.key.size(); ++index)
    condition = both(condition, binary(sql::Op::equal, list->children[index],
                                       value_parameter(list->values[index], part.key[index]->type)));
  return condition;
}

/// How far an instance of the entity is read that has so many columns.
const MappedEntity& read_with(const MappedEntity& entity, std::uint32_t columns) {
  const MappedEntity* read = &entity;
  while (read->columns.size() > columns && read->base) read = read->base;
  return *read;
}

/// Reads what these, all read equally far, lack to be an `entity`.
void read_missing(SessionCore& session, std::span<Instance* const> instances, const MappedEntity& entity) {
  const std::uint32_t first = columns_read(*instances.front());
  const Capabilities& can = session.engine().capabilities();
  const std::size_t most =
      std::max<std::size_t>(std::min(can.key_chunk, can.max_parameters / entity.primary_key.size()), 1);
  const MappedTable& part = entity.tables[entity.columns[first].part];
  const SelectState select = select_missing(entity, first);
  for (auto* instance : instances) session.unwatched().forget(*instance);
  for (auto rest = instances; !rest.empty(); rest = rest.subspan(std::min(most, rest.size()))) {
    auto chunk = std::make_shared<SelectState>(select);
    chunk->statement.where = key_is_one_of(entity, part, rest.first(std::min(most, rest.size())));
    SelectRun run(session, std::move(chunk), empty_node(), RelationshipPath(entity));
    MissingColumns sink(session, entity, first);
    run.execute(sink);
  }
  for (auto* instance : instances) {
    if (!has_read(*instance, entity)) continue;
    session.unwatched().expect_unchanged(*instance);
    entity.hooks.run_beyond(read_with(entity, first).hooks, Moment::after_load, InstanceAccess::object(*instance));
  }
}

/// The instance and those of its type that the same statement read, as far as they lack the same columns.
std::vector<Instance*> lacking_siblings(Instance& instance) {
  std::vector<Instance*> siblings{&instance};
  const LoadBatch* batch = InstanceAccess::batch(instance);
  if (!batch) return siblings;
  for (auto* member : batch->members) {
    if (member == &instance || InstanceAccess::batch(*member) != batch || &member->entity() != &instance.entity()) continue;
    if (member->state() != State::persistent || InstanceAccess::expired(*member)) continue;
    if (columns_read(*member) == columns_read(instance)) siblings.push_back(member);
  }
  return siblings;
}

}  // namespace

const EntityPlan::Kind& kind_of(const EntityPlan& plan, const Cell& discriminator, const EntityPlan::Kind* last) {
  if (last && holds(*last->entity, discriminator)) return *last;
  for (const auto& kind : plan.kinds)
    if (holds(*kind.entity, discriminator)) return kind;
  Scratch scratch;
  if (!discriminator.is_null()) {
    const Cell written = canonical(*plan.entity->discriminator, discriminator, scratch);
    for (const auto& kind : plan.kinds)
      if (holds(*kind.entity, written)) return kind;
  }
  throw_unknown_kind(plan, discriminator);
}

void throw_other_kind(Instance& instance, const MappedEntity& wanted) {
  throw StaleDataError("cannot read " + row_text(instance) + " as \"" + wanted.name + "\": the session holds it as \"" +
                       instance.entity().name +
                       "\"\n  its discriminator was changed: let the session forget it with session.expunge(...)");
}

std::uint32_t columns_read(const Instance& instance) noexcept {
  if (InstanceAccess::in_part(instance)) return InstanceAccess::columns_read(const_cast<Instance&>(instance));
  return static_cast<std::uint32_t>(instance.entity().columns.size());
}

void set_columns_read(Instance& instance, std::size_t columns) noexcept {
  InstanceAccess::columns_read(instance) = static_cast<std::uint16_t>(columns);
  if (columns < instance.entity().columns.size())
    set_flag(instance, flag_in_part);
  else
    clear_flag(instance, flag_in_part);
}

bool has_read(const Instance& instance, const MappedEntity& entity) noexcept {
  return instance.entity().is(entity) && columns_read(instance) >= entity.columns.size();
}

void note_read(Instance& instance, const MappedEntity& entity) {
  const MappedEntity& before = read_with(entity, columns_read(instance));
  set_columns_read(instance, entity.columns.size());
  entity.hooks.run_beyond(before.hooks, Moment::after_load, InstanceAccess::object(instance));
}

const Hooks& hooks_after_load(const Instance& instance) noexcept {
  return read_with(instance.entity(), columns_read(instance)).hooks;
}

void read_whole(Instance& instance, const MappedEntity& entity) {
  if (!InstanceAccess::in_part(instance) || has_read(instance, entity)) return;
  SessionCore* session = session_of(instance);
  if (!session)
    throw DetachedError("\"" + instance.entity().name + "\" was read as a \"" + instance.entity().root().name +
                        "\" only, and its session ended or let it go\n  read it before the session ends:  ptr.as<" +
                        instance.entity().name + ">()");
  read_missing(*session, lacking_siblings(instance), instance.entity());
  if (InstanceAccess::in_part(instance)) throw_row_gone("read", instance);
}

void read_whole(SessionCore& session, std::vector<Instance*> instances) {
  std::vector<Wanted> wanted;
  for (auto* instance : instances) wanted.push_back({instance, &instance->entity()});
  read_wanted(session, std::move(wanted));
}

void read_wanted(SessionCore& session, std::vector<Wanted> wanted) {
  std::erase_if(wanted, [](const Wanted& one) {
    return has_read(*one.instance, *one.entity) || InstanceAccess::expired(*one.instance) ||
           one.instance->state() != State::persistent;
  });
  while (!wanted.empty()) {
    const Wanted first = wanted.front();
    const std::uint32_t columns = columns_read(*first.instance);
    std::vector<Instance*> alike;
    std::vector<Wanted> others;
    for (const auto& one : wanted) {
      if (one.entity == first.entity && columns_read(*one.instance) == columns)
        alike.push_back(one.instance);
      else
        others.push_back(one);
    }
    read_missing(session, alike, *first.entity);
    wanted = std::move(others);
  }
}

void complete(const Instance& constant, sql::EntityFunction kind) {
  auto& instance = const_cast<Instance&>(constant);
  if (InstanceAccess::expired(instance)) refresh_expired(instance);
  read_whole(instance, kind());
}

bool is_kind(const Instance& constant, sql::EntityFunction kind) {
  auto& instance = const_cast<Instance&>(constant);
  const MappedEntity& entity = kind();
  if (!instance.entity().is(entity)) return false;
  if (!InstanceAccess::expired(instance) && session_of(instance)) read_whole(instance, entity);
  return true;
}

}  // namespace weft::detail
