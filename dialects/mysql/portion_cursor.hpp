// SPDX-License-Identifier: MIT
#pragma once

#include <cppconn/resultset.h>

#include <cstddef>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <weft/dialect.hpp>

#include "held_rows.hpp"
#include "plain_text.hpp"
#include "streamed_statement.hpp"

namespace weft::mysql {

class Connection;

/// Rows that the server sends while they are fetched, one at a time. Before anything else is sent on the connection, it
/// has the cursor take in those that are still to come; they are given out from memory then. What is not wanted any more
/// has to be read all the same.
class PortionCursor final : public weft::Cursor {
 public:
  PortionCursor(Connection& connection, std::string_view sql);
  ~PortionCursor() override;

  /// Runs the statement. False, and nothing is left of it, when its columns turn out not to be exact as text. Throws the
  /// driver's exceptions.
  [[nodiscard]] bool start(std::span<const Cell> parameters, std::span<const ColumnShape> shape);

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return columns_.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override { return columns_[index].name(); }

  /// Leaves the connection free. An error among the rows is thrown where they are read that far.
  void take_in() noexcept;

 private:
  bool next_row();
  bool receive();
  /// Reads what the server still sends; `each_row` is called after each of them.
  template <class Function>
  void drain(const Function& each_row) noexcept;

  Connection& connection_;
  std::string sql_;
  StreamedStatement statement_;
  std::unique_ptr<driver::ResultSet> rows_{};  ///< null: nothing comes any more
  std::vector<TextColumn> columns_{};
  std::vector<std::string> texts_{};      ///< of the row that was received last
  std::vector<std::string_view> row_{};   ///< the current one; a value without data is NULL
  HeldRows held_{};
  std::exception_ptr failure_{};  ///< behind the rows that are held
};

}  // namespace weft::mysql
