// SPDX-License-Identifier: MIT
//
// The tables as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <weft/weft.hpp>

namespace chinook {

/// True when there is no table of artists, or no artist in it.
bool is_empty(weft::Engine& engine);

/// As the model maps them; what is there stays.
void create_tables(weft::Engine& engine);

/// After rows with keys of their own: the database makes new keys behind those. PostgreSQL has to be told.
void continue_keys(weft::Session& session);

struct TableContents {
  std::string_view table;
  std::size_t rows = 0;
  std::uint64_t checksum = 0; ///< of every column of every row, in the order of the keys

  bool operator==(const TableContents&) const = default;
};

/// All of them, as the session sees them.
std::vector<TableContents> contents(weft::Session& session);

} // namespace chinook
