// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <sqlite3.h>

#include <utility>
#include <weft/dialect.hpp>

namespace weft::sqlite {
namespace {

enum class ErrorClass { statement, integrity, operational, serialization };

struct Diagnosis {
  ErrorClass error_class = ErrorClass::statement;
  std::string_view sqlstate = "HY000";
  std::string_view remedy{};
};

Diagnosis constraint(int code, std::string_view message) {
  switch (code) {
  case SQLITE_CONSTRAINT_UNIQUE:
  case SQLITE_CONSTRAINT_PRIMARYKEY:
  case SQLITE_CONSTRAINT_ROWID: return {ErrorClass::integrity, "23505"};
  case SQLITE_CONSTRAINT_FOREIGNKEY: return {ErrorClass::integrity, "23503"};
  case SQLITE_CONSTRAINT_NOTNULL: return {ErrorClass::integrity, "23502"};
  case SQLITE_CONSTRAINT_CHECK: return {ErrorClass::integrity, "23514"};
  case SQLITE_CONSTRAINT_DATATYPE: return {ErrorClass::integrity, "42804"};
  case SQLITE_CONSTRAINT_TRIGGER:
    // ON DELETE RESTRICT is a trigger inside SQLite; only the message tells it from one of the program's own.
    return {ErrorClass::integrity, message.starts_with("FOREIGN KEY") ? "23503" : "23000"};
  default: return {ErrorClass::integrity, "23000"};
  }
}

// SQLITE_ERROR is one code for everything that is wrong with the text of a statement.
Diagnosis wrong_statement(std::string_view message) {
  const auto says = [&](std::string_view words) { return message.find(words) != std::string_view::npos; };
  if (says("no such table")) {
    return {ErrorClass::operational, "42P01", "create the tables first:  weft::create_all<...>(engine)"};
  }
  if (says("no such column") || says("has no column")) return {ErrorClass::statement, "42703"};
  if (says("no such function")) return {ErrorClass::statement, "42883"};
  if (says("already exists")) return {ErrorClass::statement, "42P07"};
  if (says("no such savepoint")) return {ErrorClass::statement, "3B001"};
  if (says("syntax error") || says("incomplete input") || says("unrecognized token")) {
    return {ErrorClass::statement, "42601"};
  }
  return {};
}

Diagnosis diagnose(int code, std::string_view message, Waiting waiting) {
  constexpr auto operational = ErrorClass::operational;
  switch (code & 0xFF) {
  case SQLITE_ERROR: return wrong_statement(message);
  case SQLITE_CONSTRAINT: return constraint(code, message);
  case SQLITE_BUSY:
    if (code == SQLITE_BUSY_SNAPSHOT || waiting == Waiting::cannot_help) {
      return {ErrorClass::serialization, "40001",
              "another connection has written since this transaction read: roll back and run the unit of work again"};
    }
    return {operational, "55P03",
            "another connection is writing: commit there sooner, or wait longer with ?busy_timeout=<milliseconds>"};
  case SQLITE_LOCKED:
    return {operational, "55P03", "a result of this connection is still open: read it to its end first"};
  case SQLITE_READONLY: return {operational, "25006", "the file, its folder or ?mode=ro does not allow writing"};
  case SQLITE_INTERRUPT: return {operational, "57014"};
  case SQLITE_NOMEM: return {operational, "53200"};
  case SQLITE_FULL: return {operational, "53100"};
  case SQLITE_IOERR: return {operational, "58030"};
  case SQLITE_CORRUPT: return {operational, "XX001", "the file is damaged: restore it from a backup"};
  case SQLITE_NOTADB: return {operational, "XX001", "the file is no SQLite database, or an encrypted one"};
  case SQLITE_CANTOPEN:
    return {operational, "08001",
            "the folder must exist and allow writing; with ?mode=ro and ?mode=rw the file must exist as well"};
  case SQLITE_TOOBIG: return {operational, "54000"};
  case SQLITE_PERM:
  case SQLITE_AUTH: return {operational, "42501"};
  case SQLITE_MISMATCH: return {ErrorClass::integrity, "42804"};
  default: return {};
  }
}

[[noreturn]] void raise(const std::string& what, const Diagnosis& diagnosis, StatementFailure failure) {
  failure.sqlstate = diagnosis.sqlstate;
  failure.remedy = diagnosis.remedy;
  switch (diagnosis.error_class) {
  case ErrorClass::integrity: throw IntegrityError(what, std::move(failure));
  case ErrorClass::operational: throw OperationalError(what, std::move(failure));
  case ErrorClass::serialization: throw SerializationError(what, std::move(failure));
  case ErrorClass::statement: break;
  }
  throw StatementError(what, std::move(failure));
}

int error_position([[maybe_unused]] sqlite3* database) {
#if SQLITE_VERSION_NUMBER >= 3038000
  return sqlite3_error_offset(database);
#else
  return -1;
#endif
}

}  // namespace

void throw_last_error(sqlite3* database, std::string_view sql, Waiting waiting) {
  const int code = sqlite3_extended_errcode(database);
  StatementFailure failure{.message = sqlite3_errmsg(database),
                           .sql = std::string(sql),
                           .driver_code = code,
                           .position = error_position(database)};
  const Diagnosis diagnosis = diagnose(code, failure.message, waiting);
  raise("statement failed", diagnosis, std::move(failure));
}

void throw_open_error(sqlite3* database, int code, const std::string& what) {
  // Out of memory leaves no connection to ask.
  StatementFailure failure{.message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code),
                           .driver_code = code};
  const Diagnosis diagnosis = diagnose(code, failure.message, Waiting::may_help);
  if (diagnosis.error_class != ErrorClass::operational) {
    raise(what, {ErrorClass::operational, "08001"}, std::move(failure));
  }
  raise(what, diagnosis, std::move(failure));
}

}  // namespace weft::sqlite
