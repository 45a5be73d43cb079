// SPDX-License-Identifier: MIT
#include "open.hpp"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace weft::mysql {
namespace {

using std::chrono::milliseconds;

[[noreturn]] void refuse(const Url& url, const std::string& why, const std::string& remedy) {
  throw UsageError("cannot connect to \"" + url.display() + "\": " + why + "\n  " + remedy);
}

milliseconds read_timeout(const Url& url, const std::string& name, const std::string& value) {
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < 0) {
    refuse(url, name + " \"" + value + "\" is not a number of milliseconds", "for example  ?" + name + "=5000");
  }
  return milliseconds(number);
}

Tls read_tls(const Url& url, const std::string& value) {
  if (value == "disable") return Tls::disable;
  if (value == "require") return Tls::require;
  if (value == "verify-ca") return Tls::verify_authority;
  if (value == "verify-full") return Tls::verify;
  refuse(url, "sslmode \"" + value + "\" is unknown",
         "use disable (the default), require (encrypted), verify-ca (by a server that sslrootcert vouches for) or\n"
         "  verify-full (and that has the name of the URL's host)");
}

bool read_capabilities(const Url& url, const std::string& value) {
  if (value == "mysql") return true;
  refuse(url, "capabilities \"" + value + "\" is unknown",
         "mysql lets a MariaDB do only what MySQL can do, too; without it the server does what it can");
}

void read_option(const Url& url, const std::string& name, const std::string& value, Location& location) {
  if (name == "socket") location.socket = value;
  else if (name == "sslmode") location.tls = read_tls(url, value);
  else if (name == "sslrootcert") location.tls_authority = value;
  else if (name == "sslcert") location.tls_certificate = value;
  else if (name == "sslkey") location.tls_key = value;
  else if (name == "connect_timeout") location.connect_timeout = read_timeout(url, name, value);
  else if (name == "busy_timeout") location.busy_timeout = read_timeout(url, name, value);
  else if (name == "read_timeout") location.read_timeout = read_timeout(url, name, value);
  else if (name == "capabilities") location.as_mysql = read_capabilities(url, value);
  else if (name == "write_timeout") location.write_timeout = read_timeout(url, name, value);
  else
    refuse(url, "MySQL has no option \"" + name + "\"",
           "the options are  socket, sslmode, sslrootcert, sslcert, sslkey, connect_timeout, busy_timeout, read_timeout, "
           "write_timeout, capabilities");
}

// The driver reads the host as a URL of its own.
void check_host(const Url& url) {
  for (char c : url.host) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '-' || c == '_' || c == ':';
    if (!good) refuse(url, "its host is not a name or an address", "name a unix socket as  ?socket=/path");
  }
}

// The driver counts in seconds; less than one would be no limit at all.
int seconds(milliseconds time) {
  return static_cast<int>(std::max<milliseconds::rep>((time.count() + 999) / 1000, 1));
}

// Its first call fills a table that nothing protects.
driver::Driver& the_driver() {
  static driver::Driver* const instance = get_driver_instance();
  return *instance;
}

std::string host_of(const Location& location) {
  // "localhost" means the default socket to the driver, whatever port is given.
  if (!location.socket.empty()) return "localhost";
  const bool numbers_with_colons = location.host.find(':') != std::string::npos;
  const std::string host = numbers_with_colons ? '[' + location.host + ']' : location.host;
  return "tcp://" + host + ':' + std::to_string(location.port);
}

