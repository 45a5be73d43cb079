// SPDX-License-Identifier: MIT
//
// Sessions on a server: what the dialect and the framework have to do right together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <weft/weft.hpp>

#include "database.hpp"
#include "support/family.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;
using weft::test::family::Child;
using weft::test::family::Parent;

// A text as a key, a word of SQL as a name, and one column of each kind.
struct Sample {
  std::string code{};
  std::int32_t order{};
  std::optional<double> ratio{};
  std::uint64_t large{};
  bool active{};
  float small{};
  std::vector<std::byte> bytes{};
  Decimal amount{};
  Uuid token{};
  Json data{};
  std::chrono::year_month_day day{};
  std::chrono::sys_time<std::chrono::microseconds> moment{};
};

void map(Mapper<Sample>& m) {
  m.table("sample");
  m.column<&Sample::code>().primary_key();
  m.column<&Sample::order>("order").server_default("7").index();
  m.column<&Sample::ratio>();
  m.column<&Sample::large>();
  m.column<&Sample::active>();
  m.column<&Sample::small>();
  m.column<&Sample::bytes>();
  m.column<&Sample::amount>();
  m.column<&Sample::token>();
  m.column<&Sample::data>();
  m.column<&Sample::day>();
  m.column<&Sample::moment>();
}

// Two tables that refer to one another.
struct Worker;
struct Employer {
  std::int64_t id{};
  std::optional<std::int64_t> boss_id{};
};
struct Worker {
  std::int64_t id{};
  std::int64_t employer_id{};
};
void map(Mapper<Employer>& m) {
  m.column<&Employer::id>().primary_key();
  m.column<&Employer::boss_id>().references<&Worker::id>();
}
void map(Mapper<Worker>& m) {
  m.column<&Worker::id>().primary_key();
  m.column<&Worker::employer_id>().references<&Employer::id>();
}

class Orm : public ServerTest {
 protected:
  void prepare() override {
    engine = std::make_unique<Engine>(url());
    create_all<Parent, Sample>(*engine);
  }

  static Sample sample(std::string code, std::int32_t order, std::optional<double> ratio = {}) {
    Sample made;
    made.code = std::move(code);
    made.order = order;
    made.ratio = ratio;
    made.data = Json("{}");
    made.day = std::chrono::year(2026) / 11 / 23;
    return made;
  }

  std::unique_ptr<Engine> engine{};
};

TEST_F(Orm, values_of_every_type_survive) {
  Sample given = sample("it's \xF0\x9F\x98\x80", -2147483647, 0.1);
  given.large = 9223372036854775807U;
  given.active = true;
  given.small = 0.1F;
  given.bytes = {std::byte{0}, std::byte{255}, std::byte{39}};
  given.amount = Decimal("-12345678901234567890.125");
  given.token = Uuid::parse("01234567-89ab-cdef-0123-456789abcdef").value();
  given.data = Json(R"({"b": 1, "a": [null]})");
  given.day = std::chrono::year(1582) / 10 / 15;
  given.moment = std::chrono::sys_days(std::chrono::year(1969) / 12 / 31) + std::chrono::microseconds(86399999999);
  const Sample copy = given;
  {
    Session session(*engine);
    session.add(std::move(given));
    session.commit();
  }

  Session session(*engine);
  const auto read = session.get<Sample>(copy.code);

  ASSERT_TRUE(read);
  EXPECT_EQ(read->order, copy.order);
  EXPECT_EQ(read->ratio, copy.ratio);
  EXPECT_EQ(read->large, copy.large);
  EXPECT_EQ(read->active, copy.active);
  EXPECT_EQ(read->small, copy.small);
  EXPECT_EQ(read->bytes, copy.bytes);
  EXPECT_EQ(read->amount, copy.amount);
  EXPECT_EQ(read->token, copy.token);
  EXPECT_EQ(read->data.text(), copy.data.text());
  EXPECT_EQ(read->day, copy.day);
  EXPECT_EQ(read->moment, copy.moment);
}

