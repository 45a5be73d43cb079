// SPDX-License-Identifier: MIT
//
// Loads 100,000 rows of five columns into objects, once through a session and once through a hand-written loop over
// SQLite's own interface: what weft costs above the floor, in time and in memory.
//
//   weft_bench_load_rows [rows] [pairs]
//
// The two take turns, so that a slow moment of the machine hits both, and the fastest run of each counts.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <malloc.h>
#include <sqlite3.h>
#include <unistd.h>
#include <weft/weft.hpp>

struct Reading {
  std::int64_t id{};
  std::int64_t sensor{};
  std::string label{};
  double value{};
  std::optional<std::int64_t> parent{};
};

inline void map(weft::Mapper<Reading>& m) {
  m.table("reading");
  m.column<&Reading::id>().primary_key();
  m.column<&Reading::sensor>();
  m.column<&Reading::label>();
  m.column<&Reading::value>();
  m.column<&Reading::parent>();
}

namespace {

struct Cost {
  std::chrono::nanoseconds time{};
  std::size_t heap = 0;
};

std::size_t heap_in_use() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

void check(int code, sqlite3* database) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
    throw std::runtime_error(sqlite3_errmsg(database));
}

/// A connection that lives as long as the engine's: opening it is not what is measured.
class Database {
public:
  explicit Database(const std::string& file) { check(sqlite3_open(file.c_str(), &database_), database_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(database_); }

  void fill(int rows) {
    const std::string sql = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < " +
                            std::to_string(rows) +
                            ") INSERT INTO reading (id, sensor, label, value, parent)"
                            " SELECT i, i % 1000, 'reading number ' || i, i * 0.25,"
                            " CASE WHEN i % 3 = 0 THEN NULL ELSE i / 2 END FROM n";
    check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr), database_);
  }

  std::vector<Reading> load() {
    sqlite3_stmt* statement = nullptr;
    check(
        sqlite3_prepare_v2(database_, "SELECT id, sensor, label, value, parent FROM reading", -1, &statement, nullptr),
        database_);
    std::vector<Reading> readings;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      Reading& reading = readings.emplace_back();
      reading.id = sqlite3_column_int64(statement, 0);
      reading.sensor = sqlite3_column_int64(statement, 1);
      reading.label.assign(reinterpret_cast<const char*>(sqlite3_column_text(statement, 2)),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement, 2)));
      reading.value = sqlite3_column_double(statement, 3);
      if (sqlite3_column_type(statement, 4) != SQLITE_NULL)
        reading.parent = sqlite3_column_int64(statement, 4);
    }
    check(sqlite3_finalize(statement), database_);
    return readings;
  }

private:
  sqlite3* database_ = nullptr;
};

/// What `load` takes; its result stays until the heap is measured.
template <class Load>
Cost cost_of(std::size_t rows, Load load) {
  const std::size_t before = heap_in_use();
  const auto begin = std::chrono::steady_clock::now();
  const auto loaded = load();
  const auto end = std::chrono::steady_clock::now();
  if (loaded.size() != rows)
    throw std::runtime_error("loaded " + std::to_string(loaded.size()) + " rows");
  return {end - begin, heap_in_use() - before};
}

void keep_smaller(Cost& best, const Cost& cost) {
  best.time = best.time.count() == 0 ? cost.time : std::min(best.time, cost.time);
  best.heap = best.heap == 0 ? cost.heap : std::min(best.heap, cost.heap);
}

void print(const char* name, const Cost& cost, std::size_t rows) {
  fmt::print("{:<16} {:>8.2f} ms {:>8.1f} MB {:>6.0f} ns and {:>4} bytes a row\n", name,
             static_cast<double>(cost.time.count()) / 1e6, static_cast<double>(cost.heap) / 1e6,
             static_cast<double>(cost.time.count()) / static_cast<double>(rows), cost.heap / rows);
}

void run(const std::string& file, int rows, int pairs) {
  weft::Engine engine("sqlite:///" + file);
  weft::create_all<Reading>(engine);
  Database database(file);
  database.fill(rows);

  const auto count = static_cast<std::size_t>(rows);
  Cost by_weft;
  Cost by_hand;
  for (int pair = 0; pair < pairs; ++pair) {
    keep_smaller(by_hand, cost_of(count, [&] { return database.load(); }));
    weft::Session session(engine);
    keep_smaller(by_weft, cost_of(count, [&] { return session.scalars(weft::select<Reading>()).all(); }));
  }

  fmt::print("{} rows, the best of {} pairs\n", rows, pairs);
  print("SQLite by hand", by_hand, count);
  print("weft", by_weft, count);
  fmt::print("ratio            {:>8.2f}    {:>8.2f}\n",
             static_cast<double>(by_weft.time.count()) / static_cast<double>(by_hand.time.count()),
             static_cast<double>(by_weft.heap) / static_cast<double>(by_hand.heap));
}

} // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100000;
  const int pairs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 20;
  const auto folder = std::filesystem::temp_directory_path() / ("weft_bench_" + std::to_string(getpid()));
  int status = 0;
  try {
    std::filesystem::create_directories(folder);
    run((folder / "rows.db").string(), rows, pairs);
  } catch (const std::exception& error) {
    fmt::print(stderr, "load_rows: {}\n", error.what());
    status = 1;
  }
  std::filesystem::remove_all(folder);
  return status;
}
