// SPDX-License-Identifier: MIT
//
// Loads rows of five columns from a server into objects, all at once and one by one, through a session and through
// hand-written loops over the server's own C interface.
//
//   weft_bench_server_rows URL [rows] [pairs]
//
// The two take turns, and the fastest run of each counts. The table "reading" of the database is made anew, and
// dropped.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>
#include <weft/weft.hpp>

#include "by_hand/reading.hpp"
#include "taking_turns.hpp"

namespace bench {

inline void map(weft::Mapper<Reading>& m) {
  m.table("reading");
  m.column<&Reading::id>().primary_key();
  m.column<&Reading::sensor>();
  m.column<&Reading::label>();
  m.column<&Reading::value>();
  m.column<&Reading::parent>();
}

namespace {

constexpr int keys = 5000;

std::unique_ptr<ByHand> by_hand(weft::Engine& engine, const std::string& url) {
#ifdef WEFT_BENCH_POSTGRESQL
  if (engine.dialect() == "postgresql")
    return postgresql_by_hand(weft::Url::parse(url));
#endif
#ifdef WEFT_BENCH_MYSQL
  if (engine.dialect() == "mysql")
    return mysql_by_hand(weft::Url::parse(url));
#endif
  throw std::runtime_error("there is no loop by hand for " + std::string(engine.dialect()) +
                           ": its C interface was not found");
}

void fill(weft::Engine& engine, int rows) {
  weft::Session session(engine);
  for (int row = 1; row <= rows; ++row)
    session.add(Reading{.id = row,
                        .sensor = row % 1000,
                        .label = "reading number " + std::to_string(row),
                        .value = row * 0.25,
                        .parent = row % 3 == 0 ? std::nullopt : std::optional<std::int64_t>(row / 2)});
  session.commit();
}

void expect(std::size_t found, std::size_t rows) {
  if (found != rows)
    throw std::runtime_error("found " + std::to_string(found) + " rows");
}

void load(weft::Engine& engine, ByHand& hand, std::size_t rows, int pairs) {
  Time by_hand{};
  Time by_weft{};
  for (int pair = 0; pair < pairs; ++pair) {
    keep_smaller(by_hand, time_of([&] { expect(hand.load().size(), rows); }));
    weft::Session session(engine);
    keep_smaller(by_weft, time_of([&] { expect(session.scalars(weft::select<Reading>()).all().size(), rows); }));
  }
  print("load " + std::to_string(rows) + " rows", by_hand, by_weft);
}

void get(weft::Engine& engine, ByHand& hand, int rows, int pairs) {
  const int count = std::min(rows, keys);
  Time by_hand{};
  Time by_weft{};
  for (int pair = 0; pair < pairs; ++pair) {
    keep_smaller(by_hand, time_of([&] {
                   for (std::int64_t id = 1; id <= count; ++id)
                     expect(hand.get(id).id == id, 1);
                 }));
    weft::Session session(engine);
    keep_smaller(by_weft, time_of([&] {
                   for (std::int64_t id = 1; id <= count; ++id)
                     expect(session.get<Reading>(id)->id == id, 1);
                 }));
  }
  print("get " + std::to_string(count) + " by key", by_hand, by_weft);
}

void run(const std::string& url, int rows, int pairs) {
  weft::Engine engine(url);
  const std::unique_ptr<ByHand> hand = by_hand(engine, url);
  weft::drop_all<Reading>(engine);
  weft::create_all<Reading>(engine);
  fill(engine, rows);
  fmt::print("{}, the best of {} pairs\n", engine.url(), pairs);
  load(engine, *hand, static_cast<std::size_t>(rows), pairs);
  get(engine, *hand, rows, pairs);
  weft::drop_all<Reading>(engine);
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: {} URL [rows] [pairs]\n", argv[0]);
    return 2;
  }
  try {
    bench::run(argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 100000,
               argc > 3 ? std::max(1, std::atoi(argv[3])) : 10);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "server_rows: {}\n", error.what());
    return 1;
  }
}
