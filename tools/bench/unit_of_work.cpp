// SPDX-License-Identifier: MIT
//
// What a unit of work costs above a hand-written loop over SQLite's own interface:
//
//   weft_bench_unit_of_work [insert|update|get|delete|flush|all] [divisor] [pairs]
//
// The hand-written side does what a careful program would: one transaction, one prepared statement for each kind of
// row, values bound without a copy, generated keys put into the objects. Sizes are those of the targets in the project's
// plan, divided by the divisor.
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <string>
#include <vector>

#include <weft/weft.hpp>

#include "paired.hpp"

struct Line;

struct Order {
  std::int64_t id{};
  std::string customer{};
  std::string city{};
  double total{};
  std::int64_t status{};
  weft::List<Line> lines{};
};

struct Line {
  std::int64_t id{};
  std::int64_t order_id{};
  std::string product{};
  std::int64_t quantity{};
  double price{};
  weft::Ref<Order> order{};
};

inline void map(weft::Mapper<Order>& m) {
  using enum weft::Cascade;
  m.table("orders");
  m.column<&Order::id>().primary_key();
  m.column<&Order::customer>();
  m.column<&Order::city>();
  m.column<&Order::total>();
  m.column<&Order::status>();
  m.relationship<&Order::lines>().back_populates<&Line::order>().cascade(all | delete_orphan);
}

inline void map(weft::Mapper<Line>& m) {
  m.table("line");
  m.column<&Line::id>().primary_key();
  m.column<&Line::order_id>().references<&Order::id>().index();
  m.column<&Line::product>();
  m.column<&Line::quantity>();
  m.column<&Line::price>();
  m.relationship<&Line::order>().back_populates<&Order::lines>();
}

namespace {

using bench::Connection;
using bench::Query;
using bench::Time;

constexpr int lines_per_order = 10;

struct PlainLine {
  std::int64_t id{};
  std::int64_t order_id{};
  std::string product{};
  std::int64_t quantity{};
  double price{};
};

struct PlainOrder {
  std::int64_t id{};
  std::string customer{};
  std::string city{};
  double total{};
  std::int64_t status{};
  std::vector<PlainLine> lines{};
};

std::string customer_name(int number) { return "customer number " + std::to_string(number); }
std::string product_name(int number) { return "product number " + std::to_string(number); }

class Benchmark {
public:
  Benchmark(int divisor, int pairs) : orders_(10000 / divisor), gets_(20000 / divisor), pairs_(pairs), divisor_(divisor) {}

  void insert() {
    Time hand_whole{}, hand_writing{}, weft_whole{}, weft_writing{};
    for (int pair = 0; pair < pairs_; ++pair) {
      clear();
      Time writing{};
      bench::keep_smaller(hand_whole, bench::time_of([&] {
        auto orders = plain_orders();
        writing = bench::time_of([&] { insert_by_hand(orders); });
      }));
      bench::keep_smaller(hand_writing, writing);
      clear();
      bench::keep_smaller(weft_whole, bench::time_of([&] {
        weft::Session session(engine_);
        std::vector<weft::Ptr<Order>> orders = add_orders(session);
        writing = bench::time_of([&] { session.commit(); });
      }));
      bench::keep_smaller(weft_writing, writing);
    }
    const std::string size = std::to_string(orders_ * (lines_per_order + 1)) + " objects";
    bench::print("insert " + size + ", commit only", hand_writing, weft_writing);
    bench::print("insert " + size + ", made and committed", hand_whole, weft_whole);
  }

  void update() {
    fill();
    Time by_hand{}, by_weft{};
    for (int pair = 0; pair < pairs_; ++pair) {
      auto plain = load_by_hand();
      bench::keep_smaller(by_hand, bench::time_of([&] {
        connection_.run("BEGIN IMMEDIATE");
        Query update(connection_, "UPDATE orders SET status = ?1 WHERE id = ?2");
        for (auto& order : plain) {
          update.bind(1, ++order.status);
          update.bind(2, order.id);
          update.run();
        }
        connection_.run("COMMIT");
      }));
      weft::Session session(engine_);
      auto orders = session.scalars(weft::select<Order>()).all();
      bench::keep_smaller(by_weft, bench::time_of([&] {
        for (const auto& order : orders) ++order.modify()->status;
        session.commit();
      }));
    }
    bench::print("update one column of " + std::to_string(orders_) + " objects", by_hand, by_weft);
  }

