// SPDX-License-Identifier: MIT
//
// A connection of the dialect itself, with a table of its own: for what only a driver does. Statements are written with
// :a, :b and so on; the dialect's own placeholders take their place.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trial.hpp"

namespace weft::conformance {

class Wire {
 public:
  /// Connects, and makes the table conf_wire (n BIGINT PRIMARY KEY, note VARCHAR(60)) without rows.
  explicit Wire(Trial& trial);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  /// Rolls back what is open, and drops the table.
  ~Wire();

  [[nodiscard]] Connection& connection() noexcept { return *connection_; }
  /// The text as the dialect sends it.
  [[nodiscard]] std::string translated(std::string_view sql, const std::vector<Value>& parameters) const;

  ExecuteResult execute(std::string_view sql, const std::vector<Value>& parameters = {}, std::uint64_t id = 0);
  /// All rows, each value as text; NULL is "NULL".
  std::vector<std::vector<std::string>> rows(std::string_view sql, const std::vector<Value>& parameters = {});
  /// The only value of the only row.
  std::string value(std::string_view sql, const std::vector<Value>& parameters = {});
  /// Rows with the numbers 1 to `count` and no note.
  void fill(std::int64_t count);

 private:
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<sql::Compiler> compiler_;
};

/// Cells of these values; good as long as they are.
[[nodiscard]] std::vector<Cell> cells_of(const std::vector<Value>& values);
[[nodiscard]] std::string text_of(const Cell& cell);

inline Value integer(std::int64_t value) { return Value(value); }
inline Value words(std::string value) { return Value::text(std::move(value)); }

}  // namespace weft::conformance
