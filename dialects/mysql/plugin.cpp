// SPDX-License-Identifier: MIT
#include <weft/dialect.hpp>

#include "dialect.hpp"

using weft::mysql::Mysql;

WEFT_DIALECT_PLUGIN(
    Mysql, {.name = "mysql", .version = "0.1.0", .summary = "MySQL 8 and MariaDB", .schemes = "mysql mariadb"})
