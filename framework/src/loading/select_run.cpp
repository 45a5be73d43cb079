// SPDX-License-Identifier: MIT
#include "loading/select_run.hpp"

#include <tsl/robin_set.h>

#include <algorithm>

#include "loading/context_state.hpp"
#include "loading/owner_rows.hpp"
#include "loading/related_statement.hpp"
#include "session/held_rows.hpp"
#include "session/kind_reading.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {

/// Recognises rows that consist of the same entities and values as one before.
class RowFilter {
 public:
  bool seen_before(const RowView& row) {
    if (row.plan->items.size() == 1 && !row.plan->items.front().ops) {
      Instance* instance = row.entity(0);
      if (instance == last_ && last_) return true;
      last_ = instance;
      return !instances_.insert(instance).second;
    }
    std::string key;
    for (std::size_t item = 0; item < row.plan->items.size(); ++item) {
      if (row.plan->items[item].ops) {
        append_key(row.cell(item), key);
      } else {
        Instance* instance = row.entity(item);
        key.append(reinterpret_cast<const char*>(&instance), sizeof instance);
      }
    }
    return !rows_.insert(std::move(key)).second;
  }

 private:
  Instance* last_ = nullptr;
  tsl::robin_set<Instance*> instances_{};
  tsl::robin_set<std::string> rows_{};
};

namespace {

/// Cells fetched at once, for drivers that can give several rows together.
constexpr std::size_t cells_at_once = 1024;

/// The items of one collection may lie in several portions, and its owner is given to the program with the first.
void refuse_collections(const QueryPlan& plan) {
  if (!plan.joined_collections) return;
  for (const auto& entity : plan.entities)
    for (const auto& joined : entity.joined)
      if (several_rows(*joined.relationship))
        throw UsageError("cannot read in portions: \"" + entity.path.then(*joined.relationship).display() +
                         "\" is filled from rows of the same statement, which may lie in several of them\n"
                         "  load it for each portion:  .options(weft::selectinload<&" + joined.relationship->display() +
                         ">())" +
                         (joined.relationship->to_one() ? ", or map its foreign key as unique()" : ""));
}

/// How a path goes through entities that have the relationship loaded already, whose other side may lack what comes next.
enum class Through : std::uint8_t {
  none,     ///< nothing comes next
  once,     ///< what is related is read again, and options go on below it
  onwards,  ///< the same relationship comes again, without an end: to the first that lack it
};

Through through_loaded(const EntityPlan::After& after) {
  if (!after.below || after.below->steps.empty()) return Through::none;
  const NodeStep* again = after.below->find(*after.relationship);
  return again && again->recursion_depth < 0 ? Through::onwards : Through::once;
}

/// Of what was read at a place, those that have the relationship, which may be one of a derived entity, and lack what it
/// leads to.
void add_owners(std::span<Instance* const> members, const EntityPlan& plan, const EntityPlan::After& after,
                std::vector<Instance*>& owners) {
  const MappedRelationship& relationship = *after.relationship;
  const bool all = plan.entity->is(*relationship.owner);
  const Through through = through_loaded(after);
  std::vector<Instance*> waiting;
  for (auto* member : members) {
    if (!all && !member->entity().is(*relationship.owner)) continue;
    const bool lacks = relation_of(*member, relationship).load_state() == LoadState::unloaded;
    if (lacks || through == Through::once)
      owners.push_back(member);
    else if (through == Through::onwards)
      waiting.push_back(member);
  }
  tsl::robin_set<Instance*> seen(waiting.begin(), waiting.end());
  while (!waiting.empty()) {
    Instance& one = *waiting.back();
    waiting.pop_back();
    if (relation_of(one, relationship).load_state() == LoadState::unloaded) {
      owners.push_back(&one);
      continue;
    }
    std::vector<Instance*> related;
    for_each_related(one, relationship, related);
    for (auto* next : related)
      if (next->state() == State::persistent && next->entity().is(*relationship.owner) && seen.insert(next).second)
        waiting.push_back(next);
  }
}

/// Reads what the relationship of a derived entity starts from, where rows did not hold it.
void read_owners(SessionCore& session, const EntityPlan& plan, const MappedRelationship& relationship,
                 std::span<Instance* const> owners) {
  if (plan.entity->is(*relationship.owner)) return;
  const auto local = local_columns(relationship);
  std::vector<Wanted> wanted;
  for (auto* owner : owners)
    if (std::any_of(local.begin(), local.end(), [&](const auto* column) { return column->index >= columns_read(*owner); }))
      wanted.push_back({owner, relationship.owner});
  read_wanted(session, std::move(wanted));
}

}  // namespace

