// SPDX-License-Identifier: MIT
#include "inspector.hpp"

namespace weft::mysql {

const CatalogueQueries catalogue{
    .tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND "
              "table_type = 'BASE TABLE' ORDER BY table_name",

    // MariaDB writes out the default that every column has.
    .columns = "SELECT column_name, column_type, is_nullable = 'YES', column_key = 'PRI', nullif(column_default, 'NULL') "
               "FROM information_schema.columns WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position",

    .primary_key = "SELECT column_name FROM information_schema.statistics WHERE table_schema = database() AND "
                   "table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index",

    // To InnoDB NO ACTION and RESTRICT are one, and MariaDB says RESTRICT for keys that say nothing.
    .foreign_keys = "SELECT used.constraint_name, used.column_name, used.referenced_table_name, used.referenced_column_name, "
                    "nullif(nullif(lower(rules.delete_rule), 'no action'), 'restrict'), "
                    "nullif(nullif(lower(rules.update_rule), 'no action'), 'restrict') "
                    "FROM information_schema.key_column_usage AS used "
                    "JOIN information_schema.referential_constraints AS rules "
                    "ON rules.constraint_schema = used.constraint_schema AND rules.constraint_name = used.constraint_name "
                    "AND rules.table_name = used.table_name "
                    "WHERE used.table_schema = database() AND used.table_name = ? AND used.referenced_table_name IS NOT NULL "
                    "ORDER BY used.constraint_name, used.ordinal_position",

    .indexes = "SELECT index_name, non_unique = 0, column_name FROM information_schema.statistics WHERE table_schema = "
               "database() AND table_name = ? AND index_name <> 'PRIMARY' ORDER BY index_name, seq_in_index",
};

}  // namespace weft::mysql
