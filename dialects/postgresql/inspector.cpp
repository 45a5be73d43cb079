// SPDX-License-Identifier: MIT
#include "inspector.hpp"

namespace weft::postgresql {
const CatalogueQueries catalogue{
    .tables = "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid) AND "
              "relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) ORDER BY relname",

    .columns = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, "
               "EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)), "
               "pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a "
               "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
               "WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",

    .primary_key = "SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
                   "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number "
                   "WHERE i.indrelid = to_regclass(quote_ident($1)) AND i.indisprimary ORDER BY k.place",

    .foreign_keys = "WITH actions (letter, word) AS (VALUES ('c'::\"char\", 'cascade'), ('n', 'set null'), "
                    "('d', 'set default'), ('r', 'restrict')) "
                    "SELECT c.conname::text, a.attname::text, t.relname::text, b.attname::text, "
                    "deleting.word, updating.word FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid "
                    "CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(here, there, place) "
                    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here "
                    "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there "
                    "LEFT JOIN actions deleting ON deleting.letter = c.confdeltype "
                    "LEFT JOIN actions updating ON updating.letter = c.confupdtype "
                    "WHERE c.conrelid = to_regclass(quote_ident($1)) AND c.contype = 'f' ORDER BY c.oid, k.place",

    // Columns that an index only carries along (INCLUDE) are behind its keys; an expression has the number 0.
    .indexes = "SELECT c.relname::text, i.indisunique, a.attname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
               "CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
               "LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0 "
               "WHERE i.indrelid = to_regclass(quote_ident($1)) AND NOT i.indisprimary AND k.place <= i.indnkeyatts "
               "ORDER BY c.relname, k.place",
};

}  // namespace weft::postgresql