TEST_F(Orm, nulls_go_where_the_query_wants_them) {
  Session session(*engine);
  session.add(sample("none", 1));
  session.add(sample("low", 2, 1.0));
  session.add(sample("high", 3, 2.0));
  const auto codes = [&](const auto& ordering) {
    std::vector<std::string> found;
    for (auto& [code] : session.execute(select(col<&Sample::code>).order_by(ordering)).all()) found.push_back(code);
    return found;
  };

  EXPECT_THAT(codes(col<&Sample::ratio>.desc().nulls_first()), ElementsAre("none", "high", "low"));
  EXPECT_THAT(codes(col<&Sample::ratio>.asc().nulls_last()), ElementsAre("low", "high", "none"));
}

TEST_F(Orm, queries_limit_divide_and_join_texts_as_elsewhere) {
  Session session(*engine);
  for (int index = 0; index < 5; ++index)
    session.add(sample("c" + std::to_string(index), index));
  const auto last = session.execute(select(col<&Sample::code>).order_by(col<&Sample::code>).offset(3)).all();
  const auto first_two = select(col<&Sample::code>).order_by(col<&Sample::code>).limit(2);
  const auto inside = session.execute(select(col<&Sample::order>).where(col<&Sample::code>.in(first_two))).all();
  const auto computed = session
                            .execute(select(col<&Sample::order> / 2, col<&Sample::code> + "\xC3\xA4",
                                            func::length(col<&Sample::code> + "\xC3\xA4"))
                                         .where(col<&Sample::order> == 3))
                            .one();

  EXPECT_EQ(last.size(), 2U);
  EXPECT_EQ(inside.size(), 2U);
  EXPECT_EQ(std::get<0>(computed), 1);
  EXPECT_EQ(std::get<1>(computed), "c3\xC3\xA4");
  EXPECT_EQ(std::get<2>(computed), 3);
}

TEST_F(Orm, a_row_that_is_there_is_changed_or_left_alone) {
  Session session(*engine);
  session.add(sample("a", 1));
  session.commit();

  session.execute(insert<Sample>().values({sample("a", 5)}).on_conflict<&Sample::code>().do_nothing());
  EXPECT_EQ(std::get<0>(session.execute(select(col<&Sample::order>)).one()), 1);
  session.execute(insert<Sample>()
                      .values({sample("a", 5), sample("b", 6)})
                      .on_conflict<&Sample::code>()
                      .do_update<&Sample::order>());
  const auto orders = session.execute(select(col<&Sample::order>).order_by(col<&Sample::code>)).all();

  ASSERT_EQ(orders.size(), 2U);
  EXPECT_EQ(std::get<0>(orders[0]), 5);
  EXPECT_EQ(std::get<0>(orders[1]), 6);
}

TEST_F(Orm, tables_that_refer_to_one_another_are_created_and_dropped) {
  create_all<Employer, Worker>(*engine);
  create_all<Employer, Worker>(*engine);
  const auto check = connect(url());
  const auto inspector = check->inspector();
  EXPECT_EQ(inspector->foreign_keys("employer").size(), 1U);
  EXPECT_EQ(inspector->foreign_keys("worker").size(), 1U);

  drop_all<Employer, Worker>(*engine);
  drop_all<Employer, Worker>(*engine);

  EXPECT_TRUE(inspector->foreign_keys("employer").empty());
  EXPECT_TRUE(inspector->columns("worker").empty());
}

TEST_F(Orm, many_keys_are_asked_for_in_few_statements) {
  {
    Session session(*engine);
    for (int parent = 0; parent < 600; ++parent) {
      Parent made{.name = std::to_string(parent)};
      made.children.push_back(Child{.name = std::to_string(parent)});
      session.add(std::move(made));
    }
    session.commit();
  }
  Session session(*engine);
  StatementCounter counter(*engine);

  const auto parents = session.execute(select<Parent>().options(selectinload<&Parent::children>())).all();

  EXPECT_EQ(parents.size(), 600U);
  EXPECT_EQ(counter.count(), 3U) << "the parents, and two lists of keys";
  for (const auto& [parent] : parents) {
    ASSERT_EQ(parent->children.size(), 1U);
    EXPECT_EQ(parent->children[0]->name, parent->name);
  }
}

}  // namespace
}  // namespace weft::mysql::test
