// SPDX-License-Identifier: MIT
#include "weft/session/statement_event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "session/engine_core.hpp"
#include "session/observed_cursor.hpp"
#include "support/fake_dialect.hpp"
#include "weft/session/warning.hpp"

namespace weft::test {
namespace {

using detail::EngineCore;
using detail::Lease;
using testing::ElementsAre;

/// An event that may be kept.
struct Seen {
  explicit Seen(const StatementEvent& event)
      : kind(event.kind), sql(event.sql), batch_rows(event.batch_rows), rows(event.rows), failed(event.failed),
        negative(event.duration.count() < 0) {
    for (const Cell& cell : event.params) params.emplace_back(cell);
  }

  StatementKind kind;
  std::string sql;
  std::vector<Value> params{};
  std::size_t batch_rows;
  std::int64_t rows;
  bool failed;
  bool negative;
};

class StatementEventTest : public testing::Test {
 protected:
  StatementEventTest() {
    FakeRows rows{{"id"}, {}};
    for (std::int64_t id : {1, 2, 3}) rows.rows.push_back({Value(id)});
    database_.answer("SELECT id FROM item", std::move(rows));
  }
  Lease checkout() { return EngineCore::of(engine_)->checkout(); }
  Subscription watch() {
    return engine_.on_statement([this](const StatementEvent& event) { seen_.emplace_back(event); });
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> result;
    for (const Seen& event : seen_) result.push_back(event.sql);
    return result;
  }

  FakeDatabase database_{};
  Engine engine_{database_.url()};
  std::vector<Seen> seen_{};
};

TEST_F(StatementEventTest, tells_text_parameters_and_rows_of_a_statement) {
  auto watching = watch();
  database_.answer("UPDATE item SET name = ?", ExecuteResult{4, 0});
  Lease lease = checkout();
  const Cell name = Cell::text("Mug");

  lease.execute({"UPDATE item SET name = ?", 1}, {&name, 1});

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_[0].kind, StatementKind::statement);
  EXPECT_EQ(seen_[0].sql, "UPDATE item SET name = ?");
  EXPECT_THAT(seen_[0].params, ElementsAre(Value::text("Mug")));
  EXPECT_EQ(seen_[0].rows, 4);
  EXPECT_EQ(seen_[0].batch_rows, 1U);
  EXPECT_FALSE(seen_[0].failed);
  EXPECT_FALSE(seen_[0].negative);
}

TEST_F(StatementEventTest, comes_for_a_query_when_its_rows_were_read) {
  auto watching = watch();
  Lease lease = checkout();
  std::string sql = "SELECT id FROM item";
  std::string text = "Mug";
  std::vector<Cell> parameters{Cell::text(text)};
  auto cursor = lease.query({sql, 1}, parameters, {});
  std::vector<Cell> cells(2);

  EXPECT_EQ(cursor->fetch(cells), 2U);
  sql.assign(sql.size(), '#');  // neither text nor parameters need to live as long as the rows
  text.assign(text.size(), '#');
  parameters.clear();
  EXPECT_EQ(cursor->fetch(cells), 1U);
  EXPECT_TRUE(seen_.empty());
  EXPECT_EQ(cursor->fetch(cells), 0U);

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_[0].sql, "SELECT id FROM item");
  EXPECT_THAT(seen_[0].params, ElementsAre(Value::text("Mug")));
  EXPECT_EQ(seen_[0].rows, 3);
  cursor.reset();
  EXPECT_EQ(seen_.size(), 1U);
}

TEST_F(StatementEventTest, comes_for_a_query_when_its_rows_were_given_up) {
  auto watching = watch();
  Lease lease = checkout();
  auto cursor = lease.query({"SELECT id FROM item", 1}, {}, {});
  std::vector<Cell> cells(2);
  cursor->fetch(cells);

  cursor.reset();

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_[0].rows, 2);
  EXPECT_FALSE(seen_[0].failed);
}

TEST_F(StatementEventTest, comes_for_a_query_that_fails_at_once) {
  auto watching = watch();
  database_.fail("SELECT nme FROM item", [] { throw StatementError("statement failed", {.message = "no column"}); });
  Lease lease = checkout();

  EXPECT_THROW(lease.query({"SELECT nme FROM item", 1}, {}, {}), StatementError);

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_TRUE(seen_[0].failed);
}

