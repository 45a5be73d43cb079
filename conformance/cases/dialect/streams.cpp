// SPDX-License-Identifier: MIT
//
// Rows that are asked for in portions, while other statements run beside them.
#include "case.hpp"
#include "cases/dialect/wire.hpp"

namespace weft::conformance {
namespace {

constexpr std::size_t portion = 2;

/// The numbers 1 to `count`, in a transaction.
void begin_with_rows(Wire& wire, std::int64_t count) {
  wire.fill(count);
  wire.connection().begin({});
}

std::unique_ptr<Cursor> numbers(Wire& wire) {
  return wire.connection().query({"SELECT n FROM conf_wire ORDER BY n", 0, portion}, {}, {});
}

/// All that the cursor still gives, one row at a time.
std::vector<std::int64_t> rest_of(Cursor& cursor) {
  std::vector<std::int64_t> values;
  Cell cell;
  while (cursor.fetch({&cell, 1}) != 0) values.push_back(cell.integer);
  return values;
}

using Numbers = std::vector<std::int64_t>;

void rows_in_portions(Trial& trial) {
  for (const std::int64_t count : {0, 1, 2, 3, 4, 5}) {
    Wire wire(trial);
    begin_with_rows(wire, count);
    Numbers expected;
    for (std::int64_t n = 1; n <= count; ++n) expected.push_back(n);

    const auto cursor = numbers(wire);

    EXPECT_EQ(cursor->columns(), 1U);
    EXPECT_EQ(cursor->column_name(0), "n");
    EXPECT_EQ(rest_of(*cursor), expected);
    Cell cell;
    EXPECT_EQ(cursor->fetch({&cell, 1}), 0U) << "a result that has ended goes on";
  }
}

void more_room_than_a_portion(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 5);
  const auto cursor = numbers(wire);
  std::vector<Cell> cells(16);
  Numbers values;
  while (const std::size_t rows = cursor->fetch(cells))
    for (std::size_t row = 0; row < rows; ++row) values.push_back(cells[row].integer);
  EXPECT_EQ(values, (Numbers{1, 2, 3, 4, 5}));
}

void parameters_and_texts(Trial& trial) {
  Wire wire(trial);
  for (const char* note : {"a", "b", "c", "d"})
    wire.execute("INSERT INTO conf_wire (n, note) VALUES (:a, :b)", {integer(note[0]), words(note)});
  wire.connection().begin({});
  const std::vector<Value> values{integer('b'), words("x")};
  const std::string sql = wire.translated("SELECT note FROM conf_wire WHERE n >= :a AND note <> :b ORDER BY n", values);
  for (int time = 0; time < 2; ++time) {  // the same statement twice, which a connection may keep
    const auto cells = cells_of(values);
    const auto cursor = wire.connection().query({sql, 7, portion}, cells, {});
    std::string notes;
    Cell cell;
    while (cursor->fetch({&cell, 1}) != 0) notes += text_of(cell);
    EXPECT_EQ(notes, "bcd");
  }
}

void closed_early(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  {
    const auto cursor = numbers(wire);
    Cell cell;
    EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
  }
  EXPECT_EQ(wire.execute("UPDATE conf_wire SET note = 'x'").rows, trial.capabilities().row_counts ? 9 : 0);
  wire.connection().commit();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire WHERE note = 'x'"), "9");
}

// A cursor is given up before its transaction ends, read to its end or not.
void closed_before_a_rollback(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  numbers(wire).reset();
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "9");
  wire.connection().begin({});
  EXPECT_EQ(rest_of(*numbers(wire)).size(), 9U);
  wire.connection().commit();
}

void after_an_error_beside_it(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  auto cursor = numbers(wire);
  EXPECT_THROW(wire.execute("INSERT INTO conf_wire (n) VALUES (1)"), IntegrityError);
  cursor.reset();  // in a transaction that may have failed
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "9");
}

void outside_of_a_transaction(Trial& trial) {
  Wire wire(trial);
  wire.fill(3);
  EXPECT_EQ(rest_of(*numbers(wire)), (Numbers{1, 2, 3}));
}

void statements_beside_it(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 5);
  const auto cursor = numbers(wire);
  std::int64_t sum = 0;
  Cell cell;
  while (cursor->fetch({&cell, 1}) != 0) {
    sum += cell.integer;
    wire.execute("UPDATE conf_wire SET note = :a WHERE n = :b", {words("read"), integer(cell.integer)});
    EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "5");
  }
  EXPECT_EQ(sum, 15);
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire WHERE note = 'read'"), "5");
}

