// SPDX-License-Identifier: MIT
#include "weft/mapping/schema.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "session/engine_core.hpp"
#include "table_order.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/inspector.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// Sends all of them, together where the database can take back what it created.
void run(Lease& lease, const std::vector<std::string>& statements, const Capabilities& can) {
  if (can.transactional_ddl)
    lease.begin({});
  for (const std::string& sql : statements)
    lease.execute({sql, 0}, {});
  if (can.transactional_ddl)
    lease.commit();
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(const TableOrder& order, const std::string& name) {
  return std::any_of(order.tables().begin(), order.tables().end(),
                     [&](const OrderedTable& ordered) { return ordered.table->name == name; });
}

/// Says which other tables hold on to the ones that could not be dropped.
void note_referring_tables(Connection& connection, const TableOrder& order, Error& error) {
  const auto inspector = connection.inspector();
  for (const std::string& other : inspector->tables()) {
    if (contains(order, other))
      continue;
    for (const InspectedForeignKey& key : inspector->foreign_keys(other)) {
      if (contains(order, key.target_table))
        error.add_note("table \"" + other + "\" refers to \"" + key.target_table +
                       "\": drop it first, or name its entity in drop_all<...>() as well");
    }
  }
}

} // namespace

void create_tables(const Engine& engine, const std::vector<sql::EntityFunction>& entities) {
  const TableOrder order(entities);
  const std::shared_ptr<EngineCore> core = EngineCore::of(engine);
  const sql::Compiler& compiler = core->compiler();
  Lease lease = core->checkout();

  std::vector<std::string> statements;
  std::vector<std::string> keys;
  std::vector<std::string> existing;
  for (const auto& [table, later] : order.tables()) {
    const bool apart = !later.empty() && !compiler.capabilities().forward_references;
    const auto left_out = apart ? std::span(later) : std::span<const ForeignKey* const>();
    for (std::string& sql : compiler.create_table(*table, left_out))
      statements.push_back(std::move(sql));
    if (!apart)
      continue;
    // A table that is there already has its foreign keys, and would get them a second time.
    if (existing.empty())
      existing = lease.connection().inspector()->tables();
    if (contains(existing, table->name))
      continue;
    for (const ForeignKey* key : later)
      keys.push_back(compiler.add_foreign_key(*table, *key));
  }
  statements.insert(statements.end(), std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
  run(lease, statements, compiler.capabilities());
}

void drop_tables(const Engine& engine, const std::vector<sql::EntityFunction>& entities) {
  const TableOrder order(entities);
  const std::shared_ptr<EngineCore> core = EngineCore::of(engine);
  const sql::Compiler& compiler = core->compiler();

  Lease lease = core->checkout();

  // In a circle no table can go first: its foreign keys do.
  std::vector<std::string> statements;
  std::vector<std::string> existing;
  for (const auto& [table, later] : order.tables()) {
    if (later.empty())
      continue;
    if (existing.empty())
      existing = lease.connection().inspector()->tables();
    if (!contains(existing, table->name))
      continue;
    for (const ForeignKey* key : later)
      if (std::string sql = compiler.drop_foreign_key(*table, *key); !contains(statements, sql))
        statements.push_back(std::move(sql));
  }
  for (auto ordered = order.tables().rbegin(); ordered != order.tables().rend(); ++ordered)
    statements.push_back(compiler.drop_table(*ordered->table));
  try {
    run(lease, statements, compiler.capabilities());
  } catch (Error& error) {
    if (lease.in_transaction())
      lease.rollback();
    if (lease.connection().usable())
      note_referring_tables(lease.connection(), order, error);
    throw;
  }
}

} // namespace weft::detail