TEST_F(StatementEventTest, comes_for_a_query_that_fails_between_rows) {
  auto watching = watch();
  database_.fail("fetch SELECT id FROM item", [] { throw StatementError("statement failed", {.message = "full"}); });
  Lease lease = checkout();
  auto cursor = lease.query({"SELECT id FROM item", 1}, {}, {});
  std::vector<Cell> cells(3);
  cursor->fetch(cells);

  EXPECT_THROW(cursor->fetch(cells), StatementError);
  cursor.reset();

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_[0].rows, 3);
  EXPECT_TRUE(seen_[0].failed);
}

TEST_F(StatementEventTest, comes_once_for_a_batch) {
  auto watching = watch();
  Lease lease = checkout();
  const std::vector<Cell> cells{Cell::of(std::int64_t{1}), Cell::of(std::int64_t{2}), Cell::of(std::int64_t{3})};
  std::vector<std::int64_t> counts(3);

  lease.execute_batch({"DELETE FROM item WHERE id = ?", 1}, {cells, 1, 3}, counts, {});

  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_[0].batch_rows, 3U);
  EXPECT_EQ(seen_[0].rows, 3);
  EXPECT_THAT(seen_[0].params, ElementsAre(Value(std::int64_t{1})));
}

TEST_F(StatementEventTest, tells_how_transactions_begin_and_end) {
  auto watching = watch();
  Lease lease = checkout();

  lease.begin({});
  lease.savepoint("one");
  lease.release_savepoint("one");
  lease.savepoint("two");
  lease.rollback_to_savepoint("two");
  lease.commit();
  lease.begin({});
  lease.give_back();

  EXPECT_THAT(texts(), ElementsAre("BEGIN", "SAVEPOINT one", "RELEASE SAVEPOINT one", "SAVEPOINT two",
                                   "ROLLBACK TO SAVEPOINT two", "COMMIT", "BEGIN", "ROLLBACK"));
  std::vector<StatementKind> kinds;
  for (const Seen& event : seen_) kinds.push_back(event.kind);
  EXPECT_THAT(kinds, ElementsAre(StatementKind::begin, StatementKind::savepoint, StatementKind::release_savepoint,
                                 StatementKind::savepoint, StatementKind::rollback_to_savepoint, StatementKind::commit,
                                 StatementKind::begin, StatementKind::rollback));
}

TEST_F(StatementEventTest, costs_no_cursor_of_its_own_when_nobody_listens) {
  Lease lease = checkout();
  { auto watching = watch(); }

  auto cursor = lease.query({"SELECT id FROM item", 1}, {}, {});

  EXPECT_FALSE(EngineCore::of(engine_)->observed());
  EXPECT_EQ(dynamic_cast<detail::ObservedCursor*>(cursor.get()), nullptr);
}

TEST_F(StatementEventTest, reaches_every_listener_even_if_one_throws) {
  std::vector<std::string> warnings;
  auto warned = on_warning([&](std::string_view text) { warnings.emplace_back(text); });
  auto broken = engine_.on_statement([](const StatementEvent&) { throw std::runtime_error("disk full"); });
  auto watching = watch();
  Lease lease = checkout();

  EXPECT_EQ(lease.execute({"DELETE FROM item", 1}, {}).rows, 1);

  EXPECT_THAT(texts(), ElementsAre("DELETE FROM item"));
  EXPECT_THAT(warnings, ElementsAre("statement listener failed: disk full\n"
                                    "  the statement itself is not affected; catch exceptions inside the callback "
                                    "given to on_statement()"));
}

TEST_F(StatementEventTest, does_not_come_for_what_a_listener_sends_itself) {
  auto auditing = engine_.on_statement(
      [&](const StatementEvent&) { checkout().execute({"INSERT INTO audit DEFAULT VALUES", 1}, {}); });
  auto watching = watch();
  Lease lease = checkout();

  lease.execute({"DELETE FROM item", 1}, {});

  EXPECT_EQ(database_.count("INSERT INTO audit DEFAULT VALUES"), 1U);
  EXPECT_THAT(texts(), ElementsAre("DELETE FROM item"));
}

}  // namespace
}  // namespace weft::test
