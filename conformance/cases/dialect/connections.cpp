// SPDX-License-Identifier: MIT
//
// The driver: connecting, executing, fetching, counting and batches, on a connection without an engine.
#include "case.hpp"
#include "cases/dialect/wire.hpp"

namespace weft::conformance {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// --- connecting ---

void capabilities_make_sense(Trial& trial) {
  const Capabilities& can = trial.capabilities();
  EXPECT_GT(can.key_chunk, 0U);
  EXPECT_GT(can.max_parameters, 0U);
  EXPECT_GT(can.insert_rows, 0U);
  EXPECT_GE(can.identifier_length, 8U);
  EXPECT_TRUE(can.generated_keys != GeneratedKeys::returning || can.insert_returning)
      << "keys come by RETURNING, which is not claimed";
  EXPECT_TRUE(!can.streaming || can.statement_while_streaming)
      << "rows stream, and nothing may run beside them: the framework takes them in as a whole";
  EXPECT_TRUE(!can.batch_row_counts || can.row_counts) << "a batch counts its rows, and one statement does not";
}

void name_is_that_of_the_plugin(Trial& trial) {
  EXPECT_FALSE(trial.target().dialect().name().empty());
  EXPECT_EQ(trial.engine().dialect(), trial.target().dialect().name());
}

void answers_a_ping(Trial& trial) {
  const auto connection = trial.connect();
  EXPECT_TRUE(connection->usable());
  EXPECT_TRUE(connection->ping());
  EXPECT_TRUE(connection->usable());
}

void several_connections(Trial& trial) {
  const auto first = trial.connect();
  const auto second = trial.connect();
  EXPECT_TRUE(first->ping());
  EXPECT_TRUE(second->ping());
}

void unknown_option_is_refused(Trial& trial) {
  Url url = trial.target().url();
  url.options["an_option_that_nobody_takes"] = "1";
  expect_error<UsageError>([&] { static_cast<void>(trial.target().dialect().connect(url, {})); },
                           "an_option_that_nobody_takes");
}

void password_is_in_no_message(Trial& trial) {
  Url url = trial.target().url();
  url.password = "correct-horse";
  url.options["an_option_that_nobody_takes"] = "1";
  try {
    static_cast<void>(trial.target().dialect().connect(url, {}));
  } catch (const Error& error) {
    EXPECT_EQ(std::string_view(error.what()).find("correct-horse"), std::string_view::npos) << error.what();
  }
}

void no_statement_cache(Trial& trial) {
  const auto connection = trial.target().dialect().connect(trial.target().url(), {.statement_cache = 0});
  for (int time = 0; time < 3; ++time) {
    Cell cell;
    EXPECT_EQ(connection->query({"SELECT 1", 7}, {}, {})->fetch({&cell, 1}), 1U);
    EXPECT_EQ(cell.integer, 1);
  }
}

void small_statement_cache(Trial& trial) {
  const auto connection = trial.target().dialect().connect(trial.target().url(), {.statement_cache = 2});
  for (int time = 0; time < 3; ++time)
    for (std::uint64_t id = 1; id <= 5; ++id) {
      const std::string sql = "SELECT " + std::to_string(id);
      Cell cell;
      EXPECT_EQ(connection->query({sql, id}, {}, {})->fetch({&cell, 1}), 1U);
      EXPECT_EQ(cell.integer, static_cast<std::int64_t>(id));
    }
}

// --- statements ---

void parameters_in_their_order(Trial& trial) {
  Wire wire(trial);
  wire.execute("INSERT INTO conf_wire (n, note) VALUES (:a, :b)", {integer(7), words("seven")});
  EXPECT_EQ(wire.rows("SELECT note, n FROM conf_wire WHERE note = :a AND n = :b", {words("seven"), integer(7)}),
            (Rows{{"seven", "7"}}));
}

void null_parameter(Trial& trial) {
  Wire wire(trial);
  wire.execute("INSERT INTO conf_wire (n, note) VALUES (:a, :b)", {integer(7), Value()});
  EXPECT_EQ(wire.value("SELECT note FROM conf_wire"), "NULL");
}

void same_statement_again(Trial& trial) {
  Wire wire(trial);
  constexpr std::uint64_t id = 4711;
  for (std::int64_t n = 1; n <= 5; ++n)
    EXPECT_EQ(wire.execute("INSERT INTO conf_wire (n) VALUES (:a)", {integer(n)}, id).rows, 1);
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "5");
}

