// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "open.hpp"

namespace weft::mysql::test {
namespace {

using sql::NodeKind;
using sql::NodePtr;
using sql::Op;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

NodePtr shared(sql::Node node) {
  return std::make_shared<const sql::Node>(std::move(node));
}

NodePtr column(const TableColumn& definition, std::string alias = {}) {
  sql::Node node;
  node.kind = NodeKind::table_column;
  node.column = &definition;
  node.text = std::move(alias);
  return shared(std::move(node));
}

NodePtr value(std::int64_t number) {
  sql::Node node;
  node.kind = NodeKind::parameter;
  node.value = Value(number);
  return shared(std::move(node));
}

NodePtr binary(Op op, NodePtr left, NodePtr right) {
  sql::Node node;
  node.kind = NodeKind::binary;
  node.op = op;
  node.children = {std::move(left), std::move(right)};
  return shared(std::move(node));
}

// That a server takes what is written, the tests with a server show.
class Compiler : public testing::Test {
 protected:
  Compiler() {
    item.name = "item";
    add("id", {.kind = TypeKind::int64}).autoincrement = true;
    add("Order", {.kind = TypeKind::text});
    add("price", {.kind = TypeKind::real64});
    item.columns[0].primary_key = true;
    item.primary_key = {&item.columns[0]};
    select.from.table = &item;
    select.columns = {column(item.columns[0])};
  }

  TableColumn& add(std::string name, SqlType type) {
    TableColumn& added = item.columns.emplace_back();
    added.name = std::move(name);
    added.type = type;
    added.table = &item;
    return added;
  }

  /// The type of the table's second column.
  std::string second_type() {
    const std::string create = compiler.create_table(item)[0];
    const std::size_t begin = create.find("`Order` ") + 8;
    return create.substr(begin, create.find(" NOT NULL", begin) - begin);
  }

  std::string written(NodePtr expression) {
    select.columns = {std::move(expression)};
    const std::string sql = compiler.select(select).text;
    return sql.substr(7, sql.find(" FROM") - 7);
  }

