// SPDX-License-Identifier: MIT
//
// The numbers of MySQL and MariaDB in the terms that all dialects share.
#pragma once

#include <string>
#include <string_view>

namespace sql {
class SQLException;
}

namespace weft::mysql {

namespace driver = ::sql;  // weft::sql is something else

/// True for errors after which the connection is of no use.
[[nodiscard]] bool disconnects(const driver::SQLException& error) noexcept;

/// True when preparing the statement anew is all it needs: its tables have changed.
[[nodiscard]] bool needs_preparing_anew(const driver::SQLException& error) noexcept;

/// True for statements that can be run but not prepared.
[[nodiscard]] bool cannot_be_prepared(const driver::SQLException& error) noexcept;

/// True when the server keeps too many prepared statements, of all its connections.
[[nodiscard]] bool too_many_prepared(const driver::SQLException& error) noexcept;

/// Throws the weft error that fits.
[[noreturn]] void throw_error(const driver::SQLException& error, std::string_view sql);

/// The same while connecting: `what` says what failed. Always an `OperationalError`.
[[noreturn]] void throw_connect_error(const driver::SQLException& error, const std::string& what);

}  // namespace weft::mysql
