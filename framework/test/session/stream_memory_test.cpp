// SPDX-License-Identifier: MIT
//
// What a stream read leaves with its portion, but for what is wanted: objects are counted. That nothing leads to what has
// left is the address sanitizer's to find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/measure_models.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

struct StreamMemory : testing::Test {
  StreamMemory() {
    fill_measures(database);
    Counted::most = Counted::alive;
  }
  static constexpr std::size_t portion = 10;
  static Select<Ptr<Measure>> in_order() { return select<Measure>().order_by(col<&Measure::id>); }
  Stream<Ptr<Measure>> measures() { return session.scalars(in_order(), {.yield_per = portion}); }
  /// How many statements `work` sends.
  template <class Work>
  std::size_t statements(Work work) {
    const StatementCounter counter(database.engine);
    work();
    return counter.count();
  }

  Database database{};
  // The copies of what is loaded, which a session may keep to find writes past modify(), would be counted, too.
  Session session{database.engine, {.detect_unwatched_writes = false}};
};

TEST_F(StreamMemory, is_that_of_one_portion) {
  std::int64_t sum = 0;

  for (const auto& measure : measures()) sum += measure->value;

  EXPECT_EQ(sum, 201000);
  EXPECT_EQ(Counted::most, 10);
  EXPECT_EQ(Counted::alive, 0);
}

TEST_F(StreamMemory, of_all_rows_at_once_is_that_of_all_rows) {
  EXPECT_EQ(session.scalars(in_order()).size(), 200U);

  EXPECT_EQ(Counted::alive, 200);
}

TEST_F(StreamMemory, is_given_back_when_a_stream_is_closed_early) {
  {
    auto stream = measures();
    for (int row = 0; row < 25; ++row) ++stream.begin();
    EXPECT_EQ(Counted::alive, 10);
  }

  EXPECT_EQ(Counted::alive, 0);
}

TEST_F(StreamMemory, includes_what_each_portion_loads_eagerly) {
  std::size_t remarks = 0;

  for (const auto& measure :
       session.scalars(in_order().options(selectinload<&Measure::remarks>(), joinedload<&Measure::sensor>()), {.yield_per = portion}))
    remarks += measure->remarks.size();

  EXPECT_EQ(remarks, 400U);
  EXPECT_EQ(Counted::most, 10 + 20 + 4);
  EXPECT_EQ(Counted::alive, 0);
}

TEST_F(StreamMemory, includes_what_is_loaded_in_between) {
  std::size_t remarks = 0;

  for (const auto& measure : measures()) {
    remarks += measure->remarks.size();
    remarks += session.scalars(select<Remark>().where(col<&Remark::measure_id> == measure->id)).size();
    EXPECT_FALSE(measure->sensor->name.empty());
    EXPECT_TRUE(session.get<Sensor>(1));
  }

  EXPECT_EQ(remarks, 800U);
  EXPECT_LE(Counted::most, 10 + 20 + 4);
  EXPECT_EQ(Counted::alive, 0);
}

TEST_F(StreamMemory, of_columns_is_none) {
  std::int64_t sum = 0;

  for (auto [id, value] : session.execute(select(col<&Measure::id>, col<&Measure::value>), {.yield_per = portion})) sum += value;

  EXPECT_EQ(sum, 201000);
  EXPECT_EQ(Counted::most, 0);
}

// What stays.

TEST_F(StreamMemory, keeps_what_the_program_holds) {
  std::vector<Ptr<Measure>> held;

  for (const auto& measure : measures())
    if (measure->id % 25 == 0) held.push_back(measure);

  EXPECT_EQ(Counted::alive, 8);
  EXPECT_EQ(statements([&] {
              for (const auto& measure : held) EXPECT_EQ(session.get<Measure>(measure->id), measure);
            }),
            0U);
}

TEST_F(StreamMemory, keeps_what_the_program_changed_without_a_handle) {
  for (const auto& measure : measures())
    if (measure->id % 50 == 0) measure.modify()->value = 0;

  EXPECT_EQ(Counted::alive, 4 + 4);  // each with a copy of its row
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM measure WHERE value = 0 ORDER BY id"), ElementsAre(50, 100, 150, 200));
}

TEST_F(StreamMemory, keeps_what_was_removed_until_it_is_deleted) {
  for (const auto& measure : measures())
    if (measure->id > 195) session.remove(measure);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM measure"), ElementsAre(195));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM remark"), ElementsAre(390));
}

TEST_F(StreamMemory, keeps_what_held_entities_lead_to) {
  Ptr<Measure> held;
  for (const auto& measure : session.scalars(in_order().options(selectinload<&Measure::remarks>()), {.yield_per = portion})) {
    if (measure->id == 7) held = measure;
    if (measure->id == 107) {
      EXPECT_EQ(held->sensor->name, "d");
    }
  }

  EXPECT_EQ(statements([&] {
              EXPECT_EQ(names(held->remarks, &Remark::words), (Names{"r12", "r13"}));
              EXPECT_EQ(held->remarks[0]->measure, held);
              EXPECT_EQ(held->sensor->name, "d");
            }),
            0U);
  EXPECT_EQ(Counted::alive, 1 + 2 + 1);
}

