// SPDX-License-Identifier: MIT
//
// Claims RETURNING, and gives the rows back in another order than they were given.
#include <algorithm>
#include <vector>

#include "broken_dialect.hpp"

namespace weft::conformance::broken {
namespace {

/// The rows of another cursor, the last one first.
class Reversed final : public Cursor {
 public:
  explicit Reversed(std::unique_ptr<Cursor> inner) : inner_(std::move(inner)) {}
  std::size_t fetch(std::span<Cell> cells) override {
    read_all();
    if (next_ == rows_.size()) return 0;
    const auto& row = rows_[next_++];
    std::transform(row.begin(), row.end(), cells.begin(), [](const Value& value) { return value.cell(); });
    return 1;
  }
  [[nodiscard]] std::size_t columns() const noexcept override { return inner_->columns(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return inner_->column_name(index); }

 private:
  void read_all() {
    if (read_) return;
    read_ = true;
    std::vector<Cell> row(inner_->columns());
    while (inner_->fetch(row) != 0) {
      rows_.emplace_back();
      for (const auto& cell : row) rows_.back().emplace_back(cell);
    }
    std::reverse(rows_.begin(), rows_.end());
  }

  std::unique_ptr<Cursor> inner_;
  std::vector<std::vector<Value>> rows_{};
  std::size_t next_ = 0;
  bool read_ = false;
};

class ReturningConnection final : public Wrapped {
 public:
  using Wrapped::Wrapped;
  std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                std::span<const ColumnShape> shape) override {
    auto cursor = Wrapped::query(statement, parameters, shape);
    if (!statement.sql.starts_with("INSERT")) return cursor;
    return std::make_unique<Reversed>(std::move(cursor));
  }
};

class WrongReturning final : public BrokenDialect<ReturningConnection> {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "wrong_returning"; }
};

}  // namespace
}  // namespace weft::conformance::broken

using weft::conformance::broken::WrongReturning;
WEFT_DIALECT_PLUGIN(WrongReturning, {.name = "wrong_returning",
                                     .version = "1.0.0",
                                     .summary = "wrong: RETURNING gives the rows in another order",
                                     .schemes = "wrong-returning"})
