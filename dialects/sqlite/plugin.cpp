// SPDX-License-Identifier: MIT
#include <weft/dialect.hpp>

#include "dialect.hpp"

using weft::sqlite::Sqlite;

WEFT_DIALECT_PLUGIN(
    Sqlite, {.name = "sqlite", .version = "0.1.0", .summary = "SQLite 3, in a file or in memory", .schemes = "sqlite"})
