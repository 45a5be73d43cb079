// SPDX-License-Identifier: MIT
//
// INSERT, UPDATE and DELETE without types: what `Insert`, `Update` and `Delete` (dml.hpp) wrap, and what
// sessions read. Handles share one state until one of them changes it, as with selects. Not for applications.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "weft/query/build.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// A statement and what it returns.
template <class Statement>
struct DmlState {
  Statement statement{};
  std::vector<SelectedItem> returned{};
};

struct InsertState : DmlState<sql::InsertStatement> {
  bool from_values = false;  ///< the columns are those of whole objects
};
using UpdateState = DmlState<sql::UpdateStatement>;
using DeleteState = DmlState<sql::DeleteStatement>;

class InsertBuilder {
 public:
  explicit InsertBuilder(sql::EntityFunction entity);

  [[nodiscard]] const InsertState& state() const noexcept { return *state_; }

  /// Adds `count` objects of the entity, `stride` bytes apart. Reads the mapping and throws `MappingError` when
  /// it is wrong, `UsageError` when some rows have their generated key and others have none.
  void add_rows(const void* first, std::size_t count, std::size_t stride);
  /// Gives one column of the only row a value.
  void set(const NodePtr& column, const NodePtr& value);
  void conflict_column(const NodePtr& column);
  /// On a conflict the column gets what the refused row had in it.
  void conflict_update(const NodePtr& column);
  void conflict_update(const NodePtr& column, const NodePtr& value);
  void do_nothing();
  void returning(const NodePtr& node, const TypeOps& ops);

 private:
  InsertState& change();
  std::shared_ptr<InsertState> state_;
};

class UpdateBuilder {
 public:
  explicit UpdateBuilder(sql::EntityFunction entity);

  [[nodiscard]] const UpdateState& state() const noexcept { return *state_; }
  void set(const NodePtr& column, const NodePtr& value);
  void where(const NodePtr& condition);
  void returning(const NodePtr& node, const TypeOps& ops);

 private:
  UpdateState& change();
  std::shared_ptr<UpdateState> state_;
};

class DeleteBuilder {
 public:
  explicit DeleteBuilder(sql::EntityFunction entity);

  [[nodiscard]] const DeleteState& state() const noexcept { return *state_; }
  void where(const NodePtr& condition);
  void returning(const NodePtr& node, const TypeOps& ops);

 private:
  DeleteState& change();
  std::shared_ptr<DeleteState> state_;
};

}  // namespace weft::detail
