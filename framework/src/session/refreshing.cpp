// SPDX-License-Identifier: MIT
#include "session/refreshing.hpp"

#include "loading/criteria.hpp"
#include "loading/load_batch.hpp"
#include "loading/select_run.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

class Ignore final : public RowSink {
 public:
  void row(const RowView&) override {}
};

/// Writes the first column of a row, behind which its key follows, into the instance with that key, as the state of its
/// row. A single instance needs no key to be found.
class ReadColumn final : public RowSink {
 public:
  ReadColumn(SessionCore& session, std::span<Instance* const> instances, const MappedColumn& column)
      : session_(session), instances_(instances), column_(column) {}

  void row(const RowView& row) override {
    Instance* instance = instances_.size() == 1 ? instances_.front() : by_key(row);
    if (!instance) return;
    session_.unwatched().forget(*instance);
    column_.read(row.cell(0), InstanceAccess::object(*instance));
    if (InstanceExtra* extra = InstanceAccess::extra(*instance); extra && extra->snapshot)
      column_.read(row.cell(0), extra->snapshot);
    session_.unwatched().expect_unchanged(*instance);
    found_first = found_first || instance == instances_.front();
  }
  bool found_first = false;

 private:
  [[nodiscard]] Instance* by_key(const RowView& row) const {
    const MappedEntity& entity = instances_.front()->entity();
    const EntityIdentities& identities = session_.identities().of(entity);
    if (entity.integer_key && row.cell(1).kind == CellKind::integer) return identities.find(row.cell(1).integer);
    std::string key;
    Scratch scratch;
    for (std::size_t index = 0; index < entity.primary_key.size(); ++index)
      append_key(*entity.primary_key[index], canonical(*entity.primary_key[index], row.cell(1 + index), scratch), key);
    return identities.find(key);
  }

  SessionCore& session_;
  std::span<Instance* const> instances_;
  const MappedColumn& column_;
};

/// The instance and its expired siblings, at most so many; the instance comes first.
std::vector<Instance*> expired_siblings(Instance& instance, std::size_t most) {
  std::vector<Instance*> siblings{&instance};
  const LoadBatch* batch = InstanceAccess::batch(instance);
  if (!batch) return siblings;
  for (auto* member : batch->members) {
    if (siblings.size() >= most) break;
    if (member == &instance || InstanceAccess::batch(*member) != batch || &member->entity() != &instance.entity()) continue;
    if (member->state() == State::persistent && InstanceAccess::expired(*member)) siblings.push_back(member);
  }
  return siblings;
}

/// Reads the rows with these keys, few enough for one statement.
void read_rows(SessionCore& session, const MappedEntity& entity, std::vector<Value> keys, LoadNodePtr node) {
  std::vector<SelectRun> run;
  run.emplace_back(session, select_by_primary_key(entity, std::move(keys)), std::move(node), RelationshipPath(entity));
  Ignore ignore;
  run.front().execute(ignore);
  SelectRun::after_load(session, run);
}

/// Reads these rows again, all of one entity type and few enough for one statement.
void read_again(SessionCore& session, const MappedEntity& entity, std::span<Instance* const> instances,
                LoadNodePtr node) {
  std::vector<Value> keys;
  for (auto* instance : instances) append_key_values(*instance, keys);
  read_rows(session, entity, std::move(keys), std::move(node));
}

/// The statement that read it says how its relationships are loaded: that goes on.
LoadNodePtr node_of(const Instance& instance) {
  const EntityPlan* plan = plan_behind(instance);
  return plan ? plan->node : empty_node();
}

}  // namespace

void append_key_values(Instance& instance, std::vector<Value>& keys) {
  Scratch scratch;
  for (const auto* column : instance.entity().primary_key)
    keys.emplace_back(column->bind(identity_object(instance), scratch));
}

std::size_t most_at_once(SessionCore& session, const MappedEntity& entity) {
  const Capabilities& can = session.engine().capabilities();
  return std::max<std::size_t>(std::min(can.key_chunk, can.max_parameters / entity.primary_key.size()), 1);
}

