// SPDX-License-Identifier: MIT
#include "open.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <string_view>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "types.hpp"

namespace weft::postgresql {
namespace {

constexpr int oldest_server = 120000;

// Options that libpq understands as they are.
constexpr std::array<std::string_view, 22> libpq_options{
    "application_name",    "channel_binding", "gssencmode",
    "hostaddr",            "keepalives",      "keepalives_count",
    "keepalives_idle",     "keepalives_interval", "krbsrvname",
    "passfile",            "require_auth",    "sslcert",
    "sslcrl",              "sslcrldir",       "sslkey",
    "sslmode",             "sslnegotiation",  "sslpassword",
    "sslrootcert",         "ssl_min_protocol_version", "target_session_attrs",
    "tcp_user_timeout"};

constexpr std::string_view option_names =
    "sslmode, sslrootcert, sslcert, sslkey and the other options of libpq, host, port, connect_timeout, lock_timeout,\n"
    "  statement_timeout, idle_in_transaction_session_timeout, copy_rows, schema";

[[noreturn]] void refuse(const Url& url, const std::string& why, const std::string& remedy) {
  throw UsageError("cannot connect to \"" + url.display() + "\": " + why + "\n  " + remedy);
}

std::int64_t read_milliseconds(const Url& url, const std::string& name, const std::string& value) {
  int milliseconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
  if (error != std::errc{} || end != value.data() + value.size() || milliseconds < 0) {
    refuse(url, name + " \"" + value + "\" is not a number of milliseconds", "for example  ?" + name + "=5000");
  }
  return milliseconds;
}

constexpr std::array<std::string_view, 6> tls_modes{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};

std::string option_of(const Url& url, std::string_view name) {
  const auto found = url.options.find(name);
  return found == url.options.end() ? std::string() : found->second;
}

// libpq goes on where these contradict each other, with less than was asked for.
void check_tls(const Url& url) {
  const std::string mode = option_of(url, "sslmode");
  if (url.options.contains("sslmode") && std::find(tls_modes.begin(), tls_modes.end(), mode) == tls_modes.end()) {
    refuse(url, "sslmode \"" + mode + "\" is unknown",
           "use disable, allow, prefer (the default), require (encrypted), verify-ca (by a server that sslrootcert vouches for)\n"
           "  or verify-full (and that has the name of the URL's host)");
  }
  const bool certified = url.options.contains("sslrootcert") || url.options.contains("sslcert") || url.options.contains("sslkey");
  if (mode == "disable" && certified) {
    refuse(url, "it has certificates, and nothing would be encrypted", "add  sslmode=require  or  sslmode=verify-full");
  }
  const bool asks_nothing = mode.empty() || mode == "allow" || mode == "prefer";
  if (asks_nothing && url.options.contains("sslrootcert")) {
    refuse(url, "it names an authority, and no server would be checked against it", "add  sslmode=verify-full");
  }
}

std::size_t read_rows(const Url& url, const std::string& value) {
  std::size_t rows = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), rows);
  if (error != std::errc{} || end != value.data() + value.size()) {
    refuse(url, "copy_rows \"" + value + "\" is not a number of rows", "for example  ?copy_rows=1000, or 0 for never");
  }
  return rows;
}

// keyword='value', the quotes and backslashes in it escaped.
void add(std::string& conninfo, std::string_view keyword, std::string_view value) {
  if (!conninfo.empty()) conninfo += ' ';
  conninfo.append(keyword).append("='");
  for (char c : value) {
    if (c == '\'' || c == '\\') conninfo += '\\';
    conninfo += c;
  }
  conninfo += '\'';
}

// What a session is set to, in the form of the server's command line: blanks and backslashes are escaped.
void set(std::string& settings, std::string_view name, std::string_view value) {
  if (!settings.empty()) settings += ' ';
  settings.append("-c ").append(name) += '=';
  for (char c : value) {
    if (c == ' ' || c == '\\') settings += '\\';
    settings += c;
  }
}

// libpq counts whole seconds, and takes none for "as long as it lasts".
std::string seconds(std::chrono::milliseconds timeout) {
  return std::to_string(std::max<std::int64_t>((timeout.count() + 999) / 1000, 1));
}

}  // namespace

