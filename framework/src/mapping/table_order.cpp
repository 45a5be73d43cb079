// SPDX-License-Identifier: MIT
#include "table_order.hpp"

#include <algorithm>

#include "configurator.hpp"
#include "weft/mapping/table.hpp"

namespace weft::detail {
namespace {

std::vector<const TableColumn*> columns_in(TableDefinition& table, const std::vector<const TableColumn*>& columns) {
  std::vector<const TableColumn*> found;
  for (const TableColumn* column : columns)
    found.push_back(table.find(column->name));
  return found;
}

bool same_names(const std::vector<const TableColumn*>& left, const std::vector<const TableColumn*>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const TableColumn* a, const TableColumn* b) { return a->name == b->name; });
}

bool has_key(const TableDefinition& table, const ForeignKey& key) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& own) {
    return same_names(own.columns, key.columns) && same_names(own.targets, key.targets) &&
           same_table(*own.targets[0]->table, *key.targets[0]->table);
  });
}

bool has_index(const TableDefinition& table, const TableIndex& index) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const TableIndex& own) {
    return own.name == index.name && own.unique == index.unique && same_names(own.columns, index.columns);
  });
}

/// Adds to a table what another entity says of it.
void merge(TableDefinition& table, const TableDefinition& other) {
  for (const TableColumn& column : other.columns) {
    if (table.find(column.name))
      continue;
    TableColumn& added = table.columns.emplace_back(column);
    added.table = &table;
    added.index = static_cast<std::uint32_t>(table.columns.size() - 1);
  }
  if (table.primary_key.empty())
    table.primary_key = columns_in(table, other.primary_key);
  for (const ForeignKey& key : other.foreign_keys) {
    if (!has_key(table, key))
      table.foreign_keys.push_back({columns_in(table, key.columns), key.targets, key.on_delete, key.on_update});
  }
  for (const TableIndex& index : other.indexes) {
    if (!has_index(table, index))
      table.indexes.push_back({index.name, columns_in(table, index.columns), index.unique});
  }
  for (const std::string& check : other.checks) {
    if (std::find(table.checks.begin(), table.checks.end(), check) == table.checks.end())
      table.checks.push_back(check);
  }
}

} // namespace

TableOrder::TableOrder(const std::vector<sql::EntityFunction>& entities) {
  for (const sql::EntityFunction entity : entities)
    reach(entity().configured());
  for (std::size_t i = 0; i < reached_.size(); ++i) {
    const MappedEntity& entity = *reached_[i];
    add(entity.table);
    for (const MappedColumn& column : entity.columns) {
      if (column.references)
        reach(column.references.entity().configured());
    }
    for (const MappedEntity::ForeignKeyDraft& draft : entity.foreign_key_drafts)
      reach(draft.targets.front().entity().configured());
    for (const MappedRelationship& relationship : entity.relationships) {
      reach(*relationship.target);
      if (!relationship.secondary)
        continue;
      for (const sql::EntityFunction function : relationship.secondary_table->referenced())
        reach(function().configured());
      add(*relationship.secondary);
    }
  }
  for (Place& place : places_)
    visit(place);
}

void TableOrder::reach(const MappedEntity& entity) {
  if (std::find(reached_.begin(), reached_.end(), &entity) != reached_.end())
    return;
  // The base first: tables that several entities share begin with what the root says of them.
  if (entity.base)
    reach(entity.base->configured());
  reached_.push_back(&entity);
  for (const MappedEntity* kind : known_kinds_of(entity))
    reach(kind->configured());
}

TableOrder::Place* TableOrder::find(const TableDefinition& table) noexcept {
  const auto found =
      std::find_if(places_.begin(), places_.end(), [&](const Place& place) { return same_table(*place.table, table); });
  return found == places_.end() ? nullptr : &*found;
}

void TableOrder::add(const TableDefinition& table) {
  Place* place = find(table);
  if (!place) {
    places_.push_back({&table, Visit::unseen});
    return;
  }
  if (place->table == &table)
    return;
  const auto own = std::find_if(merged_.begin(), merged_.end(),
                                [&](const TableDefinition& merged) { return &merged == place->table; });
  if (own != merged_.end()) {
    merge(*own, table);
    return;
  }
  TableDefinition& both = merged_.emplace_back();
  both.name = table.name;
  both.schema = table.schema;
  merge(both, *place->table);
  merge(both, table);
  place->table = &both;
}

void TableOrder::visit(Place& place) {
  if (place.visit != Visit::unseen)
    return;
  place.visit = Visit::open;
  OrderedTable ordered{place.table, {}};
  for (const ForeignKey& key : place.table->foreign_keys) {
    Place* target = find(*key.targets[0]->table);
    if (!target || target == &place)
      continue;
    visit(*target);
    if (target->visit == Visit::open)
      ordered.later.push_back(&key);
  }
  place.visit = Visit::closed;
  tables_.push_back(std::move(ordered));
}

} // namespace weft::detail
