// SPDX-License-Identifier: MIT
//
// A cursor that reports its query when all rows were read, when it is destroyed before that, or when it
// fails.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/connection.hpp"
#include "weft/value.hpp"

namespace weft::detail {

class EngineCore;

class ObservedCursor final : public Cursor {
 public:
  /// Copies text and parameters, which need not live as long as rows are read. Starts no query yet.
  ObservedCursor(std::shared_ptr<EngineCore> engine, std::string_view sql, std::span<const Cell> parameters);
  ~ObservedCursor() override;

  /// Starts the query: `run` returns the cursor of the driver.
  template <class Run>
  void start(Run run) {
    measured([&] { cursor_ = run(); });
  }

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return cursor_->columns(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return cursor_->column_name(index); }

 private:
  template <class Run>
  void measured(Run run) {
    const auto started = std::chrono::steady_clock::now();
    try {
      run();
    } catch (...) {
      duration_ += std::chrono::steady_clock::now() - started;
      fail();
    }
    duration_ += std::chrono::steady_clock::now() - started;
  }
  [[noreturn]] void fail();
  void report(bool failed) noexcept;

  std::shared_ptr<EngineCore> engine_;
  std::unique_ptr<Cursor> cursor_{};
  std::string sql_;
  std::vector<Value> values_{};
  std::vector<Cell> cells_{};
  std::chrono::nanoseconds duration_{};
  std::int64_t rows_ = 0;
  bool reported_ = false;
};

}  // namespace weft::detail
