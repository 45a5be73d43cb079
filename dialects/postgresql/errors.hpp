// SPDX-License-Identifier: MIT
//
// PostgreSQL's SQLSTATEs in the terms that all dialects share.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace weft::postgresql {

/// What the server said of a statement, without the values that PostgreSQL puts into its details.
struct ServerMessage {
  std::string text{};   ///< the first line, without "ERROR:"
  std::string hint{};   ///< PostgreSQL's own advice
  int position = -1;    ///< byte of the statement it points to
};

[[nodiscard]] ServerMessage read_message(std::string_view message, std::string_view sqlstate, std::string_view sql);

/// Whether the server cannot use a prepared statement as it is any more: its tables were altered, or somebody has thrown away
/// what was prepared. Prepared again it works.
[[nodiscard]] bool outdated(const std::exception& error);

/// Throws the weft error that fits what the driver has thrown. `connected`: whether the connection is still there.
[[noreturn]] void throw_driver_error(const std::exception& error, std::string_view sql, bool connected);

/// Throws `OperationalError`; `message` is libpq's, which does not hold the password.
[[noreturn]] void throw_connect_error(const std::string& what, std::string_view message);

/// Throws the `DisconnectedError` of a connection that was lost earlier.
[[noreturn]] void throw_disconnected(std::string_view sql);

}  // namespace weft::postgresql