void throw_row_gone(std::string_view attempt, Instance& instance) {
  throw StaleDataError("cannot " + std::string(attempt) + " " + row_text(instance) +
                       ": its row is gone\n  it was deleted by somebody else, or by a statement the session did not see");
}

namespace {

void require_row(Instance& instance) {
  if (InstanceAccess::expired(instance)) throw_row_gone("refresh", instance);
}

}  // namespace

std::shared_ptr<const SelectState> select_by_primary_key(const MappedEntity& entity, std::vector<Value> keys) {
  auto select = std::make_shared<SelectState>();
  select->items.push_back({entity.self, {}, {}, nullptr});
  select->statement.from.entity = entity.self;
  const std::size_t width = entity.primary_key.size();
  if (keys.size() > width) {
    auto list = std::make_shared<sql::Node>();
    list->kind = sql::NodeKind::key_list;
    for (const auto* column : entity.primary_key) list->children.push_back(table_column(*column->column));
    list->values = std::move(keys);
    select->statement.where = std::move(list);
    return select;
  }
  for (std::size_t index = 0; index < width; ++index) {
    const TableColumn& column = *entity.primary_key[index]->column;
    auto equal = binary(sql::Op::equal, table_column(column), value_parameter(std::move(keys[index]), column.type));
    select->statement.where = both(select->statement.where, equal);
  }
  return select;
}

void read_by_key(SessionCore& session, const MappedEntity& entity, std::span<const Value> keys) {
  const std::size_t most = most_at_once(session, entity) * entity.primary_key.size();
  for (; !keys.empty(); keys = keys.subspan(std::min(most, keys.size()))) {
    const auto now = keys.first(std::min(most, keys.size()));
    read_rows(session, entity, {now.begin(), now.end()}, empty_node());
  }
}

void read_column(SessionCore& session, std::span<Instance* const> instances, const MappedColumn& column) {
  Instance& first = *instances.front();
  std::vector<Value> keys;
  for (auto* instance : instances) append_key_values(*instance, keys);
  auto select = std::make_shared<SelectState>(*select_by_primary_key(first.entity(), std::move(keys)));
  select->items = {{nullptr, {}, table_column(*column.column), column.ops}};
  if (instances.size() > 1)
    for (const auto* part : first.entity().primary_key)
      select->items.push_back({nullptr, {}, table_column(*part->column), part->ops});
  select->statement.columns.clear();
  for (const auto& item : select->items) select->statement.columns.push_back(item.node);
  SelectRun run(session, std::move(select), empty_node(), RelationshipPath(first.entity()));
  ReadColumn sink(session, instances, column);
  run.execute(sink);
  if (!sink.found_first) throw_row_gone("refresh", first);
}

void refresh_now(SessionCore& session, Instance& instance) {
  const MappedEntity& entity = instance.entity();
  LoadNodePtr node = node_of(instance);
  read_again(session, entity, expired_siblings(instance, most_at_once(session, entity)), std::move(node));
  require_row(instance);
}

void refresh_all(SessionCore& session, const std::vector<Instance*>& instances) {
  // One statement for each type and each way of loading; the first instance has the first word.
  std::vector<Instance*> left = instances;
  while (!left.empty()) {
    Instance& first = *left.front();
    const MappedEntity& entity = first.entity();
    const LoadNodePtr node = node_of(first);
    const std::size_t most = most_at_once(session, entity);
    std::vector<Instance*> now;
    std::vector<Instance*> later;
    for (auto* one : left) {
      if (!InstanceAccess::expired(*one)) continue;
      const bool together = &one->entity() == &entity && node_of(*one) == node && now.size() < most;
      (together ? now : later).push_back(one);
    }
    if (!now.empty()) read_again(session, entity, now, node);
    left = std::move(later);
  }
  require_row(*instances.front());
}

void refresh_expired(const Instance& constant) {
  auto& instance = const_cast<Instance&>(constant);
  SessionCore* session = session_of(instance);
  if (!session)
    throw DetachedError("\"" + instance.entity().name +
                        "\" is expired, and its session ended or let it go\n"
                        "  read it before the session ends, or turn expire_on_commit off");
  refresh_now(*session, instance);
}

}  // namespace weft::detail
