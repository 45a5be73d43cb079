// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <cppconn/exception.h>

#include <algorithm>
#include <array>
#include <utility>
#include <weft/dialect.hpp>

namespace weft::mysql {
namespace {

enum class ErrorClass { statement, integrity, operational, serialization, disconnected };

struct Diagnosis {
  ErrorClass error_class = ErrorClass::statement;
  std::string_view sqlstate{};  ///< empty: the server's own
  std::string_view remedy{};
};

constexpr std::string_view key_length_remedy =
    "give the text column a length, or make it shorter:  m.column<&Entity::name>().length(100)";

// Numbers from 2000 to 2999 are the client's. The server's own states are vague: 23000 is every constraint, HY000
// and 42000 are anything. Programs meet the same ones here as on the other databases.
Diagnosis by_code(int code, std::string_view message) {
  constexpr auto statement = ErrorClass::statement;
  constexpr auto integrity = ErrorClass::integrity;
  constexpr auto operational = ErrorClass::operational;
  constexpr auto serialization = ErrorClass::serialization;
  switch (code) {
  case 1062: case 1169: case 1586: case 1859: return {integrity, "23505"};
  case 1216: case 1217: case 1451: case 1452: case 1761: case 1762: return {integrity, "23503"};
  case 1048: case 1263: case 1364: return {integrity, "23502"};
  case 3819: case 4025: return {integrity, "23514"};

  case 1213: case 1020: case 3101: return {serialization, "40001", "roll back and run the unit of work again"};
  case 1205: case 3572:
    return {operational, "55P03",
            "another transaction holds the row: commit there sooner, or wait longer with ?busy_timeout=<milliseconds>"};

  case 1406: return {statement, "22001"};
  case 1264: case 1690: return {statement, "22003"};
  case 1292: case 1411: return {statement, "22007"};
  case 1366: return {statement, "22P02"};
  case 1365: return {statement, "22012"};
  case 1064: case 1149: return {statement, "42601"};
  case 1054: return {statement, "42703"};
  case 1050: return {statement, "42P07"};
  case 1061: return {statement, "42P07"};
  case 1305: return {statement, message.starts_with("SAVEPOINT") ? "3B001" : "42883"};
  case 1005:
    if (message.find("errno: 121") == std::string_view::npos) return {statement, "42830"};
    return {statement, "42710", "a foreign key of another table has the name that one of this table gets; case does not count"};
  case 1215: case 1822: case 3780: return {statement, "42830"};
  case 1071: case 1170: return {statement, "54000", key_length_remedy};
  case 1118: case 1390: return {statement, "54000"};

  case 1146: return {operational, "42P01", "create the tables first:  weft::create_all<...>(engine)"};
  case 1049: return {operational, "3D000", "create the database first, or name another one in the URL"};
  case 1044: case 1045: case 1698: return {operational, "28000", "check user, password and database in the URL"};
  case 1142: case 1143: case 1227: case 1370: return {operational, "42501"};
  case 1040: case 1203: case 1226: return {operational, "53300"};
  case 1461: return {operational, "53400", "raise max_prepared_stmt_count, or keep fewer with the engine's statement_cache"};
  case 1021: case 1114: return {operational, "53100"};
  case 1037: case 1038: case 1041: return {operational, "53200"};
  case 1105: case 1153:
    if (code == 1105 && message.find("max_long_data_size") == std::string_view::npos) break;
    return {operational, "54000", "a value is larger than the server takes: raise its max_allowed_packet"};
  case 1290: case 1792: case 1836: return {operational, "25006"};
  case 1317: case 1969: case 3024: return {operational, "57014"};
  default: break;
  }
  return {};
}

Diagnosis by_state(std::string_view state) {
  if (state.starts_with("08")) return {ErrorClass::disconnected};
  if (state.starts_with("23")) return {ErrorClass::integrity};
  if (state.starts_with("40")) return {ErrorClass::serialization};
  if (state.starts_with("25") || state.starts_with("28")) return {ErrorClass::operational};
  return {};
}

Diagnosis diagnose(const driver::SQLException& error) {
  const int code = error.getErrorCode();
  if (disconnects(error)) return {ErrorClass::disconnected, "08006", "roll back; the pool connects again by itself"};
  // Complaints of the driver itself have no number.
  if (code == 0 && std::string_view(error.what()).find("rbind") != std::string_view::npos) {
    return {ErrorClass::statement, "0A000",
            "a column has a type that the driver cannot read (JSON of MySQL, GEOMETRY): select CAST(column AS CHAR)"};
  }
  const Diagnosis found = by_code(code, error.what());
  return found.sqlstate.empty() ? by_state(error.getSQLState()) : found;
}

StatementFailure failure_of(const driver::SQLException& error, const Diagnosis& diagnosis, std::string_view sql) {
  StatementFailure failure;
  failure.message = error.what();
  failure.sql = sql;
  failure.sqlstate = diagnosis.sqlstate.empty() ? error.getSQLState() : std::string(diagnosis.sqlstate);
  failure.driver_code = error.getErrorCode();
  failure.remedy = diagnosis.remedy;
  return failure;
}

}  // namespace

bool disconnects(const driver::SQLException& error) noexcept {
  constexpr std::array codes{1053, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 2055, 4031};
  return std::find(codes.begin(), codes.end(), error.getErrorCode()) != codes.end();
}

bool needs_preparing_anew(const driver::SQLException& error) noexcept {
  return error.getErrorCode() == 1615 || error.getErrorCode() == 2057;
}

bool cannot_be_prepared(const driver::SQLException& error) noexcept {
  return error.getErrorCode() == 1295;
}

bool too_many_prepared(const driver::SQLException& error) noexcept {
  return error.getErrorCode() == 1461;
}

void throw_error(const driver::SQLException& error, std::string_view sql) {
  const std::string what = "statement failed";
  const Diagnosis diagnosis = diagnose(error);
  StatementFailure failure = failure_of(error, diagnosis, sql);
  switch (diagnosis.error_class) {
  case ErrorClass::integrity: throw IntegrityError(what, std::move(failure));
  case ErrorClass::operational: throw OperationalError(what, std::move(failure));
  case ErrorClass::serialization: throw SerializationError(what, std::move(failure));
  case ErrorClass::disconnected: throw DisconnectedError(what, std::move(failure));
  case ErrorClass::statement: break;
  }
  throw StatementError(what, std::move(failure));
}

void throw_connect_error(const driver::SQLException& error, const std::string& what) {
  Diagnosis diagnosis = by_code(error.getErrorCode(), error.what());
  if (error.getErrorCode() == 2026) {
    diagnosis = {ErrorClass::operational, "08001", "TLS failed: check sslmode, sslrootcert and the server's certificate"};
  } else if (diagnosis.error_class != ErrorClass::operational) {
    diagnosis = {ErrorClass::operational, "08001", "check that the server runs, and host, port or socket of the URL"};
  }
  throw OperationalError(what, failure_of(error, diagnosis, {}));
}

}  // namespace weft::mysql
