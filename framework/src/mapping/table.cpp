// SPDX-License-Identifier: MIT
#include "weft/mapping/table.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "configurator.hpp"
#include "message.hpp"
#include "registry.hpp"
#include "weft/error.hpp"

namespace weft {

struct Table::State {
  std::vector<Column> columns{};
  TableDefinition definition{};
  std::atomic<bool> resolved{false};
  std::string failure{};

  [[nodiscard]] std::string who() const { return "table \"" + definition.name + "\""; }
};

namespace {

/// Columns that refer to one entity, in order.
struct Reference {
  const MappedEntity* entity = nullptr;
  const ReferenceOptions* options = nullptr;
  std::vector<const TableColumn*> columns{};
  std::vector<const TableColumn*> targets{};
};

bool refers_to(const Reference& reference, const TableColumn& target) {
  return std::find(reference.targets.begin(), reference.targets.end(), &target) != reference.targets.end();
}

bool is_key(const Reference& reference) {
  return reference.targets.size() == reference.entity->primary_key.size() &&
         std::all_of(reference.targets.begin(), reference.targets.end(),
                     [](const TableColumn* target) { return target->primary_key; });
}

} // namespace

Table::Table(std::string_view name, const TableOptions& options, std::vector<Column> columns)
    : state_(std::make_unique<State>()) {
  TableDefinition& table = state_->definition;
  table.name = name;
  table.schema = options.schema;
  // Queries may name columns before the table is resolved, so they have their places now.
  for (const Column& column : columns) {
    TableColumn& added = table.columns.emplace_back(column.column_);
    added.table = &table;
    added.index = static_cast<std::uint32_t>(table.columns.size() - 1);
    added.nullable = !added.primary_key && column.nullable_.value_or(!column.references_);
    if (added.primary_key) {
      table.primary_key.push_back(&added);
    }
  }
  state_->columns = std::move(columns);
}

Table::~Table() = default;

const std::string& Table::name() const noexcept {
  return state_->definition.name;
}

TableColumnTerm Table::column(std::string_view name) const {
  const TableColumn* column = state_->definition.find(name);
  if (!column) {
    std::vector<const TableColumn*> all;
    for (const TableColumn& candidate : state_->definition.columns)
      all.push_back(&candidate);
    throw MappingError(detail::message(state_->who() + " has no column \"" + std::string(name) + '"',
                                       {{"columns", detail::names_of(all)}}, {}));
  }
  auto node = std::make_shared<sql::Node>();
  node->kind = sql::NodeKind::table_column;
  node->column = column;
  return TableColumnTerm(std::move(node));
}

std::vector<sql::EntityFunction> Table::referenced() const {
  std::vector<sql::EntityFunction> entities;
  for (const Column& column : state_->columns) {
    if (column.references_)
      entities.push_back(column.references_.entity);
  }
  return entities;
}

const TableDefinition& Table::definition() const {
  State& state = *state_;
  if (state.resolved.load(std::memory_order_acquire))
    return state.definition;
  const std::lock_guard lock(detail::mapping_mutex());
  if (state.resolved.load(std::memory_order_acquire))
    return state.definition;
  if (!state.failure.empty())
    throw MappingError(state.failure);
  try {
    std::vector<Reference> references;
    for (std::size_t i = 0; i < state.columns.size(); ++i) {
      const Column& column = state.columns[i];
      TableColumn& own = state.definition.columns[i];
      const std::string who = "column \"" + own.name + "\" of " + state.who();
      if (!column.references_) {
        if (column.typed_)
          continue;
        throw MappingError(
            detail::message(who + " has no type", {}, "references<...>(), or type(...) with one of weft::types"));
      }
      const MappedColumn& target = detail::resolve(column.references_, who);
      detail::prepare_table(const_cast<MappedEntity&>(*target.entity));
      if (!column.typed_)
        own.type = target.column->type;
      auto last = std::find_if(references.rbegin(), references.rend(),
                               [&](const Reference& reference) { return reference.entity == target.entity; });
      // A column that is there already begins the second foreign key to the same entity.
      if (last == references.rend() || refers_to(*last, *target.column)) {
        references.push_back({target.entity, &column.options_, {}, {}});
        last = references.rbegin();
      }
      last->columns.push_back(&own);
      last->targets.push_back(target.column);
    }
    const std::string who = "foreign key of table \"" + state.definition.name + '"';
    std::vector<ForeignKey> keys;
    const auto add = [&](const auto& columns, const auto& targets, const ReferenceOptions& options) {
      keys.push_back({columns, targets, detail::checked_action(who, "on_delete", options.on_delete),
                      detail::checked_action(who, "on_update", options.on_update)});
    };
    using TableColumns = std::vector<const TableColumn*>;
    for (const Reference& reference : references) {
      if (is_key(reference)) {
        add(reference.columns, reference.targets, *reference.options);
        continue;
      }
      for (std::size_t i = 0; i < reference.columns.size(); ++i)
        add(TableColumns{reference.columns[i]}, TableColumns{reference.targets[i]},
            state.columns[reference.columns[i]->index].options_);
    }
    state.definition.foreign_keys = std::move(keys);
  } catch (const MappingError& error) {
    state.failure = error.what();
    throw;
  }
  state.resolved.store(true, std::memory_order_release);
  return state.definition;
}

} // namespace weft
