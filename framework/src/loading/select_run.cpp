// SPDX-License-Identifier: MIT
#include "loading/select_run.hpp"

#include <tsl/robin_set.h>

#include <deque>

#include "loading/context_state.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

/// Cells fetched at once, for drivers that can give several rows together.
constexpr std::size_t cells_at_once = 1024;

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

}  // namespace

SelectRun::SelectRun(SessionCore& session, std::shared_ptr<const SelectState> select, LoadNodePtr node,
                     RelationshipPath path)
    : session_(session),
      record_(std::make_shared<StatementRecord>(
          StatementRecord{std::move(select), std::move(node), std::move(path), nullptr, session.next_query()})) {}

void SelectRun::execute(RowSink& sink) {
  Lease& connection = session_.connection();
  EngineCore& engine = session_.engine();
  sql::Shape shape;
  record_->plan = plan_of(engine, *record_->select, record_->node, record_->path, shape);
  const QueryPlan& plan = *record_->plan;

  std::deque<Value> made;
  std::vector<Cell> parameters;
  parameters.reserve(plan.slots.size());
  collect_parameters(engine.compiler(), plan.slots, shape, made, parameters);

  hydrator_ = std::make_unique<Hydrator>(session_, record_, populated_.get());
  RowFilter filter;
  const std::size_t width = plan.columns.size();
  std::vector<Cell> cells(std::max<std::size_t>(cells_at_once / width, 1) * width);
  auto cursor = connection.query(plan.statement(), parameters, plan.columns);
  while (std::size_t rows = cursor->fetch(cells)) {
    for (std::size_t index = 0; index < rows; ++index) {
      RowView row{&plan, std::span<const Cell>(cells).subspan(index * width, width), hydrator_.get()};
      hydrator_->row(row.cells);
      if (!plan.joined_collections || !filter.seen_before(row)) sink.row(row);
    }
  }
  cursor.reset();
  hydrator_->finish();
}

void SelectRun::after_load(SessionCore& session, std::span<SelectRun> runs) {
  if (runs.empty()) return;
  const QueryPlan& first = *runs.front().record_->plan;
  for (std::uint32_t position = 0; position < first.entities.size(); ++position) {
    for (const auto& after : first.entities[position].after) {
      std::vector<Instance*> owners;
      std::vector<const LoadBatch*> batches;
      for (const auto& run : runs) {
        const std::size_t before = owners.size();
        for (auto* owner : run.hydrator_->members(position))
          if (relation_of(*owner, *after.relationship).load_state() == LoadState::unloaded) owners.push_back(owner);
        if (owners.size() != before) batches.push_back(&run.hydrator_->batch(position));
      }
      if (owners.empty()) continue;
      call_after_load(session, first.entities[position], after, owners, std::move(batches), runs.front().populated_);
    }
  }
}

}  // namespace weft::detail
