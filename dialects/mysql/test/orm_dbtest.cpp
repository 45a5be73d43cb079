// SPDX-License-Identifier: MIT
//
// Sessions on a server: what the dialect and the framework have to do right together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <optional>
#include <thread>
#include <weft/weft.hpp>

#include "database.hpp"

namespace weft::mysql::test {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

struct Child;

struct Parent {
  std::int64_t id{};
  std::string name{};
  List<Child> children{};
};

struct Child {
  std::int64_t id{};
  std::string name{};
  std::int64_t parent_id{};
  Ref<Parent> parent{};
};

void map(Mapper<Parent>& m) {
  m.table("parent");
  m.column<&Parent::id>().primary_key();
  m.column<&Parent::name>();
  m.relationship<&Parent::children>().back_populates<&Child::parent>().order_by(col<&Child::id>);
}

void map(Mapper<Child>& m) {
  m.table("child");
  m.column<&Child::id>().primary_key();
  m.column<&Child::name>();
  m.column<&Child::parent_id>().references<&Parent::id>();
  m.relationship<&Child::parent>().back_populates<&Parent::children>();
}

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

TEST_F(Orm, ten_parents_with_thirty_children_take_two_inserts) {
  Session session(*engine);
  std::vector<Ptr<Parent>> parents;
  for (int parent = 0; parent < 10; ++parent) {
    Parent made{.name = "parent " + std::to_string(parent)};
    for (int child = 0; child < 3; ++child)
      made.children.push_back(Child{.name = "child " + std::to_string(parent)});
    parents.push_back(session.add(std::move(made)));
  }
  StatementCounter counter(*engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO parent"), StartsWith("INSERT INTO child")));
  const auto check = connect(url());
  EXPECT_EQ(number(*check, "SELECT count(*) FROM child JOIN parent ON parent.id = parent_id AND substr(child.name, 7) = "
                           "substr(parent.name, 8)"),
            30);
}

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

TEST_F(Orm, both_of_two_units_of_work_that_lock_one_another_out_are_done_in_the_end) {
  {
    Session session(*engine);
    session.add(Parent{.id = 1, .name = "0"});
    session.add(Parent{.id = 2, .name = "0"});
    session.commit();
  }
  std::latch both_hold_a_row(2);
  std::atomic<int> attempts = 0;
  const auto work = [&](std::int64_t first, std::int64_t second) {
    bool first_attempt = true;
    retry(*engine, [&](Session& session) {
      ++attempts;
      session.execute(update<Parent>().set(col<&Parent::name>, col<&Parent::name> + "1").where(col<&Parent::id> == first));
      if (std::exchange(first_attempt, false)) both_hold_a_row.arrive_and_wait();
      session.execute(
          update<Parent>().set(col<&Parent::name>, col<&Parent::name> + "1").where(col<&Parent::id> == second));
    });
  };

  std::thread other([&] { work(2, 1); });
  work(1, 2);
  other.join();

  EXPECT_GT(attempts, 2) << "one of them had to begin again";
  Session session(*engine);
  EXPECT_EQ(session.get<Parent>(1)->name, "011");
  EXPECT_EQ(session.get<Parent>(2)->name, "011");
}

TEST_F(Orm, a_session_whose_connection_was_killed_goes_on_with_another_after_it_was_rolled_back) {
  Session session(*engine);
  session.add(Parent{.name = "lost"});
  session.flush();
  const auto id = std::get<0>(session.execute(weft::text("SELECT connection_id()").columns<std::int64_t>()).one());
  const auto admin = connect(url());
  run(*admin, "KILL " + std::to_string(id));
  session.add(Parent{.name = "lost as well"});

  EXPECT_THROW(session.commit(), DisconnectedError);
  session.rollback();
  session.add(Parent{.name = "kept"});
  session.commit();

  const auto names = session.execute(select(col<&Parent::name>)).all();
  ASSERT_EQ(names.size(), 1U) << "nothing is half-written";
  EXPECT_EQ(std::get<0>(names[0]), "kept");
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
