// SPDX-License-Identifier: MIT
#pragma once

#include <cppconn/resultset.h>

#include <memory>
#include <string>
#include <vector>
#include <weft/dialect.hpp>

#include "statement.hpp"
#include "types.hpp"

namespace weft::mysql {

class Connection;

/// The rows of a prepared statement, which it has to itself until it is destroyed. The driver has fetched all of them
/// before the first is given out: other statements may run meanwhile. One row per fetch: the texts of a row are kept here.
///
/// To read such a row, or to let go of them, is nothing to do beside a stream either: it changes what the driver knows of
/// the connection.
class Cursor final : public weft::Cursor {
 public:
  Cursor(Connection& connection, std::shared_ptr<Prepared> statement);
  ~Cursor() override;

  /// Binds the parameters and runs the statement. Throws the driver's exceptions.
  void start(std::span<const Cell> parameters, std::span<const ColumnShape> shape);

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return readings_.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return names_[index]; }

 private:
  [[nodiscard]] Cell read(std::size_t column);
  [[nodiscard]] std::string_view keep_text(std::size_t column);

  Connection& connection_;
  std::shared_ptr<Prepared> statement_;
  std::unique_ptr<driver::ResultSet> rows_{};
  std::vector<Reading> readings_{};
  std::vector<std::string> names_{};
  std::vector<std::string> texts_{};  ///< of the current row, by column
};

}  // namespace weft::mysql
