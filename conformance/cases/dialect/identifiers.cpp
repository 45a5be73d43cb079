// SPDX-License-Identifier: MIT
//
// Tables and columns under names of every kind.
#include "case.hpp"
#include "cases/dialect/live_table.hpp"

namespace weft::conformance {
namespace {

/// A table and a column of that name: created, written, read and inspected.
Case named(std::string_view called, std::string name, Level level = Level::standard,
           std::source_location place = std::source_location::current()) {
  return Case(
      called,
      [name](Trial& trial) {
        LiveTable live(trial, "conf_" + name);
        live.add(key("id"));
        const TableColumn& odd = live.add(column(name, TypeKind::int64));
        live.create();

        sql::InsertStatement insert;
        insert.into.table = &live.table;
        insert.columns = {detail::table_column(live.table.columns[0]), detail::table_column(odd)};
        const SqlType number{TypeKind::int64, 0, 0, 0};
        insert.rows = {{detail::integer_parameter(1, number), detail::integer_parameter(42, number)}};
        const std::vector<Cell> values{Cell::of(std::int64_t{1}), Cell::of(std::int64_t{42})};
        live.connection().execute({live.compiler().insert(insert).text, 0}, values);

        sql::SelectStatement select;
        select.from.table = &live.table;
        select.columns = {detail::table_column(odd)};
        select.order_by = {detail::table_column(odd)};
        const std::string sql = live.compiler().select(select).text;
        const auto cursor = live.connection().query({sql, 0}, {}, {});
        Cell cell;
        ASSERT_EQ(cursor->fetch({&cell, 1}), 1U) << sql;
        EXPECT_EQ(cell.integer, 42);

        const auto columns = live.inspector()->columns("conf_" + name);
        ASSERT_EQ(columns.size(), 2U) << "the inspector does not find the table";
        EXPECT_EQ(columns[1].name, name);
      },
      level, nullptr, {}, place);
}

const Group identifiers{"dialect.identifiers",
                        {named("reserved_word", "select", Level::core),
                         named("word_that_is_reserved_somewhere", "order"),
                         named("upper_case", "Mixed"),
                         named("blank", "a b"),
                         named("double_quote", "a\"b"),
                         named("single_quote", "a'b"),
                         named("backtick", "a`b"),
                         named("percent", "a%b"),
                         named("dot", "a.b"),
                         named("colon", "a:b"),
                         named("question_mark", "a?b"),
                         named("dollar", "a$1"),
                         named("brackets", "a[b]"),
                         named("parentheses", "a(b)"),
                         named("dash", "a-b"),
                         named("semicolon", "a;b"),
                         named("backslash", "a\\b"),
                         named("digit_in_front", "1a"),
                         named("accents", "caf\xC3\xA9"),
                         named("chinese", "\xE4\xB8\xAD\xE6\x96\x87"),
                         named("fifty_characters", "a123456789b123456789c123456789d123456789e123456789")}};

}  // namespace
}  // namespace weft::conformance
