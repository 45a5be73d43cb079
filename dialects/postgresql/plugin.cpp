// SPDX-License-Identifier: MIT
#include <weft/dialect.hpp>

#include "dialect.hpp"

using weft::postgresql::Postgresql;

WEFT_DIALECT_PLUGIN(Postgresql, {.name = "postgresql",
                                 .version = "0.1.0",
                                 .summary = "PostgreSQL 12 and later, through libpqxx",
                                 .schemes = "postgresql postgres"})