void statement_after_its_failure(Trial& trial) {
  Wire wire(trial);
  constexpr std::uint64_t id = 4712;
  const std::string_view sql = "INSERT INTO conf_wire (n) VALUES (:a)";
  wire.execute(sql, {integer(1)}, id);
  EXPECT_THROW(wire.execute(sql, {integer(1)}, id), IntegrityError);
  EXPECT_EQ(wire.execute(sql, {integer(2)}, id).rows, 1);
}

void rows_in_blocks(Trial& trial) {
  Wire wire(trial);
  wire.fill(10);
  const std::string sql = "SELECT n, note FROM conf_wire ORDER BY n";
  const auto cursor = wire.connection().query({sql, 0}, {}, {});
  ASSERT_EQ(cursor->columns(), 2U);
  std::vector<Cell> block(6);
  std::int64_t next = 1;
  while (const std::size_t rows = cursor->fetch(block)) {
    ASSERT_LE(rows, 3U);
    for (std::size_t row = 0; row < rows; ++row) EXPECT_EQ(block[row * 2].integer, next++);
  }
  EXPECT_EQ(next, 11);
}

void column_names(Trial& trial) {
  Wire wire(trial);
  const auto cursor = wire.connection().query({"SELECT n, note AS words FROM conf_wire", 0}, {}, {});
  ASSERT_EQ(cursor->columns(), 2U);
  EXPECT_EQ(cursor->column_name(0), "n");
  EXPECT_EQ(cursor->column_name(1), "words");
}

void no_rows(Trial& trial) {
  Wire wire(trial);
  const auto cursor = wire.connection().query({"SELECT n FROM conf_wire", 0}, {}, {});
  Cell cell;
  EXPECT_EQ(cursor->fetch({&cell, 1}), 0U);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 0U);
}

void cursor_given_up(Trial& trial) {
  Wire wire(trial);
  wire.fill(5);
  for (int time = 0; time < 3; ++time) {
    const auto cursor = wire.connection().query({"SELECT n FROM conf_wire ORDER BY n", 99}, {}, {});
    Cell cell;
    ASSERT_EQ(cursor->fetch({&cell, 1}), 1U);
    EXPECT_EQ(cell.integer, 1);
  }
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "5");
}

void rows_of_execute_are_dropped(Trial& trial) {
  Wire wire(trial);
  wire.fill(3);
  wire.execute("SELECT n FROM conf_wire");
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "3");
}

// The driver itself: a second statement on the same connection, while rows of the first are still to come.
void statement_while_streaming(Trial& trial) {
  Wire wire(trial);
  wire.fill(5);
  const auto cursor = wire.connection().query({"SELECT n FROM conf_wire ORDER BY n", 0}, {}, {});
  Cell cell;
  std::int64_t sum = 0;
  while (cursor->fetch({&cell, 1}) != 0) {
    sum += cell.integer;
    EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "5");
  }
  EXPECT_EQ(sum, 15);
}

// --- row counts and batches ---

void inserted_rows_are_counted(Trial& trial) {
  Wire wire(trial);
  EXPECT_EQ(wire.execute("INSERT INTO conf_wire (n) VALUES (1), (2), (3)").rows, 3);
}

void updates_count_matched_rows(Trial& trial) {
  Wire wire(trial);
  wire.fill(4);
  EXPECT_EQ(wire.execute("UPDATE conf_wire SET note = 'x' WHERE n <= 3").rows, 3);
  EXPECT_EQ(wire.execute("UPDATE conf_wire SET note = 'x' WHERE n <= 4").rows, 4) << "matched rows count, not changed ones";
  EXPECT_EQ(wire.execute("UPDATE conf_wire SET note = 'x' WHERE n > 99").rows, 0);
}

