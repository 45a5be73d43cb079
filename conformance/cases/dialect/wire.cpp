// SPDX-License-Identifier: MIT
#include "cases/dialect/wire.hpp"

namespace weft::conformance {

std::vector<Cell> cells_of(const std::vector<Value>& values) {
  std::vector<Cell> cells;
  for (const auto& value : values) cells.push_back(value.cell());
  return cells;
}

std::string text_of(const Cell& cell) {
  switch (cell.kind) {
    case CellKind::null: return "NULL";
    case CellKind::integer: return std::to_string(cell.integer);
    case CellKind::real: return std::to_string(cell.real);
    case CellKind::text:
    case CellKind::blob: break;
  }
  return std::string(cell.view());
}

Wire::Wire(Trial& trial) : connection_(trial.connect()), compiler_(trial.compiler()) {
  try {
    execute("DROP TABLE conf_wire");
  } catch (const StatementError&) {  // it is not there, as a rule
  }
  execute("CREATE TABLE conf_wire (n BIGINT PRIMARY KEY NOT NULL, note VARCHAR(60))");
}

Wire::~Wire() {
  try {
    connection_->rollback();
    execute("DROP TABLE conf_wire");
  } catch (const Error&) {  // the connection may be what the case broke
  }
}

std::string Wire::translated(std::string_view sql, const std::vector<Value>& parameters) const {
  auto statement = text(sql);
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    const std::string name = std::string(1, static_cast<char>('a' + index));
    const Cell cell = parameters[index].cell();
    switch (cell.kind) {
      case CellKind::null: statement = statement.bind(name, std::nullopt); break;
      case CellKind::integer: statement = statement.bind(name, cell.integer); break;
      case CellKind::real: statement = statement.bind(name, cell.real); break;
      case CellKind::text:
      case CellKind::blob: statement = statement.bind(name, std::string(cell.view())); break;
    }
  }
  return compiler_->raw(statement.statement()).text;
}

ExecuteResult Wire::execute(std::string_view sql, const std::vector<Value>& parameters, std::uint64_t id) {
  const std::string sent = translated(sql, parameters);
  return connection_->execute({sent, id}, cells_of(parameters));
}

std::vector<std::vector<std::string>> Wire::rows(std::string_view sql, const std::vector<Value>& parameters) {
  const std::string sent = translated(sql, parameters);
  const auto cells = cells_of(parameters);
  const auto cursor = connection_->query({sent, 0}, cells, {});
  std::vector<Cell> row(cursor->columns());
  std::vector<std::vector<std::string>> all;
  while (cursor->fetch(row) != 0) {
    all.emplace_back();
    for (const auto& cell : row) all.back().push_back(text_of(cell));
  }
  return all;
}

std::string Wire::value(std::string_view sql, const std::vector<Value>& parameters) {
  const auto all = rows(sql, parameters);
  return all.size() == 1 && all.front().size() == 1 ? all.front().front()
                                                    : std::to_string(all.size()) + " rows instead of one value";
}

void Wire::fill(std::int64_t count) {
  for (std::int64_t n = 1; n <= count; ++n) execute("INSERT INTO conf_wire (n) VALUES (:a)", {integer(n)});
}

}  // namespace weft::conformance
