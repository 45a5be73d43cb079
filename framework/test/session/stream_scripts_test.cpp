// SPDX-License-Identifier: MIT
//
// Random programs that hold, drop, change, link, remove, expire and read while results stream. What they wrote has to be in
// the database in the end, and what they hold has to be what the session finds.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "support/measure_models.hpp"

namespace weft::test {
namespace {

class Script {
 public:
  Script(Database& database, unsigned seed) : database_(database), session_(database.engine), random_(seed) {
    for (std::int64_t id = 1; id <= 200; ++id) rows_[id] = {id * 10, id % 4 + 1, 2};
  }

  void run() {
    if (chance(2)) sensor_ = session_.get<Sensor>(1);
    auto query = select<Measure>().order_by(col<&Measure::id>);
    if (chance(2)) query = query.options(selectinload<&Measure::remarks>());
    auto stream = session_.scalars(query, {.yield_per = 1 + number(40)});
    for (const auto& measure : stream) {
      if (chance(3)) step(measure);
      if (chance(4) && !held_.empty()) step(held_[number(held_.size())]);
      if (chance(6)) held_.push_back(measure);
      if (chance(20)) held_.clear();
    }
    for (const auto& measure : held_) EXPECT_EQ(session_.get<Measure>(measure->id), measure);
    session_.commit();
    for (const auto& measure : held_) {
      EXPECT_EQ(measure->value, rows_[measure->id].value);
      EXPECT_EQ(measure->sensor->id, rows_[measure->id].sensor);
      EXPECT_EQ(measure->remarks.size(), rows_[measure->id].remarks);
    }
    expect_rows();
  }

 private:
  struct Row {
    std::int64_t value = 0;
    std::int64_t sensor = 0;
    std::size_t remarks = 0;
  };

  std::size_t number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
  bool chance(std::size_t one_in) { return number(one_in) == 0; }

  void step(const Ptr<Measure>& measure) {
    Row& row = rows_[measure->id];
    switch (number(11)) {
      case 0: measure.modify()->value = row.value = static_cast<std::int64_t>(number(1000)); break;
      case 1: {
        auto to = session_.get<Sensor>(static_cast<std::int64_t>(1 + number(4)));
        measure.modify()->sensor = to;
        row.sensor = to->id;
        break;
      }
      case 2:
        if (!sensor_) break;
        sensor_.modify()->measures.push_back(measure);
        row.sensor = 1;
        break;
      case 3:
        measure.modify()->remarks.push_back(Remark{.words = "new"});
        ++row.remarks;
        break;
      case 4:
        if (row.remarks == 0) break;
        session_.flush();  // one that was only added just now cannot be removed
        session_.remove(measure->remarks.back());
        session_.flush();
        session_.refresh<&Measure::remarks>(measure);
        --row.remarks;
        break;
      case 5:
        session_.flush();
        session_.expire(measure);
        break;
      case 6: EXPECT_EQ(measure->sensor->id, row.sensor); break;
      case 7: EXPECT_EQ(measure->remarks.size(), row.remarks); break;
      case 8: take_back(measure); break;
      case 9:
        EXPECT_EQ(session_.scalars(select<Remark>().where(col<&Remark::measure_id> == measure->id)).size(), row.remarks);
        break;
      default:
        for (const auto& other : session_.scalars(
                 select<Measure>().where(col<&Measure::id> > measure->id - 5).limit(8).options(joinedload<&Measure::sensor>()),
                 {.yield_per = 3}))
          EXPECT_EQ(other->value, rows_[other->id].value);
    }
  }

  void take_back(const Ptr<Measure>& measure) {
    auto savepoint = session_.begin_nested();
    measure.modify()->value = -1;
    measure.modify()->sensor = session_.get<Sensor>(3);
    if (chance(2)) session_.flush();
    savepoint.rollback();
  }

  void expect_rows() {
    Session session(database_.engine);
    for (auto [id, value, sensor] : session.execute(select(col<&Measure::id>, col<&Measure::value>, col<&Measure::sensor_id>))) {
      EXPECT_EQ(value, rows_[id].value) << id;
      EXPECT_EQ(sensor, rows_[id].sensor) << id;
    }
    for (auto [id, remarks] :
         session.execute(select(col<&Remark::measure_id>, func::count()).group_by(col<&Remark::measure_id>)))
      EXPECT_EQ(static_cast<std::size_t>(remarks), rows_[*id].remarks) << *id;
  }

  Database& database_;
  Session session_;
  std::mt19937 random_;
  std::map<std::int64_t, Row> rows_{};
  std::vector<Ptr<Measure>> held_{};
  Ptr<Sensor> sensor_{};
};

class StreamScripts : public testing::TestWithParam<unsigned> {};

TEST_P(StreamScripts, write_what_they_said) {
  Database database;
  fill_measures(database);

  Script(database, GetParam()).run();
}

INSTANTIATE_TEST_SUITE_P(Seeds, StreamScripts, testing::Range(1U, 13U));

}  // namespace
}  // namespace weft::test
