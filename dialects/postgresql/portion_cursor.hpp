// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <weft/dialect.hpp>

#include "cursor.hpp"

namespace weft::postgresql {

class Connection;

/// Rows that stay with the server, as a cursor of SQL, and come one portion at a time. Other statements run in between.
class PortionCursor final : public weft::Cursor {
 public:
  /// The cursor was declared in this transaction. Fetches the first portion, which tells the columns.
  PortionCursor(Connection& connection, std::string name, std::size_t portion);
  ~PortionCursor() override;

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return rows_->columns(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return rows_->column_name(index); }

 private:
  void fetch_portion();
  void close() noexcept;

  Connection& connection_;
  std::string name_;
  std::size_t portion_;
  std::uint64_t transaction_;
  std::uint64_t rollbacks_;
  std::optional<postgresql::Cursor> rows_{};
  bool open_ = true;
};

}  // namespace weft::postgresql
