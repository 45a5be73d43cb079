// SPDX-License-Identifier: MIT
//
// A program that commits one unit of work after the other is killed, again and again, at moments that nobody chose.
// What is asked does not depend on the moment: the units that it had reported are there, and none in half.
//
//   WEFT_SEED=7 ...   other moments
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "session/killed_process/books.hpp"
#include "session/killed_process/child.hpp"
#include "support/database.hpp"

namespace weft::test::books {
namespace {

using testing::AnyOf;
using testing::Eq;
using testing::IsEmpty;

using Numbers = std::tuple<std::int64_t, std::int64_t>;

/// What the file has to hold after so many units.
class Expected {
 public:
  using Line = std::tuple<std::int64_t, std::string, std::int64_t>;  ///< the invoice's number, the text, the amount
  using Entry = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

  void advance_to(std::int64_t unit) {
    while (units_ < unit) take(++units_);
  }

  [[nodiscard]] std::int64_t units() const noexcept { return units_; }
  [[nodiscard]] std::int64_t balance() const {
    std::int64_t sum = 0;
    for (const auto& [number, lines] : invoices_) sum += sum_of(lines);
    return sum;
  }
  [[nodiscard]] std::vector<Numbers> totals() const {
    std::vector<Numbers> totals;
    for (const auto& [number, lines] : invoices_) totals.emplace_back(number, sum_of(lines));
    return totals;
  }
  [[nodiscard]] std::vector<Line> lines() const {
    std::vector<Line> all;
    for (const auto& [number, lines] : invoices_)
      for (const auto& [text, amount] : lines) all.emplace_back(number, text, amount);
    return all;
  }
  [[nodiscard]] const std::vector<Entry>& ledger() const noexcept { return ledger_; }

 private:
  using Lines = std::map<std::string, std::int64_t>;

  static std::int64_t sum_of(const Lines& lines) {
    std::int64_t sum = 0;
    for (const auto& [text, amount] : lines) sum += amount;
    return sum;
  }

  void take(std::int64_t unit) {
    Lines& lines = invoices_[unit];
    for (std::int64_t line = 0; line < lines_of(unit); ++line) lines[text_of(unit, line)] = amount_of(unit, line);
    if (auto found = invoices_.find(unit - 1); found != invoices_.end()) {
      Lines& before = found->second;
      if (before.size() > 1) lines.insert(before.extract(std::prev(before.end())));
      before.begin()->second += 1;
    }
    invoices_.erase(unit - kept_invoices);
    ledger_.emplace_back(unit, sum_of(lines), balance());
  }

  std::map<std::int64_t, Lines> invoices_{};
  std::vector<Entry> ledger_{};
  std::int64_t units_ = 0;
};

/// The file as it is, read as plain SQL by a process that was not killed.
class Books {
 public:
  explicit Books(const std::string& file) : engine_("sqlite:///" + file) {}

  template <class... Column>
  std::vector<std::tuple<Column...>> rows(std::string_view sql) {
    return Session(engine_).execute(text(sql).columns<Column...>()).all();
  }
  std::int64_t number(std::string_view sql) { return std::get<0>(rows<std::int64_t>(sql).at(0)); }

  void create() {
    create_all<Invoice, Account, LedgerEntry>(engine_);
    Session session(engine_);
    session.add(Account{});
    session.commit();
  }

  void expect(const Expected& expected) {
    EXPECT_THAT((rows<std::string>("PRAGMA integrity_check")), testing::ElementsAre(std::tuple("ok")));
    EXPECT_THAT((rows<std::string>("SELECT \"table\" FROM pragma_foreign_key_check")), IsEmpty());
    EXPECT_EQ((rows<std::int64_t, std::int64_t>("SELECT number, total FROM invoice ORDER BY number")),
              expected.totals());
    EXPECT_EQ((rows<std::int64_t, std::string, std::int64_t>(
                  "SELECT i.number, l.text, l.amount FROM invoice_line l LEFT JOIN invoice i ON i.id = l.invoice_id "
                  "ORDER BY i.number, l.text")),
              expected.lines());
    EXPECT_EQ(
        (rows<std::int64_t, std::int64_t, std::int64_t>("SELECT number, total, balance FROM ledger ORDER BY number")),
        expected.ledger());
    EXPECT_EQ((rows<std::int64_t>("SELECT balance FROM account")), std::vector{std::tuple(expected.balance())});
  }

 private:
  Engine engine_;
};

TEST(KilledProcess, leaves_the_units_that_it_committed_and_none_in_half) {
  constexpr int kills = 50;
  const char* given = std::getenv("WEFT_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 1;
  std::mt19937_64 random(seed);
  TemporaryFile file;
  Books(file.path()).create();
  Expected expected;

  for (int kill = 0; kill < kills && !testing::Test::HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill) + ", WEFT_SEED=" + std::to_string(seed));
    Child committer(WEFT_COMMITTER, {file.path(), "100000"});
    committer.wait_for_lines(random() % 60);
    committer.wait_for(std::chrono::microseconds(random() % 3000));
    const std::vector<std::string> reported = committer.kill();

    const std::int64_t last = expected.units() + static_cast<std::int64_t>(reported.size());
    if (!reported.empty()) {
      EXPECT_EQ(reported.back(), std::to_string(last));
    }
    Books books(file.path());
    const std::int64_t committed = books.number("SELECT coalesce(max(number), 0) FROM ledger");
    EXPECT_THAT(committed, AnyOf(Eq(last), Eq(last + 1)));  // one may be committed and not reported
    expected.advance_to(committed);
    books.expect(expected);
  }
}

}  // namespace
}  // namespace weft::test::books