Location locate(const Url& url, const ConnectOptions& options) {
  check_tls(url);
  Location location{.conninfo = {}, .display = url.display(), .statement_cache = options.statement_cache};
  std::string host = url.host;
  std::string port = url.port == 0 ? std::string() : std::to_string(url.port);
  std::chrono::milliseconds connect_timeout = options.connect_timeout;
  std::chrono::milliseconds lock_timeout = options.busy_timeout;

  // Values come and go in one form, whatever the server's configuration says.
  std::string settings;
  set(settings, "timezone", "UTC");
  set(settings, "datestyle", "ISO,YMD");
  set(settings, "intervalstyle", "postgres");
  set(settings, "bytea_output", "hex");
  set(settings, "extra_float_digits", "3");
  set(settings, "client_min_messages", "warning");
  for (const auto& [name, value] : url.options) {
    if (name == "host") {
      if (!host.empty()) refuse(url, "it names two hosts", "leave out ?host, or the one before the database");
      host = value;
    } else if (name == "port") {
      if (!port.empty()) refuse(url, "it names two ports", "leave out ?port, or the one behind the host");
      port = value;
    } else if (name == "connect_timeout") {
      connect_timeout = std::chrono::milliseconds(read_milliseconds(url, name, value));
    } else if (name == "lock_timeout") {
      lock_timeout = std::chrono::milliseconds(read_milliseconds(url, name, value));
    } else if (name == "statement_timeout" || name == "idle_in_transaction_session_timeout") {
      set(settings, name, std::to_string(read_milliseconds(url, name, value)));
    } else if (name == "copy_rows") {
      location.copy_rows = read_rows(url, value);
    } else if (name == "schema") {
      set(settings, "search_path", quoted_identifier(value));
    } else if (std::find(libpq_options.begin(), libpq_options.end(), name) != libpq_options.end()) {
      add(location.conninfo, name, value);
    } else {
      refuse(url, "PostgreSQL has no option \"" + name + "\"", "the options are  " + std::string(option_names));
    }
  }
  set(settings, "lock_timeout", std::to_string(lock_timeout.count()));

  if (!host.empty()) add(location.conninfo, "host", host);
  if (!port.empty()) add(location.conninfo, "port", port);
  if (!url.user.empty()) add(location.conninfo, "user", url.user);
  if (!url.password.empty()) add(location.conninfo, "password", url.password);
  if (!url.database.empty()) add(location.conninfo, "dbname", url.database);
  add(location.conninfo, "connect_timeout", seconds(connect_timeout));
  add(location.conninfo, "client_encoding", "UTF8");
  add(location.conninfo, "options", settings);
  if (!url.options.contains("application_name")) add(location.conninfo, "fallback_application_name", "weft");
  return location;
}

namespace {

// Variables of libpq's own go before the options of a connection, and values would be read and written in another form.
void undo_environment(pqxx::connection& connection) {
  if (std::getenv("PGTZ") == nullptr && std::getenv("PGDATESTYLE") == nullptr) return;
  pqxx::nontransaction(connection).exec("SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'");
}

}  // namespace

std::unique_ptr<pqxx::connection> open(const Location& location) {
  const std::string what = "cannot connect to \"" + location.display + "\"";
  std::unique_ptr<pqxx::connection> connection;
  try {
    connection = std::make_unique<pqxx::connection>(location.conninfo);
    undo_environment(*connection);
  } catch (const std::exception& error) {
    throw_connect_error(what, error.what());
  }
#if PQXX_VERSION_MAJOR < 7
  // It would connect again by itself, and go on outside the transaction that was lost.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  connection->inhibit_reactivation(true);
#pragma GCC diagnostic pop
#endif
  if (connection->server_version() < oldest_server) {
    throw OperationalError(what, {.message = "the server is older than PostgreSQL 12", .sqlstate = "0A000"});
  }
  return connection;
}

Capabilities capabilities_of(const pqxx::connection&, const Location& location) {
  Capabilities can;
  can.bulk_rows = location.copy_rows;
  can.generated_keys = GeneratedKeys::returning;
  can.key_list = KeyListForm::array;
  can.key_chunk = 10000;
  can.max_parameters = 65535;  // the protocol counts them in two bytes
  can.insert_rows = 1000;      // from here on nothing is gained
  can.identifier_length = 63;
  can.insert_returning = true;
  can.update_returning = true;
  can.delete_returning = true;
  can.default_values = true;
  can.on_conflict = true;
  can.savepoints = true;
  can.row_counts = true;
  can.batch_row_counts = true;
  can.statement_while_streaming = true;  // a result, or a portion of it, has arrived as a whole before it is read
  can.streaming = true;
  can.row_values = true;
  can.null_ordering = true;
  can.for_update = true;
  can.skip_locked = true;
  can.common_table_expressions = true;
  can.window_functions = true;
  can.lateral = true;
  can.schemas = true;
  can.deferred_constraints = true;
  can.transactional_ddl = true;
  can.arrays = true;
  return can;
}

}  // namespace weft::postgresql
