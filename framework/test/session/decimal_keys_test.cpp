// SPDX-License-Identifier: MIT
//
// Keys that are equal as numbers and written otherwise: 1.5 is the key of the row that says 1.50.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

struct Rate;
struct Loan {
  std::int64_t id{};
  Decimal rate_percent{};
  Ref<Rate> rate{};
};
struct Rate {
  Decimal percent{};
  std::string name{};
  List<Loan> loans{};
};

void map(Mapper<Loan>& m) {
  m.table("loan");
  m.column<&Loan::id>().primary_key();
  m.column<&Loan::rate_percent>().references<&Rate::percent>();
  m.relationship<&Loan::rate>().back_populates<&Rate::loans>();
}
void map(Mapper<Rate>& m) {
  m.table("rate");
  m.column<&Rate::percent>().primary_key();
  m.column<&Rate::name>();
  m.relationship<&Rate::loans>().back_populates<&Loan::rate>();
}

// SQLite stores what it is given: numbers, in a column without a type of weft's.
class DecimalKeys : public testing::Test {
 protected:
  DecimalKeys() {
    database.run({"CREATE TABLE rate (percent NUMERIC PRIMARY KEY, name TEXT)",
                  "CREATE TABLE loan (id INTEGER PRIMARY KEY, rate_percent NUMERIC REFERENCES rate(percent))",
                  "INSERT INTO rate VALUES (1.5, 'low'), (20, 'high')"});
  }
  Database database{};
};

TEST_F(DecimalKeys, are_equal_as_numbers_in_the_session) {
  Session session(database.engine);
  auto low = session.get<Rate>(Decimal("1.50"));
  ASSERT_TRUE(low);

  EXPECT_EQ(session.get<Rate>(Decimal("1.5")), low);
  EXPECT_EQ(session.get<Rate>(Decimal("20.00"))->name, "high");
}

TEST_F(DecimalKeys, are_equal_as_numbers_in_foreign_keys) {
  Session session(database.engine);
  auto low = session.get<Rate>(Decimal("1.5"));

  auto loan = session.add(Loan{.rate_percent = Decimal("1.500")});
  session.flush();

  EXPECT_EQ(loan->rate, low);
  session.commit();
  EXPECT_EQ(session.get<Rate>(Decimal("1.5"))->loans.size(), 1U);
}

TEST_F(DecimalKeys, are_equal_as_numbers_when_a_value_is_merged) {
  Session session(database.engine);

  session.merge(Rate{.percent = Decimal("1.50"), .name = "lower"});
  session.commit();

  EXPECT_EQ(database.texts("SELECT name FROM rate ORDER BY percent"), (Names{"lower", "high"}));
}

}  // namespace
}  // namespace weft::test