driver::ConnectOptionsMap options_of(const Location& location) {
  driver::ConnectOptionsMap options;
  options["hostName"] = driver::SQLString(host_of(location));
  if (!location.socket.empty()) options["socket"] = driver::SQLString(location.socket);
  options["userName"] = driver::SQLString(location.user);
  options["password"] = driver::SQLString(location.password);
  if (!location.database.empty()) options["schema"] = driver::SQLString(location.database);
  options["CLIENT_FOUND_ROWS"] = true;
  options["OPT_RECONNECT"] = false;  // a transaction would go on in a connection that never began it
  options["OPT_LOCAL_INFILE"] = 0;   // a server could ask for any file of this machine
  options["OPT_CONNECT_TIMEOUT"] = seconds(location.connect_timeout);
  if (location.read_timeout.count() > 0) options["OPT_READ_TIMEOUT"] = seconds(location.read_timeout);
  if (location.write_timeout.count() > 0) options["OPT_WRITE_TIMEOUT"] = seconds(location.write_timeout);
  if (location.tls != Tls::disable) {
    options["sslEnforce"] = true;
    options["sslVerify"] = location.tls == Tls::verify;
    if (!location.tls_authority.empty()) options["sslCA"] = driver::SQLString(location.tls_authority);
    if (!location.tls_certificate.empty()) options["sslCert"] = driver::SQLString(location.tls_certificate);
    if (!location.tls_key.empty()) options["sslKey"] = driver::SQLString(location.tls_key);
  }
  return options;
}

std::string failed(const Location& location) {
  return "cannot connect to \"" + location.name + "\"";
}

[[noreturn]] void too_old(const Location& location, const std::string& version) {
  throw OperationalError(failed(location), {.message = "the server is \"" + version + "\"",
                                            .sql = {},
                                            .sqlstate = "0A000",
                                            .remedy = "weft needs MySQL 8.0 or MariaDB 10.5, or a later one"});
}

}  // namespace

Location locate(const Url& url, const ConnectOptions& options) {
  check_host(url);
  Location location;
  location.name = url.display();
  location.host = url.host.empty() || url.host == "localhost" ? "127.0.0.1" : url.host;
  if (url.port != 0) location.port = url.port;
  location.user = url.user;
  location.password = url.password;
  location.database = url.database;
  location.connect_timeout = options.connect_timeout;
  location.busy_timeout = options.busy_timeout;
  location.statement_cache = options.statement_cache;
  for (const auto& [name, value] : url.options)
    read_option(url, name, value, location);
  if (location.database.empty()) {
    refuse(url, "it names no database", "write it behind the server:  mysql://user:password@host/database");
  }
  if (!location.socket.empty() && !url.host.empty() && url.host != "localhost") {
    refuse(url, "it has a host and a socket", "leave one of the two out:  mysql://user@/database?socket=/path");
  }
  const bool tls_files =
      !location.tls_authority.empty() || !location.tls_certificate.empty() || !location.tls_key.empty();
  if (tls_files && location.tls == Tls::disable) {
    refuse(url, "it has certificates, and nothing would be encrypted", "add  sslmode=require  or  sslmode=verify-full");
  }
  // The driver takes a file of nothing in particular for the missing one, and fails with words about its contents.
  if (location.tls_certificate.empty() != location.tls_key.empty()) {
    refuse(url, "it has one of sslcert and sslkey", "a certificate and its key go together: add the other one");
  }
  // The driver checks the authority where it is given one, the name only when told to.
  if (location.tls == Tls::verify_authority && location.tls_authority.empty()) {
    refuse(url, "sslmode is verify-ca, and no authority is named", "add  sslrootcert=/path/to/ca.pem");
  }
  return location;
}

Handle open(const Location& location) {
  try {
    driver::ConnectOptionsMap options = options_of(location);
    return Handle(the_driver().connect(options));
  } catch (const driver::SQLException& error) {
    throw_connect_error(error, failed(location));
  }
}

Server read_version(std::string_view text) {
  Server server;
  if (text.find("MariaDB") != std::string_view::npos) server.product = Product::mariadb;
  int parts[3] = {0, 0, 0};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (int& part : parts) {
    const auto [next, error] = std::from_chars(at, end, part);
    if (error != std::errc{}) break;
    at = next;
    if (at == end || *at != '.') break;
    ++at;
  }
  server.version = parts[0] * 10000 + parts[1] * 100 + parts[2];
  return server;
}

