// SPDX-License-Identifier: MIT
//
// Random units of work against a plain model. Which scripts are run is fixed, so that a failure fails again:
//
//   WEFT_SCRIPTS=100000 ...   runs that many
//   WEFT_SEED=1234 ...        runs that one
#include <gtest/gtest.h>

#include <cstdlib>

#include "session/random_scripts/generator.hpp"
#include "session/random_scripts/runner.hpp"

namespace weft::test::scripts {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Empty when the script of this seed goes well.
std::string report(std::uint64_t seed) {
  const Script script = generate(seed);
  if (failure_of(script).empty()) return {};
  const Script shortest = shrunk(script);
  return "WEFT_SEED=" + std::to_string(seed) + ", shrunk to\n" + text_of(shortest) + "where\n" + failure_of(shortest);
}

TEST(RandomScripts, leave_the_database_and_the_objects_as_the_model_says) {
  const std::uint64_t only = number_from("WEFT_SEED", 0);
  const std::uint64_t last = only != 0 ? only : number_from("WEFT_SCRIPTS", 3000);

  std::string failure;
  for (std::uint64_t seed = only != 0 ? only : 1; seed <= last && failure.empty(); ++seed) failure = report(seed);

  EXPECT_TRUE(failure.empty()) << failure;
}

}  // namespace
}  // namespace weft::test::scripts
