// SPDX-License-Identifier: MIT
#include "session/counted_batch.hpp"

#include "session/row_text.hpp"
#include "weft/error.hpp"

namespace weft::detail {

std::vector<std::size_t> run_counted(SessionCore& session, const Statement& statement, const ParameterRows& rows,
                                     bool each) {
  const Capabilities& can = session.engine().capabilities();
  Lease& connection = session.connection();
  std::vector<std::size_t> missed;
  if (!can.batch_row_counts && can.row_counts && (each || rows.rows == 1)) {
    for (std::size_t index = 0; index < rows.rows; ++index)
      if (connection.execute(statement, rows.row(index)).rows == 0) missed.push_back(index);
    return missed;
  }
  std::vector<std::int64_t> matched(can.batch_row_counts ? rows.rows : 0);
  connection.execute_batch(statement, rows, matched, {});
  for (std::size_t index = 0; index < matched.size(); ++index)
    if (matched[index] == 0) missed.push_back(index);
  return missed;
}

void require_counts(EngineCore& engine, std::string_view verb, Instance& row) {
  const Capabilities& can = engine.capabilities();
  if (can.row_counts || can.batch_row_counts) return;
  const MappedEntity& entity = row.entity();
  throw UsageError("cannot " + std::string(verb) + ' ' + row_text(row) + ": its version cannot be checked, because the dialect \"" +
                   std::string(engine.dialect().name()) + "\" does not count the rows that a statement matches\n  map \"" +
                   entity.name + "::" + entity.version->member + "\" without a version, or use a database that counts");
}

}  // namespace weft::detail