  void get() {
    fill();
    Time by_hand{}, by_weft{};
    for (int pair = 0; pair < pairs_; ++pair) {
      bench::keep_smaller(by_hand, bench::time_of([&] {
        connection_.run("BEGIN");
        Query select(connection_, "SELECT id, order_id, product, quantity, price FROM line WHERE id = ?1");
        std::deque<PlainLine> lines;
        for (int key = 1; key <= gets_; ++key) {
          select.bind(1, std::int64_t{key});
          if (!select.step()) throw std::runtime_error("no such line");
          read_line(select, lines.emplace_back());
          select.reset();
        }
        connection_.run("COMMIT");
      }));
      weft::Session session(engine_);
      std::int64_t sum = 0;
      bench::keep_smaller(by_weft, bench::time_of([&] {
        for (std::int64_t key = 1; key <= gets_; ++key) sum += session.get<Line>(key)->quantity;
      }));
      if (sum == 0) throw std::runtime_error("nothing was read");
    }
    bench::print("get " + std::to_string(gets_) + " objects by their keys", by_hand, by_weft);
  }

  /// The floor reads the rows of the children in batches of 500 owners, as the cascade has to, and deletes each row by
  /// its key. The lowest floor deletes rows in batches of 500 keys.
  void remove() {
    Time by_row{}, by_batch{}, by_weft{};
    for (int pair = 0; pair < pairs_; ++pair) {
      fill();
      bench::keep_smaller(by_row, bench::time_of([&] { delete_by_hand(load_ids(), false); }));
      fill();
      bench::keep_smaller(by_batch, bench::time_of([&] { delete_by_hand(load_ids(), true); }));
      fill();
      weft::Session session(engine_);
      auto orders = session.scalars(weft::select<Order>()).all();
      bench::keep_smaller(by_weft, bench::time_of([&] {
        for (const auto& order : orders) session.remove(order);
        session.commit();
      }));
    }
    const std::string size = std::to_string(orders_) + " objects and " + std::to_string(orders_ * lines_per_order) + " of theirs";
    bench::print("delete " + size + ", row by row", by_row, by_weft);
    bench::print("delete " + size + ", by lists of keys", by_batch, by_weft);
  }

