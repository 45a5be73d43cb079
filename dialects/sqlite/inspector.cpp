// SPDX-License-Identifier: MIT
#include "inspector.hpp"

namespace weft::sqlite {

const CatalogueQueries catalogue{
    .tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",

    // SQLite lets keys be null, except for the one that is the row number. Generated columns (hidden 2 and 3) are
    // columns; those of virtual tables (1) are not shown by SELECT *.
    .columns = "SELECT name, type, \"notnull\" = 0 AND NOT (pk > 0 AND type = 'INTEGER' AND "
               "count(*) FILTER (WHERE pk > 0) OVER () = 1), pk > 0, dflt_value "
               "FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid",

    .primary_key = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk",

    // The numbers count backwards: the key declared last is 0.
    .foreign_keys = "SELECT id, \"from\", \"table\", \"to\", nullif(lower(on_delete), 'no action'), "
                    "nullif(lower(on_update), 'no action') FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",

    .indexes = "SELECT list.name, list.\"unique\", info.name FROM pragma_index_list(?) AS list "
               "JOIN pragma_index_info(list.name) AS info WHERE list.origin <> 'pk' ORDER BY list.name, info.seqno",
};

}  // namespace weft::sqlite
