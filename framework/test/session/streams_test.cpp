// SPDX-License-Identifier: MIT
//
// Results that come in portions. What becomes of the entities: stream_memory_test.cpp.
#include "weft/session/stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ranges>
#include <utility>

#include "support/database.hpp"
#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

static_assert(std::ranges::input_range<Stream<Ptr<Employee>>>);
static_assert(std::ranges::input_range<Stream<std::tuple<std::string, std::int64_t>>>);

struct Streams : testing::Test {
  Streams() {
    database.fill_company();
    counter.reset();
  }
  Stream<Ptr<Employee>> employees(std::size_t portion) {
    return session.scalars(select<Employee>().order_by(col<&Employee::id>), {.yield_per = portion});
  }
  /// What reading on says.
  template <class Row>
  static std::string error_of(Stream<Row>& stream) {
    try {
      (void)stream.all();
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }

  Database database{};
  Session session{database.engine};
  StatementCounter counter{database.engine};
};

TEST_F(Streams, give_all_rows_in_their_order_whatever_the_portion) {
  for (const std::size_t portion : {1U, 2U, 3U, 4U, 5U, 1000U}) {
    Names seen;

    for (const Ptr<Employee>& employee : employees(portion)) seen.push_back(employee->name);

    EXPECT_EQ(seen, (Names{"Ann", "Bob", "Cid", "Dan"})) << portion;
  }
}

TEST_F(Streams, are_one_statement) {
  for (const auto& employee : employees(1)) EXPECT_TRUE(employee);

  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(Streams, give_their_first_row_and_end_with_it) {
  auto stream = employees(2);

  EXPECT_EQ(stream.first()->name, "Ann");

  EXPECT_TRUE(stream.all().empty());
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_FALSE(stream.first());
}

TEST_F(Streams, give_the_only_row_there_is) {
  const auto named = [&](std::string_view name) {
    return session.scalars(select<Employee>().where(col<&Employee::name> == name), {.yield_per = 1});
  };

  EXPECT_EQ(named("Bob").one()->name, "Bob");
  EXPECT_EQ(named("Bob").one_or_none()->name, "Bob");
  EXPECT_FALSE(named("Eve").one_or_none());
  EXPECT_THROW((void)named("Eve").one(), NoResultError);
}

TEST_F(Streams, of_several_rows_have_no_only_one_also_behind_the_portion) {
  for (const std::size_t portion : {1U, 2U, 4U}) {
    EXPECT_THROW((void)employees(portion).one(), MultipleResultsError) << portion;
    EXPECT_THROW((void)employees(portion).one_or_none(), MultipleResultsError) << portion;
  }
}

TEST_F(Streams, are_reported_when_their_last_row_was_read) {
  std::vector<std::int64_t> rows;
  const auto watch = database.engine.on_statement([&](const StatementEvent& event) {
    if (event.kind == StatementKind::statement) rows.push_back(event.rows);
  });
  auto stream = employees(3);
  EXPECT_TRUE(rows.empty());

  (void)stream.all();

  EXPECT_THAT(rows, ElementsAre(4));
}

TEST_F(Streams, send_their_statement_at_once) {
  auto stream = employees(2);
  database.run("UPDATE employee SET full_name = 'Zoe' WHERE id = 1");

  EXPECT_EQ((*stream.begin())->name, "Ann");
}

TEST_F(Streams, give_columns_as_tuples_and_as_values) {
  Names seen;
  std::int64_t years = 0;

  for (auto [name, age] : session.execute(
           select(col<&Employee::name>, col<&Employee::age>).order_by(col<&Employee::id>), {.yield_per = 3}))
    seen.push_back(name + std::to_string(age));
  for (const std::int64_t age : session.scalars(select(col<&Employee::age>), {.yield_per = 3})) years += age;

  EXPECT_EQ(seen, (Names{"Ann30", "Bob40", "Cid50", "Dan60"}));
  EXPECT_EQ(years, 180);
}

TEST_F(Streams, give_several_entities_of_a_row) {
  Names seen;

  for (const auto& [employee, department] :
       session.execute(select<Employee, Department>().join<&Employee::department>().order_by(col<&Employee::id>), {.yield_per = 2}))
    seen.push_back(employee->name + " " + department->name);

  EXPECT_EQ(seen, (Names{"Ann Sales", "Bob Sales", "Cid Stock"}));
}

TEST_F(Streams, may_be_empty) {
  auto stream = session.scalars(select<Employee>().where(col<&Employee::age> > 99), {.yield_per = 10});

  EXPECT_TRUE(stream.begin() == stream.end());
  EXPECT_TRUE(stream.all().empty());
}

TEST_F(Streams, give_what_is_left_as_a_whole) {
  auto stream = employees(3);
  ++stream.begin();

  const auto rest = stream.all();

  EXPECT_EQ(names(rest, &Employee::name), (Names{"Bob", "Cid", "Dan"}));
}

TEST_F(Streams, can_be_moved_while_they_are_read) {
  auto stream = employees(2);
  ++stream.begin();

  auto moved = std::move(stream);

  EXPECT_EQ((*moved.begin())->name, "Bob");
  EXPECT_EQ(moved.all().size(), 3U);
}

TEST_F(Streams, of_no_rows_at_a_time_are_refused) {
  EXPECT_THROW(session.scalars(select<Employee>(), {.yield_per = 0}), UsageError);
}

TEST_F(Streams, flush_what_the_query_could_miss) {
  session.add(Employee{.name = "Eve", .age = 20});

  EXPECT_EQ(employees(2).all().size(), 5U);
}

TEST_F(Streams, let_the_session_load_and_flush_in_between) {
  Names seen;

  for (const auto& employee : employees(1)) {
    employee.modify()->age += 1;
    session.add(Department{.name = employee->name + "'s"});
    session.flush();
    seen.push_back(employee->department ? employee->department->name : "none");
  }
  session.commit();

  EXPECT_EQ(seen, (Names{"Sales", "Sales", "Stock", "none"}));
  EXPECT_THAT(database.numbers("SELECT age FROM employee ORDER BY id"), ElementsAre(31, 41, 51, 61));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM department"), ElementsAre(7));
}

TEST_F(Streams, can_be_read_side_by_side) {
  auto others = session.scalars(select<Employee>().order_by(col<&Employee::id>.desc()), {.yield_per = 1});
  Names seen;

  for (const auto& employee : employees(2)) {
    seen.push_back(employee->name + (*others.begin())->name);
    ++others.begin();
  }

  EXPECT_EQ(seen, (Names{"AnnDan", "BobCid", "CidBob", "DanAnn"}));
}

TEST_F(Streams, give_up_their_cursor_when_they_are_closed) {
  auto stream = employees(1);
  stream.close();

  EXPECT_TRUE(stream.begin() == stream.end());
  session.execute(text("DROP TABLE passport"));  // which SQLite refuses under an open cursor
  EXPECT_EQ(counter.count(), 2U);
}

TEST_F(Streams, overwrite_what_is_held_when_asked_to) {
  auto ann = session.get<Employee>(1);
  ann.modify()->age = 1;
  const auto held = session.no_autoflush();

  for (const auto& employee : session.scalars(select<Employee>().order_by(col<&Employee::id>),
                                              {.yield_per = 2, .populate_existing = true}))
    EXPECT_TRUE(employee);

  EXPECT_EQ(ann->age, 30);
}

// The end of the transaction.

TEST_F(Streams, end_with_a_commit) {
  auto stream = employees(1);
  auto ann = *stream.begin();

  session.commit();

  EXPECT_EQ(ann->name, "Ann");
  EXPECT_EQ(error_of(stream),
            "cannot read the stream any further: its transaction was committed\n"
            "  read it to its end first, or do in another session what ends it");
}

TEST_F(Streams, end_with_a_rollback) {
  auto stream = employees(1);

  session.rollback();

  EXPECT_THAT(error_of(stream), HasSubstr("its transaction was rolled back"));
}

TEST_F(Streams, that_were_read_to_their_end_do_not_mind) {
  auto stream = employees(2);
  while (stream.begin() != stream.end()) ++stream.begin();

  session.commit();

  EXPECT_EQ(error_of(stream), "no error");
}

TEST_F(Streams, end_with_a_flush_that_fails) {
  auto stream = employees(1);
  session.add(Employee{.name = "Eve", .department_id = 99});

  EXPECT_THROW(session.flush(), IntegrityError);

  EXPECT_THAT(error_of(stream), HasSubstr("a flush failed"));
}

TEST_F(Streams, end_with_their_session) {
  std::optional<Stream<Ptr<Employee>>> stream;
  {
    Session shorter(database.engine);
    stream = shorter.scalars(select<Employee>(), {.yield_per = 1});
  }

  EXPECT_EQ((*stream->begin())->name, "Ann");
  EXPECT_THAT(error_of(*stream), HasSubstr("its session is gone"));
}

TEST_F(Streams, end_with_the_savepoint_that_they_were_opened_in) {
  auto before = employees(1);
  auto savepoint = session.begin_nested();
  auto inside = employees(1);

  savepoint.rollback();

  EXPECT_THAT(error_of(inside), HasSubstr("inside of a savepoint, which was rolled back"));
  EXPECT_EQ(before.all().size(), 4U);
}

TEST_F(Streams, go_on_after_a_savepoint_is_kept) {
  auto savepoint = session.begin_nested();
  auto inside = employees(1);
  savepoint.commit();
  auto later = session.begin_nested();
  later.rollback();

  EXPECT_EQ(inside.all().size(), 4U);
}

// Loading.

TEST_F(Streams, load_for_each_portion) {
  counter.reset();
  Names seen;

  for (const auto& department :
       session.scalars(select<Department>().order_by(col<&Department::id>).options(selectinload<&Department::employees>()),
                       {.yield_per = 2}))
    seen.push_back(department->name + std::to_string(department->employees.size()));

  EXPECT_EQ(seen, (Names{"Sales2", "Stock1", "Board0"}));
  EXPECT_EQ(counter.count(), 3U);  // the select, and a list of keys for each of two portions
}

TEST_F(Streams, join_what_is_one) {
  Names seen;

  for (const auto& employee :
       session.scalars(select<Employee>().order_by(col<&Employee::id>).options(joinedload<&Employee::department>()),
                       {.yield_per = 2}))
    seen.push_back(employee->department ? employee->department->name : "none");

  EXPECT_EQ(seen, (Names{"Sales", "Sales", "Stock", "none"}));
  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(Streams, refuse_to_join_collections) {
  try {
    (void)session.scalars(select<Employee>().options(joinedload<&Employee::department>().joinedload<&Department::employees>()),
                          {.yield_per = 2});
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot read in portions: \"Employee > department > employees\" is filled from rows of the same statement, which "
                 "may lie in several of them\n"
                 "  load it for each portion:  .options(weft::selectinload<&Department::employees>())");
  }
  EXPECT_THROW(session.scalars(select<Department>().join<&Department::employees>().options(
                                   contains_eager<&Department::employees>()),
                               {.yield_per = 2}),
               UsageError);
  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(Streams, refuse_to_repeat_the_statement) {
  try {
    (void)session.scalars(select<Department>().options(subqueryload<&Department::employees>()), {.yield_per = 2});
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot read in portions: the strategy \"subquery\" of \"Department > employees\" repeats the statement of its "
                 "owners, which would read all that is related for each portion\n"
                 "  load it by the keys of each portion:  .options(weft::selectinload<&Department::employees>())");
  }
}

TEST_F(Streams, let_a_statement_be_repeated_below_what_each_portion_loads) {
  database.fill_library();
  std::size_t books = 0;

  for (const auto& book : session.scalars(select<Book>().options(selectinload<&Book::author>().subqueryload<&Author::books>()),
                                          {.yield_per = 2}))
    books += book->author->books.size();

  EXPECT_EQ(books, 5U);
}

// Drivers.

class DriverStreams : public testing::Test {
 protected:
  DriverStreams() { database_.answer(sql, {{"id"}, {{Value(std::int64_t{1})}, {Value(std::int64_t{2})}, {Value(std::int64_t{3})}}}); }
  Stream<std::int64_t> ids(std::size_t portion) {
    return session_.scalars(select(col<&Item::id>), {.yield_per = portion});
  }

  const std::string sql = "SELECT item.id FROM item";
  FakeDatabase database_{};
  Engine engine_{database_.url()};
  Session session_{engine_};
};

TEST_F(DriverStreams, errors_in_the_middle_end_them) {
  Capabilities can;
  can.statement_while_streaming = true;
  database_.set_capabilities(can);
  database_.fail("fetch " + sql, [] { throw OperationalError("no more", {}); });
  auto stream = ids(3);
  Names seen;

  EXPECT_THROW(
      for (const std::int64_t id : stream) seen.push_back(std::to_string(id)), OperationalError);

  EXPECT_EQ(seen, (Names{"1", "2", "3"}));
  EXPECT_THROW((void)stream.all(), UsageError);
}

TEST_F(DriverStreams, are_taken_in_first_where_nothing_runs_beside_a_cursor) {
  database_.fail("fetch " + sql, [] { throw OperationalError("no more", {}); });

  EXPECT_THROW(ids(1), OperationalError);  // the last fetch, before the first row is given out

  database_.heal("fetch " + sql);
  EXPECT_EQ(ids(2).all(), (std::vector<std::int64_t>{1, 2, 3}));
}

}  // namespace
}  // namespace weft::test
