// SPDX-License-Identifier: MIT
//
// Which names need quotes. All words that SQLite, PostgreSQL, MySQL, MariaDB or the standard reserve are
// here: quotes that one database would not need do no harm, missing ones would.
#include <algorithm>
#include <array>

#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {
namespace {

constexpr std::string_view reserved_text =
    "accessible add all alter analyse analyze and any array as asc asensitive asymmetric authorization autoincrement "
    "before begin between bigint binary blob both by call cascade case cast change char character check collate "
    "collation column commit concurrently condition constraint continue convert create cross cube cume_dist "
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user cursor "
    "database databases day_hour day_microsecond day_minute day_second dec decimal declare default deferrable "
    "delayed delete delete_domain_id dense_rank desc describe deterministic distinct distinctrow div do "
    "do_domain_ids double drop dual each else elseif empty enclosed end escape escaped except exists exit explain "
    "false fetch first_value float float4 float8 for force foreign freeze from full fulltext function general "
    "generated get grant group grouping groups having high_priority hour_microsecond hour_minute hour_second if "
    "ignore ignore_domain_ids ignore_server_ids ilike in index indexed infile initially inner inout insensitive "
    "insert int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is isnull "
    "iterate join json_table key keys kill lag last_value lateral lead leading leave left library like limit linear "
    "lines load localtime localtimestamp lock long longblob longtext loop low_priority manual master_bind "
    "master_heartbeat_period master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint "
    "minute_microsecond minute_second mod modifies natural no_write_to_binlog not nothing notnull nth_value ntile "
    "null numeric of offset on only optimize optimizer_costs option optionally or order out outer outfile over "
    "overlaps page_checksum parallel parse_vcol_expr partition percent_rank placing portion precision primary "
    "procedure purge qualify raise range rank read read_write reads real recursive ref_system_id references regexp "
    "release rename repeat replace require resignal restrict return returning revoke right rlike rollback row "
    "row_number rows schema schemas second_microsecond select sensitive separator session_user set show signal "
    "similar slow smallint some spatial specific sql sql_big_result sql_calc_found_rows sql_small_result "
    "sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc stats_persistent stats_sample_pages stored "
    "straight_join symmetric system system_user table tablesample terminated then tinyblob tinyint tinytext to "
    "trailing transaction trigger true undo union unique unlock unsigned update usage use user using utc_date "
    "utc_time utc_timestamp values varbinary varchar varcharacter variadic varying verbose virtual when where "
    "while window with write xor year_month zerofill ";

constexpr std::size_t reserved_count = std::count(reserved_text.begin(), reserved_text.end(), ' ');

consteval std::array<std::string_view, reserved_count> split() {
  std::array<std::string_view, reserved_count> words{};
  std::string_view rest = reserved_text;
  for (std::string_view& word : words) {
    word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size() + 1);
  }
  return words;
}

constexpr auto reserved_words = split();
static_assert(std::is_sorted(reserved_words.begin(), reserved_words.end()));

}  // namespace

bool Compiler::plain_identifier(std::string_view name) noexcept {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (char c : name) {
    // Upper case needs quotes: PostgreSQL folds it to lower case otherwise.
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return !std::binary_search(reserved_words.begin(), reserved_words.end(), name);
}

void Compiler::write_quoted(std::string_view name, char quote, Writer& out) {
  if (name.empty() || name.find('\0') != std::string_view::npos) {
    throw MappingError(name.empty() ? "a name of the statement is empty" : "a name of the statement holds a NUL");
  }
  out << quote;
  for (char c : name) {
    if (c == quote) out << quote;
    out << c;
  }
  out << quote;
}

void Compiler::write_identifier(std::string_view name, Writer& out) const {
  if (plain_identifier(name)) {
    out << name;
  } else {
    write_quoted(name, '"', out);
  }
}

}  // namespace weft::sql