void two_side_by_side(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 5);
  const auto first = numbers(wire);
  const auto second = numbers(wire);
  Numbers values;
  Cell cell;
  while (first->fetch({&cell, 1}) != 0) {
    values.push_back(cell.integer);
    ASSERT_EQ(second->fetch({&cell, 1}), 1U);
    values.push_back(cell.integer);
  }
  EXPECT_EQ(values, (Numbers{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}));
}

void savepoints_beside_it(Trial& trial) {
  if (!trial.capabilities().savepoints) return trial.not_claimed("the dialect claims no savepoints");
  Wire wire(trial);
  begin_with_rows(wire, 5);
  const auto cursor = numbers(wire);
  Cell cell;
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);

  wire.connection().savepoint("inner");
  wire.execute("UPDATE conf_wire SET note = 'x'");
  auto inside = numbers(wire);
  EXPECT_EQ(inside->fetch({&cell, 1}), 1U);
  inside.reset();
  wire.connection().rollback_to_savepoint("inner");
  wire.connection().release_savepoint("inner");

  EXPECT_EQ(rest_of(*cursor), (Numbers{2, 3, 4, 5}));
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire WHERE note = 'x'"), "0");
}

/// The last row of nine cannot be computed: abs() of the smallest number there is.
constexpr const char* fails_late = "SELECT abs(-9223372036854775807 - (n - 8)) FROM conf_wire";

// What is not asked for is not made: the first rows are there before the last one fails.
void comes_when_it_is_fetched(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  const auto cursor = wire.connection().query({fails_late, 0, portion}, {}, {});
  Cell cell;
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
  EXPECT_THROW(rest_of(*cursor), Error);
}

// What comes to an end early has not ended: neither where rows are read one by one, nor where the rest of them was taken in
// for the sake of another statement.
void an_error_among_its_rows(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  EXPECT_THROW(rest_of(*wire.connection().query({fails_late, 0, portion}, {}, {})), Error);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "9");
}
void an_error_behind_a_statement(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 9);
  EXPECT_THROW(
      {
        const auto cursor = wire.connection().query({fails_late, 0, portion}, {}, {});
        Cell cell;
        EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
        EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "9");
        rest_of(*cursor);
      },
      Error);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "9");
}

// The other cursor is read, and let go, while the stream is open.
void beside_a_result_as_a_whole(Trial& trial) {
  Wire wire(trial);
  begin_with_rows(wire, 5);
  auto whole = wire.connection().query({"SELECT n FROM conf_wire ORDER BY n", 0}, {}, {});
  auto part = wire.connection().query({"SELECT n FROM conf_wire ORDER BY n", 3}, {}, {});
  Cell cell;
  EXPECT_EQ(part->fetch({&cell, 1}), 1U);
  const auto cursor = numbers(wire);
  EXPECT_EQ(cursor->fetch({&cell, 1}), 1U);
  EXPECT_EQ(rest_of(*whole), (Numbers{1, 2, 3, 4, 5}));
  whole.reset();
  part.reset();
  EXPECT_EQ(rest_of(*cursor), (Numbers{2, 3, 4, 5}));
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "5");
}

const Claim beside = &Capabilities::statement_while_streaming;

const Group streams{"dialect.streams",
                    {{"rows_in_portions", &rows_in_portions},
                     {"more_room_than_a_portion", &more_room_than_a_portion},
                     {"parameters_and_texts", &parameters_and_texts},
                     {"closed_early", &closed_early},
                     {"closed_before_a_rollback", &closed_before_a_rollback},
                     {"outside_of_a_transaction", &outside_of_a_transaction},
                     {"statements_beside_it", &statements_beside_it, Level::standard, beside, &closed_early},
                     {"an_error_beside_it", &after_an_error_beside_it, Level::standard, beside, &closed_before_a_rollback},
                     {"two_side_by_side", &two_side_by_side, Level::standard, beside, &closed_early},
                     {"an_error_among_its_rows", &an_error_among_its_rows},
                     {"an_error_behind_a_statement", &an_error_behind_a_statement, Level::standard, beside, &an_error_among_its_rows},
                     {"a_whole_result_beside_it", &beside_a_result_as_a_whole, Level::standard, beside, &closed_early},
                     {"savepoints_beside_it", &savepoints_beside_it, Level::standard, beside, &closed_early},
                     {"comes_when_it_is_fetched", &comes_when_it_is_fetched, Level::standard, &Capabilities::streaming,
                      &rows_in_portions}}};

}  // namespace
}  // namespace weft::conformance
