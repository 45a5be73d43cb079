// SPDX-License-Identifier: MIT
#pragma once

#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <weft/dialect.hpp>

#include "open.hpp"

namespace weft::mysql {

class Connection;

/// A statement whose rows come while they are read. The driver does that for plain text only, so the server is told in
/// plain text to prepare and to execute. The text of the statement and its parameters get there as values of variables,
/// which are bound.
///
/// One of them at a time on a connection, and nothing beside its rows. Functions throw the driver's exceptions.
class StreamedStatement {
 public:
  explicit StreamedStatement(Connection& connection);

  /// Runs it. What the cells point to may go when this returns.
  [[nodiscard]] std::unique_ptr<driver::ResultSet> start(std::string_view sql, std::span<const Cell> parameters);

  /// When its rows have come to an end: throws the error that has ended them, which the driver keeps to itself.
  void finish();

 private:
  void set_variables(std::string_view sql, std::span<const Cell> parameters);
  void check_end();

  Connection& connection_;
  std::unique_ptr<driver::Statement> text_;
  std::unique_ptr<driver::Statement> rows_;
};

}  // namespace weft::mysql
