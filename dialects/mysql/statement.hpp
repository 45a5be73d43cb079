// SPDX-License-Identifier: MIT
//
// One prepared statement of one connection.
#pragma once

#include <cppconn/prepared_statement.h>

#include <cstddef>
#include <istream>
#include <memory>
#include <span>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>
#include <weft/dialect.hpp>

#include "open.hpp"

namespace weft::mysql {

/// Functions throw the driver's exceptions where nothing else is said: whoever has the connection translates them.
class Prepared {
 public:
  /// `largest_packet` is what the server takes at once.
  Prepared(driver::Connection& connection, std::string_view sql, std::size_t largest_packet);

  /// Throws `UsageError` when the number of the parameters is not the statement's, `StatementError` for NaN and infinity.
  void check(std::span<const Cell> parameters) const;
  /// Checks and binds all parameters. What the cells point to must live until the statement was run.
  void bind(std::span<const Cell> parameters);

  /// Runs it; the whole result comes into memory. A statement that gives no rows gives a result without columns.
  [[nodiscard]] std::unique_ptr<driver::ResultSet> query();
  /// Runs it, drops its result, and returns how many rows it matched.
  std::int64_t execute();

  /// True when it only gives rows, and plain text would hold their values as they are.
  [[nodiscard]] bool streams() const;

  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }

  bool in_use = false;  ///< an open cursor has it: its rows are in the statement's own memory

 private:
  class Bytes;
  enum class Gives {
    count,
    rows,
    rows_of_change,  ///< RETURNING, perhaps: the server tells when it has run
    results,         ///< CALL: any number of them
  };

  [[nodiscard]] Gives what_it_gives() const;
  std::int64_t drop_results();
  void bind_bytes(unsigned index, std::string_view bytes, bool apart);

  std::string sql_;
  std::unique_ptr<driver::PreparedStatement> handle_;
  std::vector<std::unique_ptr<std::istream>> streams_{};  ///< of the values that travel apart
  std::size_t largest_packet_;
  std::size_t parameters_ = 0;
  Gives gives_ = Gives::count;
};

}  // namespace weft::mysql
