// SPDX-License-Identifier: MIT
//
// Cuts moments to milliseconds, as drivers do that were written for an older server.
#include <vector>

#include "broken_dialect.hpp"

namespace weft::conformance::broken {
namespace {

/// "2026-11-23 10:15:00.000125" without its last three digits.
std::vector<Cell> cut(std::span<const Cell> cells) {
  constexpr std::size_t with_microseconds = 26;
  std::vector<Cell> shorter(cells.begin(), cells.end());
  for (Cell& cell : shorter)
    if (cell.kind == CellKind::text && cell.size == with_microseconds && cell.view()[10] == ' ' && cell.view()[19] == '.')
      cell = Cell::text(cell.view().substr(0, with_microseconds - 3));
  return shorter;
}

class MillisecondConnection final : public Wrapped {
 public:
  using Wrapped::Wrapped;
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override {
    const auto shorter = cut(parameters);
    return Wrapped::execute(statement, shorter);
  }
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids) override {
    const auto shorter = cut(rows.cells);
    Wrapped::execute_batch(statement, {shorter, rows.columns, rows.rows}, row_counts, insert_ids);
  }
};

class LosesMicroseconds final : public BrokenDialect<MillisecondConnection> {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "loses_microseconds"; }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::LosesMicroseconds;
WEFT_DIALECT_PLUGIN(LosesMicroseconds, {.name = "loses_microseconds",
                                        .version = "1.0.0",
                                        .summary = "wrong: moments are cut to milliseconds",
                                        .schemes = "loses-microseconds"})
