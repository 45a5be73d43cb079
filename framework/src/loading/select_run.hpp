// SPDX-License-Identifier: MIT
//
// One execution of a select: rows in, entities out, then the strategies that asked to be called.
#pragma once

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

class SelectRun {
 public:
  /// `node`: the options for the first entity; those for others stand in the select itself.
  SelectRun(SessionCore& session, std::shared_ptr<const SelectState> select, LoadNodePtr node, RelationshipPath path);

  /// What the session holds takes over what rows say, but for what `populated` has: that was read by this query before.
  void populate_existing(std::shared_ptr<Populated> populated) noexcept { populated_ = std::move(populated); }

  /// The statement belongs to a query that is running already.
  void part_of(std::uint64_t query) noexcept { record_->query = query; }

  /// Sends the statement and reads all its rows. Rows that repeat only because collections are joined are
  /// given once.
  void execute(RowSink& sink);

  /// Calls the strategies that asked for it, with the owners that all these runs of one statement read.
  static void after_load(SessionCore& session, std::span<SelectRun> runs);

 private:
  /// Reads the kinds that are to be read whole right after their statement.
  static void read_kinds(SessionCore& session, std::span<SelectRun> runs);

  SessionCore& session_;
  std::shared_ptr<StatementRecord> record_;
  std::shared_ptr<Populated> populated_{};
  std::unique_ptr<Hydrator> hydrator_{};
};

}  // namespace weft::detail