TEST_F(StreamMemory, keeps_what_entities_from_before_lead_to) {
  auto first = session.get<Sensor>(1);
  for (const auto& measure : measures()) {
    if (measure->id == 15) {
      EXPECT_EQ(first->measures.size(), 50U);
    }
  }

  EXPECT_EQ(statements([&] {
              EXPECT_EQ(first->measures[0]->id, 4);
              EXPECT_EQ(first->measures[49]->id, 200);
            }),
            0U);
  EXPECT_EQ(Counted::alive, 1 + 50);
}

TEST_F(StreamMemory, keeps_what_new_entities_lead_to) {
  for (const auto& measure : measures())
    if (measure->id % 100 == 0) session.add(Remark{.words = "new", .measure = measure});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT measure_id FROM remark WHERE words = 'new' ORDER BY id"), ElementsAre(100, 200));
}

TEST_F(StreamMemory, keeps_what_new_entities_lead_to_from_one_side_only) {
  database.fill_shop();
  auto order = session.get<Order>(2);

  for (const auto& item : session.scalars(select<Item>().order_by(col<&Item::id>), {.yield_per = 1}))
    if (item->id != 2) session.add(OrderItem{.quantity = 9, .order = order, .item = item});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT item_id FROM order_item WHERE quantity = 9 ORDER BY item_id"), ElementsAre(1, 3));
}

TEST_F(StreamMemory, keeps_what_collections_that_are_not_loaded_were_given) {
  auto first = session.get<Sensor>(1);
  for (const auto& measure : measures())
    if (measure->id == 42) measure.modify()->sensor = first;
  for (const auto& measure : measures())
    if (measure->id == 43) first.modify()->measures.push_back(measure);

  EXPECT_EQ(first->measures.size(), 52U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM measure WHERE sensor_id = 1"), ElementsAre(52));
}

TEST_F(StreamMemory, keeps_a_collection_that_the_program_moves_through) {
  for (const bool expire : {false, true}) {
    auto stream = session.scalars(in_order().options(selectinload<&Measure::remarks>()), {.yield_per = portion});
    Names words;
    Ptr<Measure> held = *stream.begin();

    for (const auto& remark : held->remarks) {
      if (expire) session.expire(held);
      held = nullptr;
      for (int row = 0; row < 30; ++row) ++stream.begin();
      words.push_back(remark->words);
      held = *stream.begin();
    }

    EXPECT_EQ(words, (Names{"r0", "r1"}));
  }
}

TEST_F(StreamMemory, forgets_whom_the_same_statement_read) {
  std::vector<Ptr<Measure>> held;
  for (const auto& measure : measures())
    if (measure->id % 10 == 3) held.push_back(measure);
  session.commit();

  // Refreshed together with all others that are left.
  EXPECT_EQ(held[0]->value, 30);
  EXPECT_EQ(held[19]->value, 1930);
  EXPECT_EQ(Counted::alive, 20);
}

TEST_F(StreamMemory, reads_again_what_has_left) {
  for (const auto& measure : measures()) (void)measure;

  EXPECT_EQ(statements([&] { EXPECT_EQ(session.get<Measure>(5)->value, 50); }), 1U);
}

TEST_F(StreamMemory, is_bounded_for_two_streams_at_a_time) {
  auto remarks = session.scalars(select<Remark>().order_by(col<&Remark::id>), {.yield_per = 20});

  for (const auto& measure : measures())
    for (int row = 0; row < 2; ++row) {
      EXPECT_EQ((*remarks.begin())->measure_id, measure->id);
      ++remarks.begin();
    }

  EXPECT_LE(Counted::most, 2 * (10 + 20));
  EXPECT_EQ(Counted::alive, 0);
}

TEST_F(StreamMemory, of_entities_that_are_let_go_is_that_of_the_stream) {
  Ptr<Measure> held;
  for (const auto& measure : measures()) {
    if (measure->id == 55) {
      held = measure;
      session.expunge_all();
    }
    if (measure->id == 155) {
      EXPECT_EQ(state(held), State::detached);
    }
  }

  EXPECT_EQ(held->value, 550);
}

TEST_F(StreamMemory, overwrites_once_what_stays) {
  auto held = session.get<Measure>(3);
  const auto late = session.no_autoflush();

  for (const auto& measure : session.scalars(in_order(), {.yield_per = portion, .populate_existing = true}))
    if (measure->id == 3) held.modify()->value = 1;

  EXPECT_EQ(held->value, 1);
  EXPECT_LE(Counted::most, 10 + 2);
}

TEST_F(StreamMemory, keeps_what_was_written_past_modify_to_be_found) {
  Session detecting(database.engine, {.detect_unwatched_writes = true});

  for (const auto& measure : detecting.scalars(in_order(), {.yield_per = portion}))
    if (measure->id == 20) const_cast<Measure&>(*measure).value = 1;

  EXPECT_THROW(detecting.commit(), UsageError);
}

TEST_F(StreamMemory, survives_a_savepoint_that_takes_changes_back) {
  auto first = session.get<Sensor>(1);
  for (const auto& measure : measures()) {
    if (measure->id % 20 != 10) continue;
    auto savepoint = session.begin_nested();
    measure.modify()->sensor = first;
    session.remove(*measure->remarks.begin());
    session.flush();
    if (measure->id % 40 == 10)
      savepoint.commit();
    else
      savepoint.rollback();
  }
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM remark"), ElementsAre(395));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM measure WHERE sensor_id = 1"), ElementsAre(55));
}

}  // namespace
}  // namespace weft::test