  void flush() {
    fill();
    Time among_few{}, among_many{};
    for (int pair = 0; pair < pairs_ * 20; ++pair) {
      bench::keep_smaller(among_few, flush_one_among(100));
      if (pair % 20 == 0) bench::keep_smaller(among_many, flush_one_among(100000 / divisor_));
    }
    fmt::print("flush one change among {} objects {:.1f} us, among 100 {:.1f} us, ratio {:.2f}\n", 100000 / divisor_,
               bench::milliseconds(among_many) * 1e3, bench::milliseconds(among_few) * 1e3,
               bench::ratio(among_many, among_few));
  }

private:
  void clear() {
    connection_.run("DELETE FROM line");
    connection_.run("DELETE FROM orders");
    connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  void fill() {
    clear();
    auto orders = plain_orders();
    insert_by_hand(orders);
    connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  std::vector<PlainOrder> plain_orders() const {
    std::vector<PlainOrder> orders;
    orders.reserve(static_cast<std::size_t>(orders_));
    for (int number = 0; number < orders_; ++number) {
      PlainOrder& order = orders.emplace_back(PlainOrder{0, customer_name(number), "Lisbon", number * 1.5, number % 3, {}});
      for (int line = 0; line < lines_per_order; ++line)
        order.lines.push_back({0, 0, product_name(line), line + 1, line * 2.5});
    }
    return orders;
  }

  std::vector<weft::Ptr<Order>> add_orders(weft::Session& session) const {
    std::vector<weft::Ptr<Order>> orders;
    orders.reserve(static_cast<std::size_t>(orders_));
    for (int number = 0; number < orders_; ++number) {
      Order order{.customer = customer_name(number), .city = "Lisbon", .total = number * 1.5, .status = number % 3};
      for (int line = 0; line < lines_per_order; ++line)
        order.lines.push_back(Line{.product = product_name(line), .quantity = line + 1, .price = line * 2.5});
      orders.push_back(session.add(std::move(order)));
    }
    return orders;
  }

  void insert_by_hand(std::vector<PlainOrder>& orders) {
    connection_.run("BEGIN IMMEDIATE");
    Query insert_order(connection_, "INSERT INTO orders (customer, city, total, status) VALUES (?1, ?2, ?3, ?4)");
    Query insert_line(connection_, "INSERT INTO line (order_id, product, quantity, price) VALUES (?1, ?2, ?3, ?4)");
    for (auto& order : orders) {
      insert_order.bind(1, order.customer);
      insert_order.bind(2, order.city);
      insert_order.bind(3, order.total);
      insert_order.bind(4, order.status);
      insert_order.run();
      order.id = sqlite3_last_insert_rowid(connection_.get());
    }
    for (auto& order : orders) {
      for (auto& line : order.lines) {
        line.order_id = order.id;
        insert_line.bind(1, line.order_id);
        insert_line.bind(2, line.product);
        insert_line.bind(3, line.quantity);
        insert_line.bind(4, line.price);
        insert_line.run();
        line.id = sqlite3_last_insert_rowid(connection_.get());
      }
    }
    connection_.run("COMMIT");
  }

  static void read_line(Query& select, PlainLine& line) {
    line.id = select.integer(0);
    line.order_id = select.integer(1);
    select.read(2, line.product);
    line.quantity = select.integer(3);
    line.price = select.real(4);
  }

  std::vector<PlainOrder> load_by_hand() {
    Query select(connection_, "SELECT id, customer, city, total, status FROM orders");
    std::vector<PlainOrder> orders;
    while (select.step()) {
      PlainOrder& order = orders.emplace_back();
      order.id = select.integer(0);
      select.read(1, order.customer);
      select.read(2, order.city);
      order.total = select.real(3);
      order.status = select.integer(4);
    }
    return orders;
  }

  std::vector<std::int64_t> load_ids() {
    Query select(connection_, "SELECT id FROM orders");
    std::vector<std::int64_t> ids;
    while (select.step()) ids.push_back(select.integer(0));
    return ids;
  }

  static constexpr std::size_t batch = 500;

  static std::string places() {
    std::string list = "?";
    for (std::size_t place = 1; place < batch; ++place) list += ", ?";
    return list;
  }

  /// Runs `each` with a statement that has the next keys bound; the last ones fill it up.
  template <class Each>
  static void in_batches(Query& query, const std::vector<std::int64_t>& keys, Each each) {
    for (std::size_t begin = 0; begin < keys.size(); begin += batch) {
      for (std::size_t place = 0; place < batch; ++place)
        query.bind(static_cast<int>(place) + 1, keys[std::min(begin + place, keys.size() - 1)]);
      each();
      query.reset();
    }
  }

  void delete_by_hand(const std::vector<std::int64_t>& orders, bool by_lists) {
    connection_.run("BEGIN IMMEDIATE");
    Query select(connection_, "SELECT id, order_id, product, quantity, price FROM line WHERE order_id IN (" + places() + ")");
    std::vector<PlainLine> lines;
    in_batches(select, orders, [&] {
      while (select.step()) read_line(select, lines.emplace_back());
    });
    std::vector<std::int64_t> ids;
    for (const auto& line : lines) ids.push_back(line.id);
    using Keys = const std::vector<std::int64_t>*;
    for (const auto& [table, keys] : {std::pair<const char*, Keys>("line", &ids), std::pair<const char*, Keys>("orders", &orders)}) {
      if (by_lists) {
        Query remove(connection_, std::string("DELETE FROM ") + table + " WHERE id IN (" + places() + ")");
        in_batches(remove, *keys, [&] { remove.step(); });
      } else {
        Query remove(connection_, std::string("DELETE FROM ") + table + " WHERE id = ?1");
        for (auto key : *keys) {
          remove.bind(1, key);
          remove.run();
        }
      }
    }
    connection_.run("COMMIT");
  }

  Time flush_one_among(int loaded) {
    weft::Session session(engine_);
    auto lines = session.scalars(weft::select<Line>().limit(loaded)).all();
    // The first write of a transaction takes the lock of the database and meets cold caches, which costs more than it
    // all: the fastest of some counts.
    Time time{};
    for (std::size_t index = 0; index < 20; ++index) {
      ++lines[index].modify()->quantity;
      bench::keep_smaller(time, bench::time_of([&] { session.flush(); }));
    }
    session.rollback();
    return time;
  }

  int orders_;
  int gets_;
  int pairs_;
  int divisor_;
  bench::TemporaryFolder folder_{};
  weft::Engine engine_{"sqlite:///" + folder_.file("bench.db")};
  Connection connection_ = [this]() -> Connection {
    weft::create_all<Order>(engine_);
    return Connection(folder_.file("bench.db"));
  }();
};

} // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "all";
  const int divisor = argc > 2 ? std::max(1, std::atoi(argv[2])) : 1;
  const int pairs = argc > 3 ? std::max(1, std::atoi(argv[3])) : 7;
  try {
    Benchmark benchmark(divisor, pairs);
    if (what == "insert" || what == "all") benchmark.insert();
    if (what == "update" || what == "all") benchmark.update();
    if (what == "get" || what == "all") benchmark.get();
    if (what == "delete" || what == "all") benchmark.remove();
    if (what == "flush" || what == "all") benchmark.flush();
  } catch (const std::exception& error) {
    fmt::print(stderr, "unit_of_work: {}\n", error.what());
    return 1;
  }
  return 0;
}