void deletes_count_rows(Trial& trial) {
  Wire wire(trial);
  wire.fill(4);
  EXPECT_EQ(wire.execute("DELETE FROM conf_wire WHERE n > 99").rows, 0);
  EXPECT_EQ(wire.execute("DELETE FROM conf_wire WHERE n <= 3").rows, 3);
}

void batch(Trial& trial) {
  Wire wire(trial);
  const std::vector<Value> values{integer(1), words("a"), integer(2), Value(), integer(3), words("c")};
  const std::string sql = wire.translated("INSERT INTO conf_wire (n, note) VALUES (:a, :b)", {integer(0), words("")});
  const auto cells = cells_of(values);
  wire.connection().execute_batch({sql, 0}, {cells, 2, 3}, {}, {});
  EXPECT_EQ(wire.rows("SELECT n, note FROM conf_wire ORDER BY n"), (Rows{{"1", "a"}, {"2", "NULL"}, {"3", "c"}}));
}

void batch_counts_each_row(Trial& trial) {
  Wire wire(trial);
  wire.fill(3);
  const std::vector<Value> values{integer(1), integer(99), integer(3)};
  const std::string sql = wire.translated("UPDATE conf_wire SET note = 'x' WHERE n = :a", {integer(0)});
  const auto cells = cells_of(values);
  std::vector<std::int64_t> counts(3, -1);
  wire.connection().execute_batch({sql, 0}, {cells, 1, 3}, counts, {});
  EXPECT_EQ(counts, (std::vector<std::int64_t>{1, 0, 1}));
}

void batch_that_fails(Trial& trial) {
  Wire wire(trial);
  const std::vector<Value> values{integer(1), integer(1), integer(2)};
  const std::string sql = wire.translated("INSERT INTO conf_wire (n) VALUES (:a)", {integer(0)});
  const auto cells = cells_of(values);
  wire.connection().begin({});
  EXPECT_THROW(wire.connection().execute_batch({sql, 0}, {cells, 1, 3}, {}, {}), IntegrityError);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "0");
}

void stands_without_counts(Trial& trial) {
  Wire wire(trial);
  wire.fill(2);
  wire.execute("UPDATE conf_wire SET note = 'x'");
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire WHERE note = 'x'"), "2");
}

const Group connecting{"dialect.connecting",
                       {{"capabilities_make_sense", &capabilities_make_sense, Level::core},
                        {"name_is_that_of_the_plugin", &name_is_that_of_the_plugin, Level::core},
                        {"answers_a_ping", &answers_a_ping, Level::core},
                        {"several_connections", &several_connections},
                        {"unknown_option_is_refused", &unknown_option_is_refused},
                        {"password_is_in_no_message", &password_is_in_no_message},
                        {"no_statement_cache", &no_statement_cache},
                        {"small_statement_cache", &small_statement_cache}}};

const Group statements{"dialect.statements",
                       {{"parameters_in_their_order", &parameters_in_their_order, Level::core},
                        {"null_parameter", &null_parameter, Level::core},
                        {"same_statement_again", &same_statement_again, Level::core},
                        {"statement_after_its_failure", &statement_after_its_failure},
                        {"rows_in_blocks", &rows_in_blocks, Level::core},
                        {"column_names", &column_names},
                        {"no_rows", &no_rows, Level::core},
                        {"cursor_given_up", &cursor_given_up},
                        {"rows_of_execute_are_dropped", &rows_of_execute_are_dropped},
                        {"statement_while_streaming", &statement_while_streaming, Level::standard,
                         &Capabilities::statement_while_streaming, &cursor_given_up}}};

const Group counts{"dialect.row_counts",
                   {{"inserts", &inserted_rows_are_counted, Level::standard, &Capabilities::row_counts, &stands_without_counts},
                    {"updates_count_matched_rows", &updates_count_matched_rows, Level::core, &Capabilities::row_counts,
                     &stands_without_counts},
                    {"deletes", &deletes_count_rows, Level::standard, &Capabilities::row_counts, &stands_without_counts},
                    {"batch", &batch, Level::core},
                    {"batch_counts_each_row", &batch_counts_each_row, Level::standard, &Capabilities::batch_row_counts,
                     &stands_without_counts},
                    {"batch_that_fails", &batch_that_fails}}};

}  // namespace
}  // namespace weft::conformance
