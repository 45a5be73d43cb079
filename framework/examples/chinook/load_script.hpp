// SPDX-License-Identifier: MIT
//
// Fills an empty database from Chinook's own SQL script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <weft/weft.hpp>

namespace chinook {

/// Runs the script in one transaction and says on standard error how far it is. SQLite gets the tables as the script
/// creates them, other databases as the model maps them. Nothing is dropped: a table that is there already is an error.
void load_script(weft::Engine& engine, const std::string& file);

/// The statements of a script, without comments. Semicolons inside quotes end nothing, and names in [brackets], which
/// only some databases read, get `quote` around them instead.
std::vector<std::string> split_statements(std::string_view script, char quote);

} // namespace chinook
