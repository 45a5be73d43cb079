// SPDX-License-Identifier: MIT
#include "session/statement_runner.hpp"

#include <algorithm>

#include "loading/criteria.hpp"
#include "loading/missing_sources.hpp"
#include "query/enumerators.hpp"
#include "session/bulk_inserting.hpp"
#include "session/rows_in_one.hpp"
#include "session/take_rows.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// Compiles by shape, sends, and hands the returned rows on.
template <class StatementTree, class Compile>
std::int64_t run(SessionCore& session, const StatementTree& tree, char kind, const SelectedItems& items, void* rows,
                 RowFunction take, Compile compile) {
  session.autoflush();
  Lease& connection = session.connection();
  EngineCore& engine = session.engine();
  const sql::Compiler& compiler = engine.compiler();
  auto key_lists = compiler.capabilities().key_list == KeyListForm::array ? sql::KeyLists::as_array
                                                                          : sql::KeyLists::by_count;
  sql::Shape shape = sql::shape_of(tree, key_lists);
  shape.key += kind;
  auto plan = engine.plans().find(shape.key);
  if (!plan) {
    sql::CompiledSql compiled = compile(compiler);
    auto made = std::make_shared<QueryPlan>();
    made->slots = sql::slot_order(compiled, shape);
    made->sql = std::move(compiled.text);
    made->statement_id = engine.statement_id(made->sql);
    engine.plans().insert(shape.key, made);
    plan = std::move(made);
  }
  std::deque<Value> made;
  std::vector<Cell> parameters;
  collect_parameters(compiler, plan->slots, shape, made, parameters);
  session.note_statement();
  if (items.empty()) return connection.execute(plan->statement(), parameters).rows;

  std::vector<ColumnShape> columns;
  std::vector<const MappedColumn*> names;
  for (const auto& item : items) {
    names.push_back(naming_column(item.node.get(), *item.ops));
    columns.push_back(names.back() ? ColumnShape{CellKind::text, TypeKind::text, true}
                                   : ColumnShape{item.ops->cell, item.ops->sql_type.kind, true});
  }
  auto cursor = connection.query(plan->statement(), parameters, columns);
  if (cursor->columns() != items.size())
    throw UsageError("the statement returns " + std::to_string(cursor->columns()) + " columns, the program expects " +
                     std::to_string(items.size()) + "\n  name as many types in columns<...>()");
  std::vector<Cell> cells(items.size());
  std::vector<RowItem> row(items.size());
  std::int64_t count = 0;
  while (cursor->fetch(cells) != 0) {
    for (std::size_t index = 0; index < cells.size(); ++index)
      row[index].cell = names[index] ? number_of(*names[index], cells[index]) : cells[index];
    take(rows, row.data());
    ++count;
  }
  return count;
}

/// Rows of this entity were changed past the session: what it holds of them is read again.
void expire_entity(SessionCore& session, const sql::Source& source) {
  if (source.entity) session.expire_rows(source.entity());
}

}  // namespace

SelectRun prepared_run(SessionCore& session, const SelectBuilder& select, bool populate_existing) {
  const SelectState& state = select.state();
  const MappedEntity* root = nullptr;
  for (const auto& item : state.items)
    if (item.entity && !root) root = &item.entity().configured();
  static const MappedEntity none;
  const LoadNodePtr node = node_of(state.options, root ? *root : none, state.items);
  check_contained(state);
  SelectRun run(session, under_criteria(with_missing_sources({select.shared_statement(), &state}), *node), node,
                RelationshipPath(root ? *root : none));
  if (populate_existing) run.populate_existing(std::make_shared<Populated>());
  return run;
}

void run_select(SessionCore& session, const SelectBuilder& select, QueryOptions options, void* rows, RowFunction take) {
  session.autoflush();
  SelectRun run = prepared_run(session, select, options.populate_existing);
  TakeRows sink(rows, take);
  run.execute(sink);
  SelectRun::after_load(session, {&run, 1});
}

std::int64_t run_text(SessionCore& session, const sql::Node& text, const SelectedItems& items, void* rows,
                      RowFunction take) {
  return run(session, text, 't', items, rows, take,
             [&](const sql::Compiler& compiler) { return compiler.raw(text); });
}

namespace {

std::int64_t insert_at_once(SessionCore& session, const sql::InsertStatement& insert, const SelectedItems& items, void* rows,
                            RowFunction take) {
  return run(session, insert, 'i', items, rows, take,
             [&](const sql::Compiler& compiler) { return compiler.insert(insert); });
}

/// In as many statements as the rows take.
std::int64_t insert_in_parts(SessionCore& session, const sql::InsertStatement& insert, std::size_t most,
                             const SelectedItems& items, void* rows, RowFunction take) {
  sql::InsertStatement part = insert;
  std::int64_t count = 0;
  for (std::size_t begin = 0; begin < insert.rows.size(); begin += most) {
    const auto first = insert.rows.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto size = static_cast<std::ptrdiff_t>(std::min(most, insert.rows.size() - begin));
    part.rows.assign(first, first + size);
    count += insert_at_once(session, part, items, rows, take);
  }
  return count;
}

}  // namespace

std::int64_t run_insert(SessionCore& session, const sql::InsertStatement& insert, const SelectedItems& items,
                        void* rows, RowFunction take) {
  if (insert_in_bulk(session, insert)) return static_cast<std::int64_t>(insert.rows.size());
  const std::size_t most = rows_in_one(session.engine().capabilities(), insert.columns.size(), insert.rows.size());
  const auto count = insert.rows.size() > most && !insert.columns.empty()
                         ? insert_in_parts(session, insert, most, items, rows, take)
                         : insert_at_once(session, insert, items, rows, take);
  if (!insert.conflict_updates.empty()) expire_entity(session, insert.into);
  return count;
}

std::int64_t run_update(SessionCore& session, const sql::UpdateStatement& update, const SelectedItems& items,
                        void* rows, RowFunction take) {
  const auto count = run(session, update, 'u', items, rows, take,
                         [&](const sql::Compiler& compiler) { return compiler.update(update); });
  expire_entity(session, update.target);
  return count;
}

namespace {

std::int64_t run_delete_only(SessionCore& session, const sql::DeleteStatement& remove, const SelectedItems& items,
                             void* rows, RowFunction take) {
  return run(session, remove, 'd', items, rows, take,
             [&](const sql::Compiler& compiler) { return compiler.remove(remove); });
}

}  // namespace

std::int64_t run_own_delete(SessionCore& session, const sql::DeleteStatement& remove) {
  return run_delete_only(session, remove, {}, nullptr, nullptr);
}

std::int64_t run_delete(SessionCore& session, const sql::DeleteStatement& remove, const SelectedItems& items,
                        void* rows, RowFunction take) {
  const auto count = run_delete_only(session, remove, items, rows, take);
  expire_entity(session, remove.target);
  return count;
}

}  // namespace weft::detail
