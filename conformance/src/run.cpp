// SPDX-License-Identifier: MIT
#include "run.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include <gtest/gtest.h>

#include "capability_list.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

/// What one test found out about itself, for the listener.
struct Finding {
  Outcome outcome = Outcome::pass;
  std::string reason{};
  std::vector<std::string> statements{};
};
Finding finding;

class CaseTest final : public testing::Test {
 public:
  explicit CaseTest(const PlannedCase& planned) : planned_(planned) {}

  void TestBody() override {
    finding = {};
    Target& target = *planned_.target;
    if (!target.reachable()) {
      finding = {Outcome::no_database, target.unreachable(), {}};
      GTEST_SKIP();
    }
    const Case& one = *planned_.one;
    const bool claimed = one.claim == nullptr || target.capabilities().*one.claim;
    if (!claimed) finding = {Outcome::not_claimed, "\"" + std::string(name_of(one.claim)) + "\" is not claimed", {}};
    Trial trial(target, planned_.strategy);
    try {
      if (claimed) one.check(trial);
      else if (one.otherwise) one.otherwise(trial);
      else ADD_FAILURE() << "nothing says what holds where \"" << name_of(one.claim) << "\" is not claimed";
    } catch (const std::exception& error) {
      ADD_FAILURE() << "an exception ended the case: " << error.what();
    }
    if (!trial.why_not_claimed().empty()) finding = {Outcome::not_claimed, trial.why_not_claimed(), {}};
    if (HasFailure()) finding.statements = trial.log();
  }

 private:
  PlannedCase planned_;
};

class Listener final : public testing::EmptyTestEventListener {
 public:
  Listener(const Plan& plan, const Deviations& deviations, bool quiet)
      : plan_(plan), deviations_(deviations), progress_(!quiet && isatty(STDOUT_FILENO) != 0), lines_(!quiet) {}

  std::vector<Record> take() { return std::move(records_); }

  void OnTestStart(const testing::TestInfo&) override {
    failures_.clear();
    finding = {};
  }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    failures_.push_back({result.file_name() ? result.file_name() : "", result.line_number(), result.message()});
  }

  void OnTestEnd(const testing::TestInfo& info) override {
    const PlannedCase& planned = plan_.cases[records_.size()];
    Record record;
    record.suite = planned.group->suite();
    record.group = planned.group->name();
    record.name = planned.one->name;
    if (planned.strategy) record.strategy = planned.strategy->name();
    record.database = planned.target->label();
    record.outcome = failures_.empty() ? finding.outcome : Outcome::fail;
    record.reason = record.outcome == Outcome::fail ? "" : finding.reason;
    record.seconds = static_cast<double>(info.result()->elapsed_time()) / 1000;
    record.failures = std::move(failures_);
    record.statements = std::move(finding.statements);
    judge_deviation(record);
    show(record);
    records_.push_back(std::move(record));
  }

  void OnTestProgramEnd(const testing::UnitTest&) override { end_line(); }

 private:
  void judge_deviation(Record& record) {
    if (record.outcome == Outcome::no_database) return;
    const Deviation* known = deviations_.known(record.display());
    if (!known) return;
    if (record.outcome == Outcome::fail) {
      record.outcome = Outcome::deviates;
      record.reason = known->reason;
    } else {
      record.outcome = Outcome::fail;
      record.failures.push_back({deviations_.file(), known->line,
                                 "passes, although it is known to deviate (" + known->reason + "): take this line out"});
    }
  }

  void show(const Record& record) {
    if (record.outcome == Outcome::fail) {
      end_line();
      std::printf("FAIL  %s\n", record.display().c_str());
      for (const auto& failure : record.failures)
        std::printf("%s\n%s\n", failure.place().c_str(), failure.message.c_str());
    }
    if (record.outcome == Outcome::no_database && unreachable_ != record.database) {
      end_line();
      std::printf("NO DATABASE  %s: %s\n", record.database.c_str(), record.reason.c_str());
      unreachable_ = record.database;
    }
    const std::string place = record.group + (record.strategy.empty() ? "" : "/" + record.strategy) + "/" + record.database;
    if (place != place_) {
      end_line();
      place_ = place;
      passed_ = all_ = 0;
    }
    ++all_;
    if (record.outcome != Outcome::fail && record.outcome != Outcome::no_database) ++passed_;
    if (progress_) {
      std::printf("\r[%zu/%zu] %s %zu", records_.size() + 1, plan_.cases.size(), place_.c_str(), all_);
      std::fflush(stdout);
    }
  }

  void end_line() {
    if (lines_ && all_ != 0) std::printf("%s%-58s %zu of %zu\n", progress_ ? "\r\033[K" : "", place_.c_str(), passed_, all_);
    place_.clear();
    passed_ = all_ = 0;
  }

  const Plan& plan_;
  const Deviations& deviations_;
  bool progress_;
  bool lines_;
  std::vector<Failure> failures_{};
  std::vector<Record> records_{};
  std::string place_{};
  std::string unreachable_{};
  std::size_t passed_ = 0;
  std::size_t all_ = 0;
};

void register_case(const PlannedCase& planned) {
  const std::string test = planned.display().substr(planned.group->name().size() + 1);
  testing::RegisterTest(planned.group->name().c_str(), test.c_str(), nullptr, nullptr, planned.one->place.file_name(),
                        static_cast<int>(planned.one->place.line()),
                        [planned]() -> testing::Test* { return new CaseTest(planned); });
}

}  // namespace

std::vector<Record> run(const Plan& plan, const Deviations& deviations, bool quiet) {
  for (const auto& planned : plan.cases) register_case(planned);
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* listener = new Listener(plan, deviations, quiet);
  listeners.Append(listener);
  const int failed = RUN_ALL_TESTS();  // the records tell more
  static_cast<void>(failed);
  return listener->take();
}

}  // namespace weft::conformance
