// SPDX-License-Identifier: MIT
//
// One execution of a select: rows in, entities out, then the strategies that asked to be called.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "loading/hydrator.hpp"

namespace weft::detail {

/// One row of a result while it is at hand.
struct RowView {
  const QueryPlan* plan = nullptr;
  std::span<const Cell> cells{};
  const Hydrator* hydrator = nullptr;

  [[nodiscard]] Instance* entity(std::size_t item) const { return hydrator->entity(plan->items[item].place); }
  [[nodiscard]] const Cell& cell(std::size_t item) const { return cells[plan->items[item].place]; }
};

/// Receives rows.
class RowSink {
 public:
  virtual void row(const RowView& row) = 0;

 protected:
  ~RowSink() = default;
};

class RowFilter;

class SelectRun {
 public:
  /// `node`: the options for the first entity; those for others stand in the select itself.
  SelectRun(SessionCore& session, std::shared_ptr<const SelectState> select, LoadNodePtr node, RelationshipPath path);
  SelectRun(SelectRun&&) noexcept;
  ~SelectRun();

  /// What the session holds takes over what rows say, but for what `populated` has: that was read by this query before.
  void populate_existing(std::shared_ptr<Populated> populated) noexcept { populated_ = std::move(populated); }

  /// Null without that.
  [[nodiscard]] Populated* populated() const noexcept { return populated_.get(); }

  /// The statement belongs to a query that is running already.
  void part_of(std::uint64_t query) noexcept { record_->query = query; }

  /// Sends the statement and reads all its rows. Rows that repeat only because collections are joined are
  /// given once.
  void execute(RowSink& sink);

  /// Sends the statement; `read_portion` reads its rows, `rows` at a time. Throws `UsageError` when they fill collections.
  void open(std::size_t rows);
  /// Reads what comes next. Returns how many rows that was: fewer than a portion at the end.
  std::size_t read_portion(RowSink& sink);
  /// Forgets what the last portion read.
  void end_portion() noexcept { hydrator_.reset(); }
  /// Gives up the rows that were not read.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept { return cursor_ != nullptr; }

  /// Calls the strategies that asked for it, with the owners that all these runs of one statement read.
  static void after_load(SessionCore& session, std::span<SelectRun> runs);

 private:
  static void load_after(SessionCore& session, std::span<SelectRun> runs);
  void forget_options() const noexcept;
  /// Reads the kinds that are to be read whole right after their statement.
  static void read_kinds(SessionCore& session, std::span<SelectRun> runs);

  void send(std::size_t portion);
  void begin_rows() { hydrator_ = std::make_unique<Hydrator>(session_, record_, populated_.get()); }
  void take(std::size_t rows, RowSink& sink);

  SessionCore& session_;
  std::shared_ptr<StatementRecord> record_;
  std::shared_ptr<Populated> populated_{};
  std::unique_ptr<Hydrator> hydrator_{};
  std::unique_ptr<RowFilter> filter_{};  ///< null where rows do not repeat
  std::vector<Cell> cells_{};
  std::size_t portion_ = 0;
  // The first fetch looks at the parameters; a cursor ends before them.
  std::deque<Value> made_{};
  std::vector<Cell> parameters_{};
  std::unique_ptr<Cursor> cursor_{};
};

}  // namespace weft::detail
