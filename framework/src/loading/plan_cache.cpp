// SPDX-License-Identifier: MIT
//
// Plans by the shape of their statements.
#include "loading/load_batch.hpp"
#include "loading/query_plan.hpp"
#include "sql/parameter.hpp"

namespace weft::detail {
namespace {

void append_address(std::string& key, const void* address) {
  key.append(reinterpret_cast<const char*>(&address), sizeof address);
}

}  // namespace

std::shared_ptr<const QueryPlan> plan_of(EngineCore& engine, const SelectState& select, const LoadNodePtr& node,
                                         const RelationshipPath& path, sql::Shape& shape) {
  const sql::Compiler& compiler = engine.compiler();
  auto key_lists = compiler.capabilities().key_list == KeyListForm::array ? sql::KeyLists::as_array
                                                                          : sql::KeyLists::by_count;
  sql::take_shape(select.statement, shape, key_lists);
  std::string& key = shape.key;
  for (const auto& item : select.items) {
    append_address(key, item.entity ? static_cast<const void*>(&item.entity()) : item.ops);
    key += item.alias;
    key += '\0';
    if (!item.entity || select.options.empty()) continue;
    const LoadNodePtr own = node_of(select.options, item.entity().configured(), select.items);
    key += own->key;
    shape.parameters.insert(shape.parameters.end(), own->parameters.begin(), own->parameters.end());
  }
  key += node->key;
  shape.parameters.insert(shape.parameters.end(), node->parameters.begin(), node->parameters.end());
  for (const auto* step : path.steps()) append_address(key, step);

  if (auto known = engine.plans().find(key)) return known;
  auto planned = plan_statement(engine, select, node, path);
  sql::CompiledSql compiled = compiler.select(planned->statement);
  auto plan = std::make_shared<QueryPlan>(std::move(planned->plan));
  plan->slots = sql::slot_order(compiled, shape);
  plan->sql = std::move(compiled.text);
  plan->statement_id = engine.statement_id(plan->sql);
  engine.plans().insert(key, plan);
  return plan;
}

void collect_parameters(const sql::Compiler& compiler, const std::vector<sql::SlotPlace>& slots,
                        const sql::Shape& shape, std::deque<Value>& made, std::vector<Cell>& cells) {
  for (const auto& slot : slots) {
    if (slot.constant) {
      cells.push_back(slot.constant->value.cell());
      continue;
    }
    const sql::Node& node = *shape.parameters[slot.parameter];
    if (node.kind == sql::NodeKind::parameter)
      cells.push_back(sql::parameter_cell(node));
    else if (slot.element >= 0)
      cells.push_back(node.values[static_cast<std::size_t>(slot.element)].cell());
    else
      cells.push_back(made.emplace_back(compiler.array_parameter(node.values, node.children.size())).cell());
  }
}

const EntityPlan* plan_behind(const Instance& instance) noexcept {
  const LoadBatch* batch = InstanceAccess::batch(const_cast<Instance&>(instance));
  return batch && batch->record ? &batch->record->plan->entities[batch->position] : nullptr;
}

}  // namespace weft::detail
