// SPDX-License-Identifier: MIT
//
// A to-one that has several rows, because nothing in the database forbids it: the first one counts, whatever strategy reads
// it, and the program is told.
#include <gtest/gtest.h>
#include <weft/weft.hpp>

#include "case.hpp"
#include "models/several.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

/// What was warned of while this lives.
class Warnings {
 public:
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  std::size_t count_ = 0;
  Subscription subscription_ = on_warning([this](std::string_view text) {
    if (text.find("several rows for \"Rider::horse\"") != std::string_view::npos) ++count_;
  });
};

Select<Ptr<Rider>> riders(const Trial& trial) {
  return select<Rider>().order_by(col<&Rider::name>).options(load<&Rider::horse>(trial.strategy().name()));
}

std::vector<std::string> read(const std::vector<Ptr<Rider>>& riders) {
  std::vector<std::string> read;
  for (const auto& rider : riders) read.push_back(rider->name + '{' + (rider->horse ? rider->horse->name : "") + '}');
  return read;
}

bool never_loads(Trial& trial) {
  trial.target().provide(several);
  const bool loads = trial.strategy().describe().loads;
  if (!loads) trial.not_claimed("the strategy declares that it never loads");
  return !loads;
}

using Lines = std::vector<std::string>;

void the_first_row_counts(Trial& trial) {
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const Warnings warnings;

  EXPECT_EQ(read(session.scalars(riders(trial)).all()), (Lines{"Ann{Ace}", "Bob{}", "Cid{Bay}", "Dan{Cob}"}));
  EXPECT_EQ(warnings.count(), 2U) << "one for each owner with several rows";
}

void a_limit_counts_owners(Trial& trial) {
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const Warnings warnings;

  EXPECT_EQ(read(session.scalars(riders(trial).limit(2)).all()), (Lines{"Ann{Ace}", "Bob{}"}));
  session.expunge_all();
  EXPECT_EQ(read(session.scalars(riders(trial).limit(2).offset(2)).all()), (Lines{"Cid{Bay}", "Dan{Cob}"}));
  EXPECT_EQ(warnings.count(), 2U);
}

void known_owners_keep_what_they_have(Trial& trial) {
  if (never_loads(trial)) return;
  Session session(trial.engine());
  const Warnings warnings;
  const auto before = session.scalars(riders(trial)).all();
  const auto first = read(before);
  const std::size_t warned = warnings.count();

  EXPECT_EQ(read(session.scalars(riders(trial)).all()), first);
  EXPECT_EQ(warnings.count(), warned);
}

const Group several_rows{"strategy.several_rows",
                         {{"the_first_row_counts", &the_first_row_counts},
                          {"a_limit_counts_owners", &a_limit_counts_owners},
                          {"known_owners_keep_what_they_have", &known_owners_keep_what_they_have, Level::full}}};

}  // namespace
}  // namespace weft::conformance
