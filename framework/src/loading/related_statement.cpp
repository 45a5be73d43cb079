// SPDX-License-Identifier: MIT
#include "loading/related_statement.hpp"

#include <algorithm>

#include "loading/key_list_size.hpp"
#include "loading/load_batch.hpp"
#include "query/join_places.hpp"
#include "session/warn.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

constexpr std::string_view owners_alias = "weft_owners";
constexpr std::string_view page_alias = "weft_owner_rows";
constexpr std::string_view joined_owner = "weft_owner";

/// A column by which rows tell whose they are, as the statement names it.
struct KeyColumn {
  const TableColumn* column = nullptr;
  std::string alias{};
  const TypeOps* ops = nullptr;
  [[nodiscard]] sql::NodePtr node() const { return table_column(*column, alias); }
};

/// The columns on the far side that hold the owner's key, or that key itself where the owner is joined.
std::vector<KeyColumn> key_columns(const MappedRelationship& relationship) {
  std::vector<KeyColumn> columns;
  if (relationship.owner_criteria) {
    const MappedEntity& owner = *relationship.owner;
    for (const auto* key : owner.primary_key)
      columns.push_back({key->column, owner.alias_in(*key->column->table, joined_owner), key->ops});
    return columns;
  }
  for (const auto& pair : relationship.pairs) columns.push_back({pair.remote->column, {}, pair.remote->ops});
  for (const auto& pair : relationship.owner_pairs) columns.push_back({pair.association, {}, pair.mapped->ops});
  return columns;
}

sql::Join association_join(const MappedRelationship& relationship) {
  sql::Join join;
  join.source.table = relationship.secondary;
  for (const auto& pair : relationship.target_pairs)
    join.on = both(join.on, binary(sql::Op::equal, table_column(*pair.association), table_column(*pair.mapped->column)));
  return join;
}

/// The owner, for conditions that take more of it than a key.
sql::Join owner_join(const MappedRelationship& relationship, const JoinPlaces& places) {
  sql::Join join;
  join.source.entity = relationship.owner->self;
  join.source.alias = joined_owner;
  for (const auto& pair : relationship.pairs)
    join.on = both(join.on, binary(sql::Op::equal, places.owner(*pair.local), places.related(*pair.remote)));
  for (const auto& pair : relationship.owner_pairs)
    join.on = both(join.on, binary(sql::Op::equal, places.owner(*pair.mapped), table_column(*pair.association)));
  join.on = both(join.on, placed(relationship.owner_criteria, places));
  return join;
}

/// SELECT related [, owner key] FROM related [JOIN association] [JOIN owner] [WHERE condition] ORDER BY ..., for no
/// owner yet.
std::shared_ptr<SelectState> start(const MappedRelationship& relationship, const RelatedFilter& filter) {
  auto select = std::make_shared<SelectState>();
  const MappedEntity& target = filter.of_type ? *filter.of_type : *relationship.target;
  select->items.push_back({target.self, {}, {}, nullptr});
  sql::SelectStatement& statement = select->statement;
  statement.from.entity = target.self;
  const JoinPlaces places{.owner = place_of(*relationship.owner, joined_owner), .related = place_of(target, {})};
  if (relationship.secondary) statement.joins.push_back(association_join(relationship));
  if (relationship.owner_criteria) statement.joins.push_back(owner_join(relationship, places));
  if (rows_name_owner(relationship))
    for (const auto& key : key_columns(relationship)) {
      select->items.push_back({nullptr, {}, key.node(), key.ops});
      statement.columns.push_back(select->items.back().node);
    }
  statement.where = both(placed(relationship.criteria, places), filter.condition);
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

}  // namespace

bool rows_name_owner(const MappedRelationship& relationship) noexcept {
  return relationship.secondary || relationship.owner_criteria;
}

std::vector<const MappedColumn*> local_columns(const MappedRelationship& relationship) {
  if (relationship.owner_criteria) return relationship.owner->primary_key;
  std::vector<const MappedColumn*> columns;
  for (const auto& pair : relationship.pairs) columns.push_back(pair.local);
  for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.mapped);
  return columns;
}

std::shared_ptr<const SelectState> select_by_keys(const MappedRelationship& relationship,
                                                  const RelatedFilter& filter,
                                                  std::span<const std::vector<Value>> keys, std::size_t most) {
  auto select = start(relationship, filter);
  const auto columns = key_columns(relationship);
  if (keys.size() == 1) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
      auto parameter = value_parameter(keys.front()[index], columns[index].column->type);
      select->statement.where =
          both(select->statement.where, binary(sql::Op::equal, columns[index].node(), parameter));
    }
    return select;
  }
  auto list = std::make_shared<sql::Node>();
  list->kind = sql::NodeKind::key_list;
  for (const auto& one : columns) list->children.push_back(one.node());
  const std::size_t size = key_list_size(keys.size(), most);
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
                                                                    const RelatedFilter& filter,
                                                                    std::span<const LoadBatch* const> batches) {
  const auto local = local_columns(relationship);
  const auto remote = key_columns(relationship);
  std::vector<std::shared_ptr<const SelectState>> selects;
  // Owners that several statements read (chunks of a level above) need one select for each.
  for (const auto* batch : batches) {
    const StatementRecord& record = *batch->record;
    auto planned = plan_statement(engine, *record.select, record.node, record.path);
    auto embedded = std::make_shared<sql::SelectStatement>(planned->statement);
    // Rows have to be counted as the owners' statement counts them; only then are equal keys merged.
    const bool counts_rows = embedded->limit || embedded->offset;
    if (counts_rows && embedded->distinct) name_columns(*embedded);
    else embedded->columns.clear();
    if (!counts_rows) embedded->order_by.clear();

    auto select = start(relationship, filter);
    sql::Join join;
    join.source.alias = owners_alias;
    for (std::size_t index = 0; index < local.size(); ++index) {
      const std::string name = "k" + std::to_string(index + 1);
      embedded->columns.push_back(label(planned->node_of(batch->position, *local[index]), name));
      join.on = both(join.on, binary(sql::Op::equal, remote[index].node(), named_column(name, owners_alias)));
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

void warn_strange(const MappedRelationship& relationship, std::size_t rows) {
  warn("rows for \"" + relationship.display() + "\" left out, as their key is that of no owner: " + std::to_string(rows) +
       "\n  the database takes texts for equal that differ in case or in blanks at the end: give the columns of the key a "
       "binary collation");
}

}  // namespace weft::detail
