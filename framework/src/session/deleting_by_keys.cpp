// SPDX-License-Identifier: MIT
#include "session/deleting_by_keys.hpp"

#include <algorithm>

#include "loading/key_list_size.hpp"
#include "session/refreshing.hpp"
#include "session/statement_runner.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

sql::DeleteStatement delete_statement(const MappedTable& table, std::span<const TableColumn* const> key,
                                      std::vector<Value> values) {
  auto list = std::make_shared<sql::Node>();
  list->kind = sql::NodeKind::key_list;
  for (const auto* column : key) list->children.push_back(table_column(*column));
  list->values = std::move(values);
  sql::DeleteStatement remove;
  remove.target.table = table.table;
  remove.where = std::move(list);
  return remove;
}

}  // namespace

bool rows_stand_alone(const TableDefinition& table) noexcept {
  return std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                      [&](const ForeignKey& key) { return key.targets.front()->table == &table; });
}

std::int64_t delete_by_keys(SessionCore& session, const MappedEntity& entity, std::size_t part,
                            std::span<Instance* const> doomed) {
  const MappedTable& table = entity.tables[part];
  const std::size_t width = entity.primary_key.size();
  const std::size_t most = most_at_once(session, entity);
  std::int64_t deleted = 0;
  while (!doomed.empty()) {
    const auto now = doomed.first(std::min(most, doomed.size()));
    doomed = doomed.subspan(now.size());
    const std::size_t size = key_list_size(now.size(), most);
    std::vector<Value> keys;
    keys.reserve(size * width);
    for (std::size_t index = 0; index < size; ++index) append_key_values(*now[std::min(index, now.size() - 1)], keys);
    deleted += run_own_delete(session, delete_statement(table, table.key, std::move(keys)));
  }
  return deleted;
}

}  // namespace weft::detail
