// SPDX-License-Identifier: MIT
//
// The suite is as good as what it catches: each plugin that is wrong on purpose has to fail the case that is meant for its
// mistake, and may fail nothing that has nothing to do with it.
#include <filesystem>

#include "options.hpp"
#include "program.hpp"

namespace weft::conformance::test {
namespace {

struct Broken {
  const char* kind;
  const char* name;
  const char* meant;    ///< the case that has to catch it
  const char* related;  ///< a pattern of what may fail along with it
};

std::string file_of(const Broken& broken) {
  return std::string(WEFT_BROKEN) + "/libweft_" + broken.kind + "_" + broken.name + ".so";
}

void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.name; }

class BrokenPlugin : public testing::TestWithParam<Broken> {};

TEST_P(BrokenPlugin, is_caught_by_the_case_meant_for_it) {
  const Broken& broken = GetParam();
  const bool strategy = std::string(broken.kind) == "strategy";
  std::string scheme = broken.name;
  std::replace(scheme.begin(), scheme.end(), '_', '-');
  const std::string arguments = strategy ? "--strategy-plugin " + file_of(broken) + " --url sqlite://"
                                         : "--dialect-plugin " + file_of(broken) + " --url " + scheme + ":// --filter '-strategy.*'";

  const Execution result = execute(arguments + " --level standard");

  EXPECT_EQ(result.status, 1) << result.output;
  const std::string whole = std::string(broken.meant) + "/" + broken.name + (strategy ? "/sqlite" : "");
  EXPECT_EQ(result.outcome(whole), "fail") << result.output;
  EXPECT_GT(result.count("pass"), 90U) << "so much cannot be wrong with it";
  for (const auto& record : result.report["records"])
    if (record["outcome"] == "fail") {
      EXPECT_TRUE(fits(record["case"].get<std::string>(), broken.related)) << record["case"] << " has nothing to do with it";
    }
}

std::string name_of(const testing::TestParamInfo<Broken>& broken) { return broken.param.name; }

INSTANTIATE_TEST_SUITE_P(
    All, BrokenPlugin,
    testing::Values(
        Broken{"strategy", "skips_null", "strategy.many_to_one.detached_before_touching", "*.detached_before_touching"},
        Broken{"strategy", "forgets_chunk", "strategy.chunks.more_owners_than_keys_fit", "strategy.chunks.*"},
        Broken{"strategy", "duplicates_rows", "strategy.one_to_many.all_owners", "strategy.*"},
        Broken{"strategy", "one_too_many", "strategy.one_to_many.all_owners", "strategy.*"},
        Broken{"strategy", "wrong_owner", "strategy.one_to_many.all_owners", "strategy.*"},
        Broken{"dialect", "wrong_returning", "dialect.returning.insert", "dialect.returning.*"},
        Broken{"dialect", "loses_microseconds", "dialect.types.timestamp.one_microsecond", "dialect.types.timestamp.*"},
        Broken{"dialect", "wrong_counts", "dialect.row_counts.updates_count_matched_rows", "*"}),
    name_of);

TEST(PluginUnderTest, that_nothing_would_run_is_an_error) {
  const std::string dialect = std::string(WEFT_BROKEN) + "/libweft_dialect_wrong_counts.so";
  const std::string strategy = std::string(WEFT_BROKEN) + "/libweft_strategy_wrong_owner.so";
  const std::pair<std::string, std::string> runs[] = {
      {dialect + " --url sqlite://", "the dialect of " + dialect + ": no --url begins with wrong-counts://"},
      {"--url sqlite:// " + dialect, "no --url begins with wrong-counts://"},
      {dialect, "no --url begins with wrong-counts://"},
      {dialect + " --url wrong-counts:// --url sqlite:// --filter 'dialect.*/sqlite'", "no case on its database was selected"},
      {strategy + " --filter 'dialect.*'", "the strategy of " + strategy + ": no case of it was selected"},
      {dialect + " " + strategy + " --url wrong-counts:// --filter 'dialect.*'", "no case of it was selected"},
      {"--dialect-plugin " + strategy, "holds no dialect but a strategy"}};
  for (const auto& [arguments, message] : runs) {
    const Execution result = execute(arguments);

    EXPECT_EQ(result.status, 2) << arguments << '\n' << result.output;
    EXPECT_NE(result.output.find(message), std::string::npos) << result.output;
    EXPECT_TRUE(result.report.is_discarded()) << arguments << " ran something";
  }
}

TEST(PluginUnderTest, that_another_file_hides_is_an_error) {
  const std::string strategy = std::string(WEFT_BROKEN) + "/libweft_strategy_wrong_owner.so";
  // Not among temporary files: plugins are not taken from a folder that everybody can write.
  const std::string copy = std::string(WEFT_BROKEN) + "/copy_" + std::to_string(getpid()) + ".so";
  std::filesystem::copy_file(strategy, copy);

  const Execution result = execute(strategy + " " + copy);
  std::filesystem::remove(copy);

  EXPECT_EQ(result.status, 2) << result.output;
  EXPECT_NE(result.output.find("the strategy of " + copy + ": \"wrong_owner\" is taken from " + strategy), std::string::npos)
      << result.output;
}

TEST(BrokenStrategy, shows_the_statements_that_it_sent) {
  const Execution result = execute("--strategy-plugin " + std::string(WEFT_BROKEN) +
                         "/libweft_strategy_one_too_many.so --filter 'strategy.one_to_many.all_owners/*'");

  EXPECT_NE(result.failure("all_owners").find("more statements than the strategy declares"), std::string::npos) << result.output;
  EXPECT_NE(result.failure("all_owners").find("FROM conf_employee"), std::string::npos);
  EXPECT_FALSE(result.report["records"][0]["statements"].empty());
}

TEST(BrokenDialect, is_caught_where_a_session_needs_what_it_lies_about) {
  const Execution result = execute("--dialect-plugin " + std::string(WEFT_BROKEN) +
                         "/libweft_dialect_wrong_counts.so --url wrong-counts:// --filter 'session.transactions.*'");

  EXPECT_EQ(result.outcome("session.transactions.stale_update_is_found/wrong_counts"), "fail");
  EXPECT_EQ(result.outcome("session.transactions.version_counts/wrong_counts"), "pass");
}

}  // namespace
}  // namespace weft::conformance::test
