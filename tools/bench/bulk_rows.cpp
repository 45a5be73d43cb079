// SPDX-License-Identifier: MIT
//
// Inserts some rows at once whose keys the program gives, by INSERT and by COPY: from how many on does COPY pay?
//
//   weft_bench_bulk_rows URL [pairs]
//
// URL is that of a PostgreSQL server. The two take turns, and the fastest run of each counts. The table "reading" of the
// database is made anew, and dropped.
#include <algorithm>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>
#include <weft/weft.hpp>

#include "by_hand/reading.hpp"
#include "taking_turns.hpp"

namespace bench {

inline void map(weft::Mapper<Reading>& m) {
  m.table("reading");
  m.column<&Reading::id>().primary_key().autoincrement(false);
  m.column<&Reading::sensor>();
  m.column<&Reading::label>();
  m.column<&Reading::value>();
  m.column<&Reading::parent>();
}

namespace {

std::string with_copy_from(const std::string& url, int rows) {
  return url + (url.find('?') == std::string::npos ? '?' : '&') + "copy_rows=" + std::to_string(rows);
}

/// The flush of so many new rows into the empty table.
Time flush(weft::Engine& engine, int rows) {
  weft::Session session(engine);
  session.execute(weft::text("TRUNCATE reading"));
  session.commit();
  session.execute(weft::text("SELECT 1").columns<int>());  // begins the transaction; later it would flush
  for (int row = 1; row <= rows; ++row)
    session.add(Reading{.id = row,
                        .sensor = row % 1000,
                        .label = "reading number " + std::to_string(row),
                        .value = row * 0.25,
                        .parent = row % 3 == 0 ? std::nullopt : std::optional<std::int64_t>(row / 2)});
  const Time taken = time_of([&] { session.flush(); });
  session.commit();
  return taken;
}

void run(const std::string& url, int pairs) {
  weft::Engine inserting(with_copy_from(url, 0));
  weft::Engine copying(with_copy_from(url, 1));
  weft::drop_all<Reading>(inserting);
  weft::create_all<Reading>(inserting);
  fmt::print("{}, COPY beside INSERT, the best of {} pairs\n", inserting.url(), pairs);
  for (const int rows : {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000}) {
    Time by_insert{};
    Time by_copy{};
    for (int pair = 0; pair < pairs; ++pair) {
      keep_smaller(by_insert, flush(inserting, rows));
      keep_smaller(by_copy, flush(copying, rows));
    }
    fmt::print("{:>6} rows   INSERT {:>7.3f} ms   COPY {:>7.3f} ms   ratio {:.2f}\n", rows, milliseconds(by_insert),
               milliseconds(by_copy), ratio(by_copy, by_insert));
  }
  weft::drop_all<Reading>(inserting);
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: {} URL [pairs]\n", argv[0]);
    return 2;
  }
  try {
    bench::run(argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 50);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bulk_rows: {}\n", error.what());
    return 1;
  }
}
