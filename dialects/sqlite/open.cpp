// SPDX-License-Identifier: MIT
#include "open.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

#include "errors.hpp"

namespace weft::sqlite {
namespace {

[[noreturn]] void refuse(const Url& url, const std::string& why, const std::string& remedy) {
  throw UsageError("cannot open \"" + url.display() + "\": " + why + "\n  " + remedy);
}

OpenMode read_mode(const Url& url, const std::string& value) {
  if (value == "ro") return OpenMode::read_only;
  if (value == "rw") return OpenMode::read_write;
  if (value == "rwc") return OpenMode::read_write_create;
  refuse(url, "mode \"" + value + "\" is unknown",
         "use ro (read only), rw (the file must exist) or rwc (it is created, the default)");
}

std::chrono::milliseconds read_timeout(const Url& url, const std::string& value) {
  int milliseconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
  if (error != std::errc{} || end != value.data() + value.size() || milliseconds < 0) {
    refuse(url, "busy_timeout \"" + value + "\" is not a number of milliseconds", "for example  ?busy_timeout=5000");
  }
  return std::chrono::milliseconds(milliseconds);
}

int flags_of(OpenMode mode) {
  // NOMUTEX: one thread uses a connection at a time, so its lock would only cost.
  constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
  case OpenMode::read_only: return always | SQLITE_OPEN_READONLY;
  case OpenMode::read_write: return always | SQLITE_OPEN_READWRITE;
  case OpenMode::read_write_create: break;
  }
  return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

void run(sqlite3* database, const char* sql, const std::string& what) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_open_error(database, code, what);
}

// Readers and the writer do not wait for one another with a log, and a commit costs 15 instead of 900 µs.
// NORMAL: a power failure may lose the last commits, never the database.
void use_write_ahead_log(sqlite3* database, std::chrono::milliseconds patience, const std::string& what) {
  // The change needs the file for itself, and SQLite does not always wait for that: connections that open a
  // new file at the same moment see one another here.
  constexpr int pause = 5;
  for (auto waited = std::chrono::milliseconds(0);; waited += std::chrono::milliseconds(pause)) {
    const int code = sqlite3_exec(database, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) break;
    if ((code & 0xFF) != SQLITE_BUSY || waited >= patience) throw_open_error(database, code, what);
    sqlite3_sleep(pause);
  }
  run(database, "PRAGMA synchronous = NORMAL", what);
}

}  // namespace

Location locate(const Url& url, const ConnectOptions& options) {
  if (!url.host.empty() || !url.user.empty() || url.port != 0) {
    refuse(url, "SQLite has no server and no users",
           "a file comes after three slashes, sqlite:///relative.db, or after four, sqlite:////absolute.db");
  }
  Location location;
  if (url.database != ":memory:") location.path = url.database;
  location.busy_timeout = options.busy_timeout;
  location.statement_cache = options.statement_cache;
  for (const auto& [name, value] : url.options) {
    if (name == "mode") {
      location.mode = read_mode(url, value);
    } else if (name == "busy_timeout") {
      location.busy_timeout = read_timeout(url, value);
    } else {
      refuse(url, "SQLite has no option \"" + name + "\"", "the options are  mode, busy_timeout");
    }
  }
  if (location.in_memory() && location.mode != OpenMode::read_write_create) {
    refuse(url, "a database in memory begins empty and cannot be opened with another mode than rwc",
           "name a file, or leave the mode out");
  }
  return location;
}

Handle open(const Location& location) {
  const std::string what = "cannot open \"" + (location.in_memory() ? ":memory:" : location.path) + "\"";
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(location.in_memory() ? ":memory:" : location.path.c_str(), &opened,
                                   flags_of(location.mode), nullptr);
  Handle handle(opened);  // also after a failure: SQLite leaves a handle that holds the message
  if (code != SQLITE_OK) throw_open_error(opened, code, what);

  const auto longest = std::chrono::milliseconds(std::numeric_limits<int>::max());
  sqlite3_busy_timeout(opened, static_cast<int>(std::min(location.busy_timeout, longest).count()));
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // A file from a stranger cannot make its views and triggers call what has effects, and SQL cannot damage the file.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // "name" is a column and never, when misspelt, a string.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  run(opened, "PRAGMA temp_store = MEMORY", what);
  run(opened, "PRAGMA cache_size = -16384", what);  // 16 MB, where 2 would be the default

  if (location.in_memory()) return handle;
  if (location.mode == OpenMode::read_only) {
    run(opened, "PRAGMA schema_version", what);  // opening reads nothing: is it a database at all?
  } else {
    use_write_ahead_log(opened, location.busy_timeout, what);
  }
  return handle;
}

Capabilities capabilities_of(sqlite3* database) {
  Capabilities can;
  // RETURNING would give the keys as well, and makes an INSERT of one row four times slower.
  can.generated_keys = GeneratedKeys::last_insert_id;
  can.key_list = KeyListForm::placeholders;
  can.key_chunk = 500;  // the fastest size; from about 5,000 the planner turns joins around
  can.max_parameters = static_cast<std::size_t>(sqlite3_limit(database, SQLITE_LIMIT_VARIABLE_NUMBER, -1));
  can.insert_rows = 100;
  can.identifier_length = 1000;  // SQLite knows no limit
  can.insert_returning = true;
  can.update_returning = true;
  can.delete_returning = true;
  can.default_values = true;
  can.on_conflict = true;
  can.savepoints = true;
  can.row_counts = true;
  can.batch_row_counts = true;
  can.statement_while_streaming = true;
  can.streaming = true;
  can.row_values = true;
  can.null_ordering = true;
  can.common_table_expressions = true;
  can.window_functions = true;
  can.deferred_constraints = true;
  can.forward_references = true;
  can.transactional_ddl = true;
  return can;
}

}  // namespace weft::sqlite
