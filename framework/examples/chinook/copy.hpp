// SPDX-License-Identifier: MIT
//
// Moves the whole graph from one database to another, whatever they are.
#pragma once

#include <weft/weft.hpp>

namespace chinook {

/// Creates the tables in `to`, stores a copy of every object of `from` there in one transaction, and prints what both
/// hold. True when they hold the same. Throws `std::runtime_error` when `to` holds something already, and what weft
/// throws; then nothing was stored.
bool copy(weft::Engine& from, weft::Engine& to);

} // namespace chinook
