// SPDX-License-Identifier: MIT
//
// A connection to a database: what a driver is wrapped in.
//
//   const weft::Cell id = weft::Cell::of(std::int64_t{7});
//   const auto cursor = connection.query({.sql = "SELECT name FROM item WHERE id = ?"}, {&id, 1}, {});
//   std::vector<weft::Cell> row(cursor->columns());
//   while (cursor->fetch(row) != 0) print(row[0].view());
//
// Placeholders are the dialect's own, in the order of the parameters. One thread uses a connection at a time. The
// framework measures, reports and retries; a connection only executes. Every function throws the weft error that fits
// (`StatementError` and what derives from it); after a `DisconnectedError`, `usable()` is false and the connection is
// thrown away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/capabilities.hpp"
#include "weft/mapping/sql_type.hpp"
#include "weft/value.hpp"

namespace weft {

class Inspector;
struct TableColumn;
struct TableDefinition;

/// A statement ready to be sent. `id` is the same for the same text as long as the process lives, so a
/// connection keeps prepared statements by it; 0 means: do not keep.
///
/// `portion` is not 0 where rows are to stream, so many at a time. Where `Capabilities::streaming` is claimed, the client
/// holds few more of them, or all that are left once something else is done on a connection that does nothing beside them.
/// Statements and savepoints run while such a cursor is open; it is asked for in a transaction only, and ends with it. The
/// framework destroys it before that, and before a savepoint is rolled back inside of which it was opened.
struct Statement {
  std::string_view sql{};
  std::uint64_t id = 0;
  std::size_t portion = 0;
};

/// What a result column will be read as. A cursor that knows may skip asking the driver for the type
/// of every cell; one that need not ask may ignore it. A cell that is something else is reported as what it
/// is: whoever reads it says what does not fit. `any` takes the cell as the database has it.
struct ColumnShape {
  CellKind expected = CellKind::null;  ///< null: any
  TypeKind type = TypeKind::text;      ///< what the column was declared as; meaningless for `any`
  bool nullable = true;
};

/// Rows on their way. Destroying it releases the statement for its next use; it is destroyed before its
/// connection is.
class Cursor {
 public:
  Cursor() = default;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  virtual ~Cursor();

  /// Fills `cells` with as many whole rows of `columns()` cells as fit and are at hand, and returns how
  /// many rows that was; 0 ends the result. Text and blobs are good until the next call.
  virtual std::size_t fetch(std::span<Cell> cells) = 0;

  [[nodiscard]] virtual std::size_t columns() const noexcept = 0;
  /// The name of a result column; good as long as the cursor.
  [[nodiscard]] virtual std::string_view column_name(std::size_t index) const = 0;
};

/// What a statement without rows did.
struct ExecuteResult {
  std::int64_t rows = 0;            ///< rows matched (not: changed) by UPDATE and DELETE, or inserted
  std::int64_t last_insert_id = 0;  ///< only where the dialect's keys come that way; see `GeneratedKeys`
};

/// Parameters of the same statement for many rows, row after row.
struct ParameterRows {
  std::span<const Cell> cells{};
  std::size_t columns = 0;
  std::size_t rows = 0;
  [[nodiscard]] std::span<const Cell> row(std::size_t index) const { return cells.subspan(index * columns, columns); }
};

/// Where the rows of a bulk insert go. What it points to outlives the call only where it is a mapping's.
struct BulkInsert {
  std::string_view sql{};  ///< as `sql::Compiler::bulk_insert` wrote it: what is reported, and named in errors
  const TableDefinition* table = nullptr;
  std::span<const TableColumn* const> columns{};  ///< one for each cell of a row; the others get their defaults
};

enum class Isolation : std::uint8_t {
  database_default,
  read_uncommitted,
  read_committed,
  repeatable_read,
  serializable
};

struct TransactionOptions {
  Isolation isolation = Isolation::database_default;
  bool read_only = false;
};

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection();

  /// What this server can do: known after connecting, never changing after that.
  [[nodiscard]] virtual const Capabilities& capabilities() const noexcept = 0;

  /// Starts a statement that gives rows; what it changes is changed when the first fetch returns, or before.
  /// `shape` holds one entry per column, or nothing at all, and is read before this returns. `parameters`
  /// and what they point to must live until the cursor's first fetch returned.
  virtual std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Cell> parameters,
                                        std::span<const ColumnShape> shape) = 0;

  /// Runs a statement that gives no rows (rows that it gives anyway are dropped).
  virtual ExecuteResult execute(const Statement& statement, std::span<const Cell> parameters) = 0;

  /// Runs the same statement for every row, in order. `row_counts` (when not empty) receives the matched
  /// rows of each, `insert_ids` (when not empty) the `last_insert_id` of each. Stops at the first error, which
  /// says nothing of the rows before it: the caller is in a transaction. The default calls `execute` for
  /// every row; override it where the driver can do better.
  virtual void execute_batch(const Statement& statement, const ParameterRows& rows, std::span<std::int64_t> row_counts,
                             std::span<std::int64_t> insert_ids);

  /// Puts many rows into a table where nothing has to come back, faster than INSERT and with the same result: all rows,
  /// or what `execute` would have thrown. False, with nothing done, for a table or values that cannot go this way: the
  /// caller inserts. Called with `Capabilities::bulk_rows` rows or more, never where that is 0. The default takes none.
  [[nodiscard]] virtual bool bulk_insert(const BulkInsert& insert, const ParameterRows& rows);

  /// Starts a transaction; there is none yet. What an isolation means here, the dialect documents.
  virtual void begin(const TransactionOptions& options) = 0;
  /// When it throws, the transaction is still there to be rolled back.
  virtual void commit() = 0;
  /// Works also after the database has rolled back by itself, and then does nothing.
  virtual void rollback() = 0;
  /// The three of a savepoint; the framework makes the names.
  virtual void savepoint(std::string_view name) = 0;
  virtual void release_savepoint(std::string_view name) = 0;
  virtual void rollback_to_savepoint(std::string_view name) = 0;

  /// False once the connection is known to be gone; costs nothing.
  [[nodiscard]] virtual bool usable() const noexcept = 0;
  /// Asks the server; false when it does not answer.
  [[nodiscard]] virtual bool ping() noexcept = 0;

  /// Reads the tables of the live database; lives no longer than the connection.
  [[nodiscard]] virtual std::unique_ptr<Inspector> inspector() = 0;
};

}  // namespace weft
