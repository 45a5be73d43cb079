// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <weft/dialect.hpp>

#include "statement.hpp"

namespace weft::sqlite {

/// The rows of a prepared statement, which it has to itself until it is destroyed. One row per fetch: cells
/// show SQLite's own memory, which the next row replaces.
class Cursor final : public weft::Cursor {
 public:
  explicit Cursor(std::shared_ptr<Prepared> statement);
  ~Cursor() override;

  /// Binds the parameters and goes to the first row, so that a statement fails where it was sent, and the
  /// number of columns is true: SQLite compiles it anew here when the tables have changed.
  void start(std::span<const Cell> parameters, std::span<const ColumnShape> shape, Waiting waiting);

  [[nodiscard]] const Prepared& statement() const noexcept { return *statement_; }

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return columns_; }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override;

 private:
  enum class Position { before_row, on_row, end };

  std::shared_ptr<Prepared> statement_;
  std::size_t columns_ = 0;
  Position position_ = Position::end;
};

}  // namespace weft::sqlite