SelectRun::SelectRun(SessionCore& session, std::shared_ptr<const SelectState> select, LoadNodePtr node,
                     RelationshipPath path)
    : session_(session),
      record_(std::make_shared<StatementRecord>(
          StatementRecord{std::move(select), std::move(node), std::move(path), nullptr, session.next_query()})) {}

SelectRun::SelectRun(SelectRun&&) noexcept = default;
SelectRun::~SelectRun() = default;

void SelectRun::send(std::size_t portion) {
  Lease& connection = session_.connection();
  EngineCore& engine = session_.engine();
  sql::Shape shape;
  record_->plan = plan_of(engine, *record_->select, record_->node, record_->path, shape);
  const QueryPlan& plan = *record_->plan;
  if (portion != 0) refuse_collections(plan);

  parameters_.reserve(plan.slots.size());
  collect_parameters(engine.compiler(), plan.slots, shape, made_, parameters_);
  if (plan.joined_collections) filter_ = std::make_unique<RowFilter>();
  const std::size_t width = plan.columns.size();
  cells_.resize(std::max<std::size_t>(cells_at_once / width, 1) * width);
  Statement statement = plan.statement();
  statement.portion = portion;
  cursor_ = connection.query(statement, parameters_, plan.columns);
}

void SelectRun::take(std::size_t rows, RowSink& sink) {
  const QueryPlan& plan = *record_->plan;
  const std::size_t width = plan.columns.size();
  for (std::size_t index = 0; index < rows; ++index) {
    RowView row{&plan, std::span<const Cell>(cells_).subspan(index * width, width), hydrator_.get()};
    hydrator_->row(row.cells);
    if (!filter_ || !filter_->seen_before(row)) sink.row(row);
  }
}

void SelectRun::execute(RowSink& sink) {
  send(0);
  begin_rows();
  while (std::size_t rows = cursor_->fetch(cells_)) take(rows, sink);
  close();
  hydrator_->finish();
}

void SelectRun::open(std::size_t rows) {
  record_->in_portions = true;
  portion_ = rows;
  send(rows);
  if (!session_.engine().capabilities().statement_while_streaming)
    cursor_ = std::make_unique<HeldRows>(std::move(cursor_));
}

std::size_t SelectRun::read_portion(RowSink& sink) {
  begin_rows();
  const std::size_t width = record_->plan->columns.size();
  std::size_t read = 0;
  while (read < portion_) {
    const std::size_t room = std::min(cells_.size() / width, portion_ - read);
    const std::size_t rows = cursor_->fetch(std::span<Cell>(cells_).first(room * width));
    if (rows == 0) break;
    take(rows, sink);
    read += rows;
  }
  if (read < portion_) close();
  hydrator_->finish();
  return read;
}

void SelectRun::close() noexcept {
  cursor_.reset();
  filter_.reset();
}

void SelectRun::read_kinds(SessionCore& session, std::span<SelectRun> runs) {
  const QueryPlan& plan = *runs.front().record_->plan;
  std::vector<Wanted> wanted;
  for (std::uint32_t position = 0; position < plan.entities.size(); ++position) {
    for (const auto& kind : plan.entities[position].kinds) {
      if (!kind.after) continue;
      for (const auto& run : runs)
        for (auto* member : run.hydrator_->members(position))
          if (&member->entity() == kind.entity) wanted.push_back({member, kind.after});
    }
  }
  read_wanted(session, std::move(wanted));
}

void SelectRun::after_load(SessionCore& session, std::span<SelectRun> runs) {
  if (runs.empty()) return;
  try {
    load_after(session, runs);
  } catch (const StatementError&) {
    throw;
  } catch (...) {
    for (const auto& run : runs) run.forget_options();
    throw;
  }
}

/// What a strategy cannot do for the query it cannot do for whatever is read again in the same way.
void SelectRun::forget_options() const noexcept {
  for (std::uint32_t position = 0; position < record_->plan->entities.size(); ++position) leave(hydrator_->batch(position));
}

void SelectRun::load_after(SessionCore& session, std::span<SelectRun> runs) {
  read_kinds(session, runs);
  const QueryPlan& first = *runs.front().record_->plan;
  for (std::uint32_t position = 0; position < first.entities.size(); ++position) {
    for (const auto& after : first.entities[position].after) {
      std::vector<Instance*> owners;
      std::vector<const LoadBatch*> batches;
      for (const auto& run : runs) {
        const std::size_t before = owners.size();
        add_owners(run.hydrator_->members(position), first.entities[position], after, owners);
        if (owners.size() != before) batches.push_back(&run.hydrator_->batch(position));
      }
      if (owners.empty()) continue;
      read_owners(session, first.entities[position], *after.relationship, owners);
      call_after_load(session, first.entities[position], after, owners, std::move(batches), runs.front().populated_);
    }
  }
}

}  // namespace weft::detail