  mysql::Compiler compiler{capabilities_of({.product = Product::mariadb, .version = 101106})};
  TableDefinition item{};
  sql::SelectStatement select{};
};

TEST_F(Compiler, asks_for_a_time_as_fine_as_its_columns) {
  sql::Node time;
  time.kind = NodeKind::function;
  time.text = "current_timestamp";

  EXPECT_EQ(written(shared(std::move(time))), "CURRENT_TIMESTAMP(6)");
}

TEST_F(Compiler, creates_tables_with_their_indexes_inside) {
  item.columns[2].indexed = true;
  add("data", {.kind = TypeKind::json}).nullable = true;
  item.indexes.push_back({"by_order", {&item.columns[1], &item.columns[2]}, true});

  EXPECT_THAT(compiler.create_table(item), ElementsAre("CREATE TABLE IF NOT EXISTS item (\n"
                                                       "  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"
                                                       "  `Order` VARCHAR(255) NOT NULL,\n"
                                                       "  price DOUBLE NOT NULL,\n"
                                                       "  data LONGTEXT,\n"
                                                       "  CHECK (json_valid(data)),\n"
                                                       "  INDEX ix_item_price (price),\n"
                                                       "  UNIQUE INDEX by_order (`Order`, price)\n"
                                                       ") ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
}

TEST_F(Compiler, gives_texts_a_length_only_where_they_are_keys) {
  EXPECT_EQ(second_type(), "LONGTEXT");
  item.columns[1].unique = true;
  EXPECT_EQ(second_type(), "VARCHAR(255)");
  item.columns[1].type.length = 40;
  EXPECT_EQ(second_type(), "VARCHAR(40)");
  item.columns[1].unique = false;
  EXPECT_EQ(second_type(), "VARCHAR(40)");
  item.columns[1].type.length = 1000000;
  EXPECT_EQ(second_type(), "LONGTEXT");
  item.columns[1].type = {.kind = TypeKind::blob};
  EXPECT_EQ(second_type(), "LONGBLOB");
  item.columns[1].indexed = true;
  EXPECT_EQ(second_type(), "VARBINARY(255)");
}

TEST_F(Compiler, gives_referring_texts_the_type_of_keys) {
  item.foreign_keys.push_back({{&item.columns[1]}, {&item.columns[0]}, "", ""});

  EXPECT_EQ(second_type(), "VARCHAR(255)");
}

TEST_F(Compiler, leaves_the_names_of_foreign_keys_to_the_server_where_they_cannot_meet) {
  item.foreign_keys.push_back({{&item.columns[1]}, {&item.columns[0]}, "", ""});
  EXPECT_THAT(compiler.create_table(item)[0], Not(HasSubstr("CONSTRAINT")));

  item.name = "Item";
  const std::string upper = compiler.create_table(item)[0];
  item.name = "ITEM";
  const std::string all_upper = compiler.create_table(item)[0];

  EXPECT_THAT(upper, HasSubstr("CONSTRAINT `fk_Item_Order_"));
  const auto number = [](const std::string& sql) {
    const std::size_t end = sql.find("` FOREIGN KEY");
    return sql.substr(end - 8, 8);
  };
  EXPECT_NE(number(upper), number(all_upper)) << "the rest of the name differs in case only";
}

TEST_F(Compiler, knows_all_types) {
  const std::vector<std::pair<SqlType, std::string>> types{
      {{.kind = TypeKind::boolean}, "BOOLEAN"},    {{.kind = TypeKind::int16}, "SMALLINT"},
      {{.kind = TypeKind::int32}, "INT"},          {{.kind = TypeKind::int64}, "BIGINT"},
      {{.kind = TypeKind::uint64}, "BIGINT UNSIGNED"}, {{.kind = TypeKind::real32}, "FLOAT"},
      {{.kind = TypeKind::date}, "DATE"},          {{.kind = TypeKind::time}, "TIME(6)"},
      {{.kind = TypeKind::timestamp}, "DATETIME(6)"}, {{.kind = TypeKind::uuid}, "CHAR(36)"},
      {{.kind = TypeKind::decimal}, "DECIMAL(38, 12)"},
      {{.kind = TypeKind::decimal, .precision = 10, .scale = 2}, "DECIMAL(10, 2)"}};
  for (const auto& [type, expected] : types) {
    item.columns[1].type = type;
    EXPECT_EQ(second_type(), expected);
  }
}

TEST_F(Compiler, writes_defaults_as_the_server_takes_them) {
  const auto default_of = [&](std::string expression) {
    item.columns[1].server_default = std::move(expression);
    const std::string create = compiler.create_table(item)[0];
    const std::size_t begin = create.find(" DEFAULT ") + 9;
    return create.substr(begin, create.find(",\n", begin) - begin);
  };

  EXPECT_EQ(default_of("-1.5"), "-1.5");
  EXPECT_EQ(default_of("true"), "true");
  EXPECT_EQ(default_of("'new'"), "('new')");
  EXPECT_EQ(default_of("CURRENT_TIMESTAMP"), "CURRENT_TIMESTAMP(6)");
  EXPECT_EQ(default_of("CURRENT_DATE"), "(CURRENT_DATE)");
  EXPECT_EQ(default_of("1 + 2"), "(1 + 2)");
}

TEST_F(Compiler, writes_operators_in_the_words_of_mysql) {
  const NodePtr id = column(item.columns[0]);
  const NodePtr name = column(item.columns[1]);
  const NodePtr price = column(item.columns[2]);

  EXPECT_EQ(written(binary(Op::null_safe_equal, name, value(1))), "item.`Order` <=> ?");
  EXPECT_EQ(written(binary(Op::concat, name, name)), "concat(item.`Order`, item.`Order`)");
  EXPECT_EQ(written(binary(Op::divide, id, value(2))), "item.id DIV ?");
  EXPECT_EQ(written(binary(Op::divide, price, value(2))), "item.price / ?");
  EXPECT_EQ(written(binary(Op::divide, binary(Op::add, id, value(1)), id)), "(item.id + ?) DIV item.id");
  EXPECT_EQ(written(binary(Op::ilike, name, name)), "lower(item.`Order`) LIKE lower(item.`Order`)");
}

TEST_F(Compiler, casts_to_what_cast_knows) {
  const auto cast = [&](SqlType type) {
    sql::Node node;
    node.kind = NodeKind::cast;
    node.type = type;
    node.children = {column(item.columns[0])};
    return written(shared(std::move(node)));
  };

  EXPECT_EQ(cast({.kind = TypeKind::int32}), "CAST(item.id AS SIGNED)");
  EXPECT_EQ(cast({.kind = TypeKind::text}), "CAST(item.id AS CHAR)");
  EXPECT_EQ(cast({.kind = TypeKind::text, .length = 5}), "CAST(item.id AS CHAR(5))");
  EXPECT_EQ(cast({.kind = TypeKind::real64}), "CAST(item.id AS DOUBLE)");
  EXPECT_EQ(cast({.kind = TypeKind::timestamp}), "CAST(item.id AS DATETIME(6))");
}

TEST_F(Compiler, emulates_the_order_of_nulls) {
  sql::Node term;
  term.kind = NodeKind::ordering;
  term.op = Op::descending;
  term.nulls = sql::Nulls::first;
  term.children = {column(item.columns[2])};
  select.order_by = {shared(std::move(term))};

  EXPECT_THAT(compiler.select(select).text,
              HasSubstr("ORDER BY CASE WHEN item.price IS NULL THEN 0 ELSE 1 END, item.price DESC"));
}

TEST_F(Compiler, writes_limits_that_stand_alone_and_behind_in) {
  select.offset = value(5);
  EXPECT_THAT(compiler.select(select).text, HasSubstr("LIMIT 18446744073709551615 OFFSET ?"));

  sql::Node in;
  in.kind = NodeKind::in_select;
  in.children = {column(item.columns[0], "outside")};
  auto inner = std::make_shared<sql::SelectStatement>(select);
  inner->offset = nullptr;
  inner->limit = value(3);
  in.select = inner;
  select.offset = nullptr;
  select.from.alias = "outside";
  select.where = shared(std::move(in));
  EXPECT_THAT(compiler.select(select).text,
              HasSubstr("outside.id IN (SELECT * FROM (SELECT item.id FROM item LIMIT ?) AS limited)"));
}

TEST_F(Compiler, locks_rows) {
  select.for_update = select.skip_locked = true;

  EXPECT_THAT(compiler.select(select).text, HasSubstr(" FOR UPDATE SKIP LOCKED"));
}

TEST_F(Compiler, changes_the_row_that_is_there) {
  sql::InsertStatement insert;
  insert.into.table = &item;
  insert.columns = {column(item.columns[0]), column(item.columns[2])};
  insert.rows = {{value(1), value(2)}};
  insert.conflict_columns = {column(item.columns[0])};
  insert.conflict_updates = {{column(item.columns[2]), column(item.columns[2], "excluded")}};

  EXPECT_EQ(compiler.insert(insert).text,
            "INSERT INTO item (id, price) VALUES (?, ?) ON DUPLICATE KEY UPDATE price = VALUES(price)");

  insert.conflict_updates.clear();
  insert.on_conflict_do_nothing = true;
  EXPECT_THAT(compiler.insert(insert).text, HasSubstr(" ON DUPLICATE KEY UPDATE id = item.id"));
}

TEST_F(Compiler, inserts_a_row_of_defaults) {
  sql::InsertStatement insert;
  insert.into.table = &item;
  insert.rows = {{}};

  EXPECT_EQ(compiler.insert(insert).text, "INSERT INTO item () VALUES ()");
}

TEST_F(Compiler, writes_lists_of_composite_keys_so_that_the_index_is_used) {
  sql::Node list;
  list.kind = NodeKind::key_list;
  list.children = {column(item.columns[0]), column(item.columns[2])};
  list.values = {Value(std::int64_t{1}), Value(std::int64_t{2}), Value(std::int64_t{3}), Value(std::int64_t{4})};
  select.where = shared(std::move(list));

  EXPECT_THAT(compiler.select(select).text,
              HasSubstr("(item.id = ? AND item.price = ? OR item.id = ? AND item.price = ?)"));
}

}  // namespace
}  // namespace weft::mysql::test
