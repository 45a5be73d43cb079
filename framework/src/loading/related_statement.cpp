// SPDX-License-Identifier: MIT
#include "loading/related_statement.hpp"

#include <algorithm>

#include "loading/load_batch.hpp"
#include "session/warn.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

constexpr std::string_view owners_alias = "weft_owners";
constexpr std::string_view page_alias = "weft_owner_rows";

/// The columns on the far side that hold the owner's key.
std::vector<const TableColumn*> remote_columns(const MappedRelationship& relationship) {
  std::vector<const TableColumn*> columns;
  for (const auto& pair : relationship.pairs) columns.push_back(pair.remote->column);
  for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.association);
  return columns;
}

/// SELECT related [, owner key] FROM related [JOIN association] [WHERE condition] ORDER BY ..., for no owner yet.
std::shared_ptr<SelectState> start(const MappedRelationship& relationship, const sql::NodePtr& condition) {
  auto select = std::make_shared<SelectState>();
  const MappedEntity& target = *relationship.target;
  select->items.push_back({relationship.target_function, {}, {}, nullptr});
  sql::SelectStatement& statement = select->statement;
  statement.from.entity = target.self;
  if (relationship.secondary) {
    sql::Join join;
    join.source.table = relationship.secondary;
    for (const auto& pair : relationship.target_pairs)
      join.on = both(join.on, binary(sql::Op::equal, table_column(*pair.association), table_column(*pair.mapped->column)));
    statement.joins.push_back(std::move(join));
    for (const auto& pair : relationship.owner_pairs) {
      auto node = table_column(*pair.association);
      select->items.push_back({nullptr, {}, node, pair.mapped->ops});
      statement.columns.push_back(std::move(node));
    }
  }
  statement.where = condition;
  statement.order_by = relationship.order_by;
  return select;
}

/// SELECT DISTINCT the keys FROM (a select that has to be left as it is).
std::shared_ptr<sql::SelectStatement> distinct_keys(std::shared_ptr<sql::SelectStatement> counted, std::size_t keys) {
  auto select = std::make_shared<sql::SelectStatement>();
  select->distinct = true;
  select->from.select = std::move(counted);
  select->from.alias = page_alias;
  for (std::size_t index = 1; index <= keys; ++index) {
    const std::string name = "k" + std::to_string(index);
    select->columns.push_back(label(named_column(name, page_alias), name));
  }
  return select;
}

/// What makes rows distinct stays selected, and what they are sorted by with it; each column under a name of its own.
void name_columns(sql::SelectStatement& select) {
  std::size_t number = 0;
  for (auto& column : select.columns)
    if (column->kind != sql::NodeKind::label) column = label(column, "c" + std::to_string(++number));
}

/// The smallest of a few sizes that holds `count` keys.
std::size_t list_size(std::size_t count, std::size_t most) {
  for (std::size_t size : {std::size_t{2}, std::size_t{5}, std::size_t{10}, std::size_t{20}, std::size_t{50},
                           std::size_t{100}, std::size_t{200}, std::size_t{500}, std::size_t{1000}})
    if (count <= size) return std::min(size, std::max(most, count));
  return count;
}

}  // namespace

std::vector<const MappedColumn*> local_columns(const MappedRelationship& relationship) {
  std::vector<const MappedColumn*> columns;
  for (const auto& pair : relationship.pairs) columns.push_back(pair.local);
  for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.mapped);
  return columns;
}

std::shared_ptr<const SelectState> select_by_keys(const MappedRelationship& relationship,
                                                  const sql::NodePtr& condition,
                                                  std::span<const std::vector<Value>> keys, std::size_t most) {
  auto select = start(relationship, condition);
  const auto columns = remote_columns(relationship);
  if (keys.size() == 1) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
      auto parameter = value_parameter(keys.front()[index], columns[index]->type);
      select->statement.where =
          both(select->statement.where, binary(sql::Op::equal, table_column(*columns[index]), parameter));
    }
    return select;
  }
  auto list = std::make_shared<sql::Node>();
  list->kind = sql::NodeKind::key_list;
  for (const auto* one : columns) list->children.push_back(table_column(*one));
  const std::size_t size = list_size(keys.size(), most);
  list->values.reserve(size * columns.size());
  for (std::size_t index = 0; index < size; ++index) {
    const auto& key = keys[std::min(index, keys.size() - 1)];
    list->values.insert(list->values.end(), key.begin(), key.end());
  }
  select->statement.where = both(select->statement.where, list);
  return select;
}

std::vector<std::shared_ptr<const SelectState>> select_by_statement(EngineCore& engine,
                                                                    const MappedRelationship& relationship,
                                                                    const sql::NodePtr& condition,
                                                                    std::span<Instance* const> owners) {
  // Owners that several statements read (chunks of a level above) need one select for each.
  std::vector<const LoadBatch*> batches;
  for (auto* owner : owners) {
    const LoadBatch* batch = InstanceAccess::batch(*owner);
    if (std::find(batches.begin(), batches.end(), batch) == batches.end()) batches.push_back(batch);
  }
  const auto local = local_columns(relationship);
  const auto remote = remote_columns(relationship);
  std::vector<std::shared_ptr<const SelectState>> selects;
  for (const auto* batch : batches) {
    const StatementRecord& record = *batch->record;
    auto planned = plan_statement(engine, *record.select, record.node, record.path);
    auto embedded = std::make_shared<sql::SelectStatement>(planned->statement);
    // Rows have to be counted as the owners' statement counts them; only then are equal keys merged.
    const bool counts_rows = embedded->limit || embedded->offset;
    if (counts_rows && embedded->distinct) name_columns(*embedded);
    else embedded->columns.clear();
    if (!counts_rows) embedded->order_by.clear();

    auto select = start(relationship, condition);
    sql::Join join;
    join.source.alias = owners_alias;
    for (std::size_t index = 0; index < local.size(); ++index) {
      const std::string name = "k" + std::to_string(index + 1);
      embedded->columns.push_back(label(planned->column_nodes[batch->position][local[index]->index], name));
      join.on = both(join.on, binary(sql::Op::equal, table_column(*remote[index]), named_column(name, owners_alias)));
    }
    if (counts_rows)
      embedded = distinct_keys(std::move(embedded), local.size());
    else
      embedded->distinct = true;
    join.source.select = std::move(embedded);
    select->statement.joins.push_back(std::move(join));
    selects.push_back(std::move(select));
  }
  return selects;
}

void warn_several(const MappedRelationship& relationship, std::size_t rows) {
  warn("several rows for \"" + relationship.display() + "\", which leads to one: took the first of " +
       std::to_string(rows));
}

}  // namespace weft::detail
