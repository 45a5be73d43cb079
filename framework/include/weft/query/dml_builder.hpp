// SPDX-License-Identifier: MIT
//
// INSERT, UPDATE and DELETE without types: what `Insert`, `Update` and `Delete` (dml.hpp) wrap, and what
// sessions read. Not for applications.
#pragma once

#include <cstddef>
#include <vector>

#include "weft/query/build.hpp"
#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// A statement and what it returns.
template <class Statement>
struct DmlState {
  Statement statement{};
  std::vector<SelectedItem> returned{};

  void returning(const NodePtr& node, const TypeOps& ops) {
    statement.returning.push_back(node);
    returned.push_back({.node = node, .ops = &ops});
  }
};

struct InsertState : DmlState<sql::InsertStatement> {
  bool from_values = false;  ///< the columns are those of whole objects
};
using UpdateState = DmlState<sql::UpdateStatement>;
using DeleteState = DmlState<sql::DeleteStatement>;

/// Adds `count` objects of the entity, `stride` bytes apart. Reads the mapping and throws `MappingError` when it is
/// wrong, `UsageError` when some rows have their generated key and others have none.
void add_rows(InsertState& insert, sql::EntityFunction entity, const void* first, std::size_t count,
              std::size_t stride);
/// Gives one column of the only row a value.
void add_value(InsertState& insert, const NodePtr& column, const NodePtr& value);
void add_conflict_column(InsertState& insert, const NodePtr& column);
/// On a conflict the column gets what the refused row had in it.
void add_conflict_update(InsertState& insert, const NodePtr& column);

}  // namespace weft::detail
