// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <cppconn/parameter_metadata.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <cmath>

#include "plain_text.hpp"

namespace weft::mysql {
namespace {

// Values from this size on travel apart when all of them together would not fit into a packet.
constexpr std::size_t small_value = 1024;

bool same_word(char left, char right) {
  return (left | 0x20) == (right | 0x20);
}

/// Where a word of lower case begins; it may be part of another one.
std::size_t find_word(std::string_view sql, std::string_view word) {
  const auto found = std::search(sql.begin(), sql.end(), word.begin(), word.end(), same_word);
  return found == sql.end() ? std::string_view::npos : static_cast<std::size_t>(found - sql.begin());
}

std::size_t bytes_of(std::span<const Cell> cells) {
  std::size_t bytes = 0;
  for (const Cell& cell : cells)
    bytes += cell.kind >= CellKind::text ? cell.size + 9U : 9U;
  return bytes;
}

}  // namespace

/// A stream of memory that belongs to somebody else.
class Prepared::Bytes final : public std::istream {
 public:
  explicit Bytes(std::string_view bytes) : std::istream(nullptr), buffer_(bytes) { rdbuf(&buffer_); }

 private:
  class Buffer final : public std::streambuf {
   public:
    explicit Buffer(std::string_view bytes) {
      char* const begin = const_cast<char*>(bytes.data());  // a stream that is only read from does not write there
      setg(begin, begin, begin + bytes.size());
    }
  };
  Buffer buffer_;
};

Prepared::Prepared(driver::Connection& connection, std::string_view sql, std::size_t largest_packet)
    : sql_(sql), handle_(connection.prepareStatement(sql_)), largest_packet_(largest_packet),
      parameters_(static_cast<std::size_t>(handle_->getParameterMetaData()->getParameterCount())),
      gives_(what_it_gives()) {}

// The columns of a RETURNING are not known before it has run.
Prepared::Gives Prepared::what_it_gives() const {
  if (handle_->getMetaData()->getColumnCount() > 0) return Gives::rows;
  if (find_word(sql_, "call") == sql_.find_first_not_of(" \t\r\n")) return Gives::results;
  return find_word(sql_, "returning") != std::string_view::npos ? Gives::rows_of_change : Gives::count;
}

bool Prepared::streams() const {
  return gives_ == Gives::rows && exact_as_text(*handle_->getMetaData());
}

void Prepared::check(std::span<const Cell> parameters) const {
  if (parameters.size() != parameters_) {
    throw UsageError("statement cannot be run: it has " + std::to_string(parameters_) + " parameters and was given " +
                     std::to_string(parameters.size()) + "\n  sql  " + sql_ +
                     "\n  write parameters as :name, and a question mark only inside quotes");
  }
  for (const Cell& cell : parameters) {
    if (cell.kind != CellKind::real || std::isfinite(cell.real)) continue;
    throw StatementError("statement failed", {.message = "MySQL and MariaDB cannot store NaN or infinity",
                                              .sql = sql_,
                                              .sqlstate = "22003",
                                              .remedy = "store NULL in a column of std::optional<double>"});
  }
}

void Prepared::bind(std::span<const Cell> parameters) {
  check(parameters);
  streams_.clear();
  const bool apart = bytes_of(parameters) > largest_packet_ / 2;
  unsigned index = 0;
  for (const Cell& cell : parameters) {
    ++index;
    switch (cell.kind) {
    case CellKind::null: handle_->setNull(index, 0); break;
    // Never setUInt64: the driver keeps its sign with the parameter, and would send the next -1 as 2^64 - 1.
    case CellKind::integer: handle_->setInt64(index, cell.integer); break;
    case CellKind::real: handle_->setDouble(index, cell.real); break;
    case CellKind::text:
    case CellKind::blob: bind_bytes(index, cell.view(), apart && cell.size >= small_value); break;
    }
  }
}

void Prepared::bind_bytes(unsigned index, std::string_view bytes, bool apart) {
  if (apart) {
    streams_.push_back(std::make_unique<Bytes>(bytes));
    handle_->setBlob(index, streams_.back().get());
  } else {
    handle_->setString(index, driver::SQLString(bytes.data() != nullptr ? bytes.data() : "", bytes.size()));
  }
}

std::unique_ptr<driver::ResultSet> Prepared::query() {
  if (gives_ == Gives::results) {
    throw UsageError("rows of a procedure cannot be read: the driver has no place for the results that follow them\n"
                     "  execute the CALL without columns, and select from a table that it fills");
  }
  return std::unique_ptr<driver::ResultSet>(handle_->executeQuery());
}

std::int64_t Prepared::execute() {
  if (gives_ == Gives::count) return handle_->executeUpdate();
  if (handle_->execute()) return drop_results();
  if (gives_ != Gives::rows_of_change) return 0;
  // The word was in a text. There is no other way to the number of rows than to ask for it.
  const std::unique_ptr<driver::Statement> ask(handle_->getConnection()->createStatement());
  const std::unique_ptr<driver::ResultSet> count(ask->executeQuery("SELECT row_count()"));
  count->next();
  return count->getInt64(1);
}

std::int64_t Prepared::drop_results() {
  std::int64_t count = 0;
  do {
    const std::unique_ptr<driver::ResultSet> dropped(handle_->getResultSet());
    count += static_cast<std::int64_t>(dropped->rowsCount());
  } while (handle_->getMoreResults());
  return gives_ == Gives::rows_of_change ? count : 0;
}

}  // namespace weft::mysql
