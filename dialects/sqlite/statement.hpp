// SPDX-License-Identifier: MIT
//
// One prepared statement of one connection.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>
#include <weft/dialect.hpp>

#include "errors.hpp"
#include "types.hpp"

namespace weft::sqlite {

/// How often a statement will be used; SQLite chooses its memory by it.
enum class Use { once, often };

/// What becomes of bound text and blobs: `borrowed` must live until the statement was reset.
enum class Bytes { borrowed, copied };

struct LetGo;

class Prepared {
 public:
  /// Throws the error that SQLite reports, `UsageError` for text that holds no statement or several.
  Prepared(sqlite3* database, std::string_view sql, Use use);

  /// Binds all parameters. Throws `UsageError` when their number is not the statement's, `StatementError` for NaN.
  void bind(std::span<const Cell> parameters, Bytes bytes);
  /// One sqlite3_step: true for a row, false at the end. Any other outcome is thrown.
  bool step(Waiting waiting = Waiting::may_help) {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw_failed(waiting);
    return false;
  }
  /// Makes it ready for its next use and releases its locks. What failed was thrown by `step` already.
  void reset() noexcept { sqlite3_reset(handle_.get()); }
  /// The same INSERT for `rows_of_group` rows, prepared when it is first asked for; null where it cannot be one.
  [[nodiscard]] Prepared* grouped();

  [[nodiscard]] sqlite3_stmt* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] std::string_view sql() const noexcept { return sqlite3_sql(handle_.get()); }
  [[nodiscard]] bool read_only() const noexcept { return read_only_; }

  /// How a cursor reads so many result columns, with a shape as in `Connection::query`. Good until the next call.
  [[nodiscard]] std::span<const Reading> readings(std::size_t columns, std::span<const ColumnShape> shape) {
    static_assert(std::has_unique_object_representations_v<ColumnShape>, "shapes are compared as bytes");
    // A statement is read in one way as long as it lives, more often than not.
    const bool as_before = readings_.size() == columns && shape_.size() == shape.size() &&
                           (shape.empty() || std::memcmp(shape_.data(), shape.data(), shape.size_bytes()) == 0);
    if (!as_before) read_as(columns, shape);
    return readings_;
  }

  // A cursor has the statement to itself, and may outlive whoever keeps it.
  [[nodiscard]] bool in_use() const noexcept { return in_use_; }
  void lend() noexcept { in_use_ = true; }
  /// The cursor gives it back; nobody else may use it after that where nobody keeps it any more.
  void take_back() noexcept {
    reset();
    in_use_ = false;
    if (!kept_) delete this;
  }
  alignas(std::max_align_t) std::byte cursor_place[64]{};  ///< where that cursor is: none is allocated

 private:
  friend struct LetGo;
  /// Throws what SQLite reports of the last step.
  [[noreturn]] void throw_failed(Waiting waiting) const;
  void read_as(std::size_t columns, std::span<const ColumnShape> shape);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_{};
  std::vector<ColumnShape> shape_{};  ///< of the last cursor
  std::vector<Reading> readings_{};   ///< made for it
  int parameters_ = 0;
  bool in_use_ = false;  ///< an open cursor has it
  bool kept_ = true;     ///< somebody else has it as well
  bool read_only_ = true;
  bool grouping_tried_ = false;
  std::unique_ptr<Prepared> grouped_{};
};

/// Leaves a statement to the cursor that is open on it, which deletes it then. Counting owners would do, but counts atomically
/// for every query.
struct LetGo {
  void operator()(Prepared* statement) const noexcept {
    statement->kept_ = false;
    if (!statement->in_use_) delete statement;
  }
};
using PreparedPtr = std::unique_ptr<Prepared, LetGo>;

}  // namespace weft::sqlite
