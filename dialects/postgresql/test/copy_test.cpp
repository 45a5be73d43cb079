// SPDX-License-Identifier: MIT
#include "copy.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace weft::postgresql::test {
namespace {

std::string escaped(std::string_view text) {
  std::string line;
  append_escaped(line, text);
  return line;
}

std::string copied(const Cell& cell) {
  std::string memory;
  return std::string(copied_text(cell, memory));
}

TEST(CopyText, escapes_what_ends_fields_and_lines) {
  EXPECT_EQ(escaped("a\tb\nc\rd"), R"(a\tb\nc\rd)");
  EXPECT_EQ(escaped("\b\f\v"), R"(\b\f\v)");
  EXPECT_EQ(escaped("it's \"quoted\", {1}"), "it's \"quoted\", {1}");
}

TEST(CopyText, of_null_and_of_the_end_is_no_longer_either) {
  EXPECT_EQ(escaped(R"(\N)"), R"(\\N)");
  EXPECT_EQ(escaped(R"(\.)"), R"(\\.)");
  EXPECT_EQ(escaped(""), "");
}

TEST(CopyText, of_a_cell_is_what_a_parameter_would_be) {
  EXPECT_EQ(copied(Cell::of(std::int64_t{-5})), "-5");
  EXPECT_EQ(copied(Cell::of(0.1)), "0.1");
  EXPECT_EQ(copied(Cell::text("a\tb")), "a\tb");
  EXPECT_EQ(copied(Cell::blob(std::string_view("\0\xff", 2))), R"(\x00ff)");
}

TEST(CopyText, names_tables_in_quotes) {
  TableDefinition table;
  table.name = "my \"table\"";
  EXPECT_EQ(quoted_name(table), R"("my ""table""")");
  table.schema = "shop";
  EXPECT_EQ(quoted_name(table), R"("shop"."my ""table""")");
}

TEST(FitForCopy, leaves_to_insert_what_has_a_type_as_a_parameter_only) {
  TableColumn words;
  words.type = {TypeKind::text};
  TableColumn bytes;
  bytes.type = {TypeKind::blob};
  const std::vector<const TableColumn*> columns{&words, &bytes};
  const BulkInsert insert{.columns = columns};
  const auto fits = [&](const std::vector<Cell>& cells) { return fit_for_copy(insert, {cells, 2, cells.size() / 2}); };

  EXPECT_TRUE(fits({Cell::text("a"), Cell::blob("b"), Cell::null(), Cell::null()}));
  EXPECT_FALSE(fits({Cell::text("a"), Cell::blob("b"), Cell::blob("c"), Cell::null()}));
  EXPECT_FALSE(fits({Cell::text(std::string_view("a\0b", 3)), Cell::null()}));
}

}  // namespace
}  // namespace weft::postgresql::test
