// SPDX-License-Identifier: MIT
//
// Says that every UPDATE and DELETE matched at least one row.
#include <algorithm>

#include "broken_dialect.hpp"

namespace weft::conformance::broken {
namespace {

class CountingConnection final : public Wrapped {
 public:
  using Wrapped::Wrapped;
  ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) override {
    ExecuteResult result = Wrapped::execute(statement, parameters);
    result.rows = std::max<std::int64_t>(result.rows, 1);
    return result;
  }
  void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                     std::span<std::int64_t> insert_ids) override {
    Wrapped::execute_batch(statement, rows, row_counts, insert_ids);
    for (auto& count : row_counts) count = std::max<std::int64_t>(count, 1);
  }
};

class WrongCounts final : public BrokenDialect<CountingConnection> {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "wrong_counts"; }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::WrongCounts;
WEFT_DIALECT_PLUGIN(WrongCounts, {.name = "wrong_counts",
                                  .version = "1.0.0",
                                  .summary = "wrong: a statement that matched nothing counts a row",
                                  .schemes = "wrong-counts"})
