// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <new>
#include <span>
#include <weft/dialect.hpp>

#include "statement.hpp"

namespace weft::sqlite {

/// The rows of a prepared statement, which it has to itself until it is destroyed. One row per fetch: cells
/// show SQLite's own memory, which the next row replaces.
class Cursor final : public weft::Cursor {
 public:
  /// The one cursor that the statement has room for. Binds the parameters and goes to the first row, so that a statement
  /// fails where it was sent, and the number of columns is true: SQLite compiles it anew here when the tables have changed.
  [[nodiscard]] static std::unique_ptr<Cursor> open(Prepared& statement, std::span<const Cell> parameters,
                                                    std::span<const ColumnShape> shape, Waiting waiting);
  /// Its memory is the statement's, which perhaps nobody else keeps.
  static void operator delete(Cursor* cursor, std::destroying_delete_t);

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return readings_.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override;

 private:
  enum class Position { before_row, on_row, end };

  explicit Cursor(Prepared& statement) noexcept;
  void start(std::span<const Cell> parameters, std::span<const ColumnShape> shape, Waiting waiting);

  Prepared& statement_;
  std::span<const Reading> readings_{};  ///< one for each column
  Position position_ = Position::end;
};

}  // namespace weft::sqlite