Server recognise(driver::Connection& connection, const Location& location) {
  try {
    const std::unique_ptr<driver::Statement> statement(connection.createStatement());
    const std::unique_ptr<driver::ResultSet> row(statement->executeQuery(
        "SELECT version(), @@max_allowed_packet, @@auto_increment_increment, @@innodb_autoinc_lock_mode"));
    row->next();
    const std::string version = row->getString(1);
    Server server = read_version(version);
    const int oldest = server.product == Product::mariadb ? 100500 : 80000;
    if (server.version < oldest) too_old(location, version);
    server.largest_packet = row->getUInt64(2);
    server.keys_are_consecutive = row->getInt(3) == 1;
    return server;
  } catch (const driver::SQLException& error) {
    throw_connect_error(error, failed(location));
  }
}

void configure(driver::Connection& connection, const Location& location, const Server& server) {
  // Strict: what does not fit is an error and not something else. A key of 0 is 0. " quotes names, || joins texts
  // and \ is a character, as in the standard and on the other databases.
  std::string settings =
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
      "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,ANSI_QUOTES,PIPES_AS_CONCAT,"
      "NO_BACKSLASH_ESCAPES', time_zone = '+00:00'";
  const bool may_refuse_to_wait = server.product == Product::mariadb;
  const bool waits = location.busy_timeout.count() > 0 || !may_refuse_to_wait;
  settings += ", innodb_lock_wait_timeout = " + std::to_string(waits ? seconds(location.busy_timeout) : 0);
  // The same for statements about tables, which would wait for a day. MySQL does not take 0.
  settings += ", lock_wait_timeout = " + std::to_string(waits ? seconds(location.busy_timeout) : 0);
  // The driver has set REPEATABLE READ: what the server is configured for goes first.
  settings += server.product == Product::mariadb ? ", tx_isolation = DEFAULT" : ", transaction_isolation = DEFAULT";
  try {
    const std::unique_ptr<driver::Statement> statement(connection.createStatement());
    statement->execute("SET NAMES utf8mb4 COLLATE utf8mb4_bin");
    statement->execute(settings);
  } catch (const driver::SQLException& error) {
    throw_connect_error(error, failed(location));
  }
}

Capabilities capabilities_of(const Server& server) {
  const bool mariadb = server.product == Product::mariadb;
  Capabilities can;
  if (mariadb) {
    can.generated_keys = GeneratedKeys::returning;
  } else {
    can.generated_keys =
        server.keys_are_consecutive ? GeneratedKeys::first_insert_id : GeneratedKeys::last_insert_id;
  }
  can.key_list = KeyListForm::placeholders;
  can.key_chunk = 500;
  can.max_parameters = 65535;
  can.insert_rows = 1000;
  can.identifier_length = 64;
  can.insert_returning = mariadb;
  can.delete_returning = mariadb;
  can.default_values = true;
  can.on_conflict = true;
  can.savepoints = true;
  can.row_counts = true;
  can.batch_row_counts = true;
  // A result has arrived as a whole before it is read, or is taken in before anything else runs.
  can.statement_while_streaming = true;
  can.streaming = true;
  can.row_values = false;                // MariaDB reads the whole table for (a, b) IN (...)
  can.for_update = true;
  can.skip_locked = !mariadb || server.version >= 100600;
  can.common_table_expressions = true;
  can.window_functions = true;
  can.lateral = !mariadb && server.version >= 80014;
  can.schemas = true;
  return can;
}

Capabilities shared_with_mysql(const Server& server) {
  const Capabilities own = capabilities_of(server);
  Server mysql = server;
  mysql.product = Product::mysql;
  mysql.version = 80000;
  Capabilities can = capabilities_of(mysql);
  can.skip_locked = can.skip_locked && own.skip_locked;
  can.lateral = can.lateral && own.lateral;
  return can;
}

}  // namespace weft::mysql
