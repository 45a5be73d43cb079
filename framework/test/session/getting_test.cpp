// SPDX-License-Identifier: MIT
//
// One entity by its key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

struct Gauge {
  std::int32_t id{};
};
void map(Mapper<Gauge>& m) {
  m.table("gauge");
  m.column<&Gauge::id>().primary_key();
}

struct Getting : testing::Test {
  Getting() { database.fill_company(); }
  Database database;
  Session session{database.engine};
};

TEST_F(Getting, finds_what_the_flush_before_it_writes) {
  const auto fresh = session.add(Department{.id = 9, .name = "New"});

  EXPECT_EQ(session.get<Department>(9), fresh);
  EXPECT_EQ(session.scalars(select<Department>().where(col<&Department::id> == 9)).all().size(), 1U);
  const auto italy = session.add(Country{.code = "it", .name = "Italy"});
  EXPECT_EQ(session.get<Country>("it"), italy);
}

TEST_F(Getting, does_not_find_what_the_flush_before_it_deletes) {
  const auto board = session.get<Department>(3);
  session.remove(board);
  EXPECT_FALSE(session.get<Department>(3));
  EXPECT_EQ(session.get<Department>(2)->name, "Stock");
}

TEST_F(Getting, a_key_that_is_null_asks_nobody) {
  StatementCounter counter(database.engine);

  EXPECT_FALSE(session.get<Department>(std::optional<std::int64_t>{}));
  EXPECT_EQ(counter.count(), 0U);
  EXPECT_EQ(session.get<Department>(std::optional<std::int64_t>{1})->name, "Sales");
}

TEST_F(Getting, refuses_a_text_for_a_number) {
  try {
    (void)session.get<Department>("1");
    FAIL() << "a text was taken for a key";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot get \"Department\": its key \"id\" is an integer"));
  }
  EXPECT_THROW((void)session.get<Department>(1.0), UsageError);
}

// A row that was rolled back, or deleted past the session, gives its key to the next one.
TEST_F(Getting, a_new_row_takes_the_place_of_one_that_is_gone) {
  session.execute(insert<Department>().values(Department{.id = 9, .name = "Old"}));
  const auto old = session.get<Department>(9);
  session.rollback();

  const auto fresh = session.add(Department{.id = 9, .name = "New"});
  session.commit();

  EXPECT_EQ(fresh->name, "New");
  EXPECT_EQ(session.get<Department>(9), fresh);
  EXPECT_EQ(state(old), State::detached);
  EXPECT_THROW(session.add(old), UsageError);
}

// Some databases make an error of such a number.
TEST_F(Getting, a_number_that_no_row_can_have_asks_nobody) {
  StatementCounter counter(database.engine);

  EXPECT_FALSE(session.get<Gauge>(std::int64_t{1} << 40));
  EXPECT_FALSE(session.get<Gauge>(-(std::int64_t{1} << 40)));

  EXPECT_EQ(counter.count(), 0U);
}

TEST_F(Getting, a_key_has_the_form_of_each_of_its_columns) {
  EXPECT_THROW((void)session.get<OrderItem>("x", 1), UsageError);
  EXPECT_THROW((void)session.get<OrderItem>(1, "x"), UsageError);
  EXPECT_THROW((void)session.get<Country>(1), UsageError);
}

}  // namespace
}  // namespace weft::test
