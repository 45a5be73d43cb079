// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <pqxx/except>
#include <pqxx/version>
#include <utility>
#include <weft/dialect.hpp>

namespace weft::postgresql {
namespace {

constexpr std::string_view again = "roll back and run the unit of work again, for example with weft::retry";
constexpr std::string_view gone =
    "roll the session back and begin anew: the pool replaces the connection by itself when the server is there";

enum class ErrorClass { statement, integrity, operational, serialization, disconnected };

struct Diagnosis {
  ErrorClass error_class = ErrorClass::statement;
  std::string_view remedy{};
};

Diagnosis diagnose(std::string_view state) {
  constexpr auto operational = ErrorClass::operational;
  if (state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" || state == "57P05") {
    return {ErrorClass::disconnected, gone};
  }
  if (state.starts_with("23")) return {ErrorClass::integrity, {}};
  if (state == "40001" || state == "40P01") return {ErrorClass::serialization, again};
  if (state == "42P01") return {operational, "create the tables first:  weft::create_all<...>(engine)"};
  if (state == "55P03") {
    return {operational, "another transaction holds the lock: commit there sooner, or wait longer with "
                         "?lock_timeout=<milliseconds>"};
  }
  if (state == "25006") return {operational, "begin the transaction without read_only"};
  if (state == "25P02") return {operational, "an earlier statement has failed: roll back, or to a savepoint before it"};
  if (state == "25P03") return {ErrorClass::disconnected, gone};
  if (state == "42501" || state == "57014") return {operational, {}};
  if (state.starts_with("40") || state.starts_with("53") || state.starts_with("54") || state.starts_with("55") ||
      state.starts_with("58") || state.starts_with("XX")) {
    return {operational, {}};
  }
  return {};
}

[[noreturn]] void raise(const std::string& what, const Diagnosis& diagnosis, StatementFailure failure) {
  if (!diagnosis.remedy.empty()) failure.remedy = diagnosis.remedy;
  switch (diagnosis.error_class) {
  case ErrorClass::integrity: throw IntegrityError(what, std::move(failure));
  case ErrorClass::operational: throw OperationalError(what, std::move(failure));
  case ErrorClass::serialization: throw SerializationError(what, std::move(failure));
  case ErrorClass::disconnected: throw DisconnectedError(what, std::move(failure));
  case ErrorClass::statement: break;
  }
  throw StatementError(what, std::move(failure));
}

// Before version 7 libpqxx keeps no SQLSTATE for the errors that it has types of its own for.
std::string sqlstate_of(const std::exception& error) {
  if (const auto* failed = dynamic_cast<const pqxx::sql_error*>(&error); failed && !failed->sqlstate().empty()) {
    return failed->sqlstate();
  }
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error)) return "42501";
  if (dynamic_cast<const pqxx::too_many_connections*>(&error)) return "53300";
  if (dynamic_cast<const pqxx::broken_connection*>(&error)) return "08006";
  if (dynamic_cast<const pqxx::deadlock_detected*>(&error)) return "40P01";
  if (dynamic_cast<const pqxx::serialization_failure*>(&error)) return "40001";
  if (dynamic_cast<const pqxx::statement_completion_unknown*>(&error)) return "40003";
  if (dynamic_cast<const pqxx::transaction_rollback*>(&error)) return "40000";
  return "HY000";
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// Errors of class 22 quote the value that was wrong with it; values do not belong into messages.
std::string without_values(std::string_view text) {
  std::string result;
  bool inside = false;
  for (char c : text) {
    if (c == '"') {
      if (!inside) result += "\"...";
      inside = !inside;
    }
    if (!inside) result += c;
  }
  return result;
}

// PostgreSQL shows the line of the statement and a caret below it. The text from the caret on leads back to the byte,
// where it occurs once: long lines are shown in part, and the caret counts characters.
int position_of(std::string_view line, std::string_view caret_line, std::string_view sql) {
  const std::size_t caret = caret_line.find('^');
  if (caret == std::string_view::npos || caret >= line.size()) return -1;
  for (char c : line.substr(0, caret))
    if (static_cast<unsigned char>(c) >= 0x80U) return -1;
  std::string_view rest = line.substr(caret);
  if (rest.ends_with("...")) rest.remove_suffix(3);
  const std::size_t found = sql.find(rest);
  if (found == std::string_view::npos || sql.find(rest, found + 1) != std::string_view::npos) return -1;
  return static_cast<int>(found);
}

}  // namespace

bool outdated(const std::exception& error) {
  const std::string state = sqlstate_of(error);
  return state == "26000" ||
         (state == "0A000" && std::string_view(error.what()).find("cached plan") != std::string_view::npos);
}

ServerMessage read_message(std::string_view message, std::string_view sqlstate, std::string_view sql) {
  ServerMessage read;
  std::string_view first = take_line(message);
  for (std::string_view severity : {"ERROR:", "FATAL:", "PANIC:"}) {
    if (!first.starts_with(severity)) continue;
    first.remove_prefix(severity.size());
    while (first.starts_with(' ')) first.remove_prefix(1);
  }
  read.text = sqlstate.starts_with("22") ? without_values(first) : std::string(first);
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.starts_with("HINT:")) {
      read.hint = line.substr(line.find_first_not_of(' ', 5) == std::string_view::npos ? line.size()
                                                                                      : line.find_first_not_of(' ', 5));
    } else if (line.starts_with("LINE ")) {
      read.position = position_of(line, take_line(message), sql);
    }
  }
  return read;
}

void throw_driver_error(const std::exception& error, std::string_view sql, bool connected) {
  const std::string state = connected ? sqlstate_of(error) : "08006";
  // The driver's own words for a lost connection are about whatever it was doing just then.
  ServerMessage message = read_message(error.what(), state, sql);
  // Whoever altered the table was another transaction, too, and this one can begin again.
  const Diagnosis diagnosis = connected && outdated(error) ? Diagnosis{ErrorClass::serialization, again} : diagnose(state);
  if (!connected) message.text = "the server has closed the connection";
  raise("statement failed", diagnosis,
        {.message = std::move(message.text),
         .sql = std::string(sql),
         .sqlstate = state,
         .position = message.position,
         .remedy = std::move(message.hint)});
}

void throw_connect_error(const std::string& what, std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (!text.empty()) text += "; ";
    text += line.substr(line.find_first_not_of(" \t"));
  }
  const bool tls = text.find("SSL") != std::string::npos || text.find("certificate") != std::string::npos;
  throw OperationalError(what, {.message = std::move(text),
                                .sqlstate = "08001",
                                .remedy = tls ? "TLS failed: check sslmode, sslrootcert and the server's certificate"
                                              : "is the server running, and are host, port, user, password and database right?"});
}

void throw_disconnected(std::string_view sql) {
  throw DisconnectedError("statement failed", {.message = "the connection was lost earlier",
                                               .sql = std::string(sql),
                                               .sqlstate = "08003",
                                               .remedy = std::string(gone)});
}

}  // namespace weft::postgresql
