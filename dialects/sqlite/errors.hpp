// SPDX-License-Identifier: MIT
//
// SQLite's result codes in the terms that all dialects share.
#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace weft::sqlite {

/// Who waits for a lock in vain, and what can be done about it.
enum class Waiting {
  may_help,    ///< the busy timeout has run out; later it may work
  cannot_help  ///< the transaction has read a snapshot that another one is about to replace
};

/// Throws what the last call on `database` failed with, as the weft error that fits.
[[noreturn]] void throw_last_error(sqlite3* database, std::string_view sql, Waiting waiting = Waiting::may_help);

/// The same for a call that failed before there was a statement: `what` says what it was.
[[noreturn]] void throw_open_error(sqlite3* database, int code, const std::string& what);

}  // namespace weft::sqlite
