// SPDX-License-Identifier: MIT
//
// Executes the statements that programs write themselves.
#pragma once

#include "loading/select_run.hpp"
#include "session/session_core.hpp"
#include "weft/query/select_builder.hpp"
#include "weft/session/result.hpp"

namespace weft::detail {

using SelectedItems = std::vector<SelectedItem>;

/// The run of a select that was not sent yet.
[[nodiscard]] SelectRun prepared_run(SessionCore& session, const SelectBuilder& select, bool populate_existing);
void run_select(SessionCore& session, const SelectBuilder& select, QueryOptions options, void* rows, RowFunction take);
// The rows that the statement matched; `items` are what it returns.
std::int64_t run_text(SessionCore& session, const sql::Node& text, const SelectedItems& items, void* rows,
                      RowFunction take);
std::int64_t run_insert(SessionCore& session, const sql::InsertStatement& insert, const SelectedItems& items,
                        void* rows, RowFunction take);
std::int64_t run_update(SessionCore& session, const sql::UpdateStatement& update, const SelectedItems& items,
                        void* rows, RowFunction take);
std::int64_t run_delete(SessionCore& session, const sql::DeleteStatement& remove, const SelectedItems& items,
                        void* rows, RowFunction take);
/// A DELETE of the unit of work, which knows itself what that means for the session.
std::int64_t run_own_delete(SessionCore& session, const sql::DeleteStatement& remove);

}  // namespace weft::detail
