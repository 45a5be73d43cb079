// SPDX-License-Identifier: MIT
#include <algorithm>

#include "program.hpp"

namespace weft::conformance::test {
namespace {

constexpr const char* unreachable = "sqlite:////nowhere/at/all.db";

TEST(Program, passes_on_sqlite) {
  const Execution result = execute("--level core --url sqlite:// --filter 'strategy.many_to_many.*'");

  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(result.count("fail"), 0U);
  EXPECT_EQ(result.outcome("strategy.many_to_many.empty_end/selectin/sqlite"), "pass");
}

TEST(Program, has_more_cases_than_the_mark) {
  const Execution result = execute("--list --level full --filter '*/selectin/*' --filter 'dialect.*' --filter 'session.*'");

  EXPECT_GE(std::count(result.output.begin(), result.output.end(), '\n'), 450) << result.output;
}

TEST(Program, lists_and_runs_nothing) {
  const Execution result = execute("--list --filter 'session.identity.*'");

  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output.substr(0, 17), "session.identity.");
  EXPECT_TRUE(result.report.is_discarded()) << "a list is no run";
}

TEST(Program, fails_loudly_without_a_database) {
  const Execution result = execute(std::string("--filter 'session.identity.*' --url ") + unreachable);

  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.outcome("session.identity.get_of_nothing/sqlite"), "no-database");
  EXPECT_NE(result.output.find("NO DATABASE  sqlite"), std::string::npos) << result.output;
}

TEST(Program, succeeds_without_a_database_when_it_may) {
  const Execution result = execute(std::string("--allow-missing --filter 'session.identity.*' --url ") + unreachable);

  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_FALSE(result.report["databases"][0].contains("capabilities")) << "nobody asked it what it can do";
}

TEST(Program, tells_two_databases_of_one_dialect_apart) {
  const Execution result = execute("--url sqlite:// --url sqlite:// --filter 'session.identity.get_of_nothing/*'");

  EXPECT_EQ(result.outcome("session.identity.get_of_nothing/sqlite"), "pass");
  EXPECT_EQ(result.outcome("session.identity.get_of_nothing/sqlite_2"), "pass");
}

TEST(Program, fails_when_nothing_is_selected) {
  const Execution result = execute("--filter 'no.such.case'");

  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("no case was selected"), std::string::npos) << result.output;
}

TEST(CommandLine, errors_end_with_2_before_anything_runs) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"--no-such-option", "weft-conformance: The following argument was not expected: --no-such-option"},
      {"--level silly", "weft-conformance: --level: \"silly\" is none of core, standard, full"},
      {"--deviations /nowhere/known.txt", "weft-conformance: --deviations: File does not exist: /nowhere/known.txt"},
      {"--strategy-plugin /nowhere/x.so", "weft-conformance: --strategy-plugin: File does not exist: /nowhere/x.so"},
      {"/nowhere/x.so", "weft-conformance: \"/nowhere/x.so\" is not a plugin file"},
      {"--url nonsense", "weft-conformance: "},
      {"--html /nowhere/report.html", "weft-conformance: cannot write \"/nowhere/report.html\": there is no folder \"/nowhere\""},
      {"--markdown /tmp", "weft-conformance: cannot write \"/tmp\": it is a folder"}};
  for (const auto& [arguments, message] : mistakes) {
    const Execution result = execute(arguments);

    EXPECT_EQ(result.status, 2) << arguments << '\n' << result.output;
    EXPECT_EQ(result.output.substr(0, std::string(message).size()), message);
    EXPECT_TRUE(result.report.is_discarded()) << arguments << " ran something";
  }
}

TEST(CommandLine, help_and_version_are_no_errors) {
  const Execution help = execute("--help");
  const Execution version = execute("--version");

  EXPECT_EQ(help.status, 0);
  EXPECT_NE(help.output.find("--deviations"), std::string::npos);
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.output.substr(0, 17), "weft-conformance ");
  EXPECT_NE(version.output.find('.'), std::string::npos) << version.output;
}

TEST(Program, says_why_a_plugin_cannot_be_used) {
  const Execution result = execute("--strategy-plugin " + std::string(WEFT_CONFORMANCE));

  EXPECT_EQ(result.status, 2);
  EXPECT_NE(result.output.find("weft-conformance: "), std::string::npos) << result.output;
}

TEST(Program, says_what_a_capability_was_not_claimed) {
  const Execution result = execute("--filter 'dialect.locking.for_update/*'");

  EXPECT_EQ(result.outcome("dialect.locking.for_update/sqlite"), "not-claimed");
  EXPECT_EQ(result.report["records"][0]["reason"], "\"for_update\" is not claimed");
}

TEST(Program, expects_known_deviations_to_fail) {
  const TemporaryFile known(".txt");
  std::ofstream(known.path()) << "# known\ndialect.types.decimal.twenty_digits/*: SQLite keeps 15 digits\n";

  const Execution result = execute("--level full --filter 'dialect.types.decimal.twenty_digits/*' --deviations " + known.path());

  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(result.outcome("dialect.types.decimal.twenty_digits/sqlite"), "deviates");
}

TEST(Program, fails_when_a_known_deviation_passes) {
  const TemporaryFile known(".txt");
  std::ofstream(known.path()) << "dialect.types.decimal.price/*: it was so once\n";

  const Execution result = execute("--filter 'dialect.types.decimal.price/*' --deviations " + known.path());

  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.failure("price").find("it was so once"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find(known.path() + ":1\npasses, although"), std::string::npos) << result.output;
}

TEST(Program, finds_deviations_that_are_out_of_date) {
  const TemporaryFile known(".txt");
  std::ofstream(known.path()) << "dialect.types.decimal.twenty_digits/sqlite: 15 digits\n"
                                 "dialect.types.decimal.largest/*: 15 digits\n"
                                 "no.such.case/sqlite: it was so once\n"
                                 "no.such.group*: it was so once\n"
                                 "no.such.case/elsewhere: it is another database\n";

  const Execution outdated = execute("--level full --quiet --deviations " + known.path());

  EXPECT_EQ(outdated.status, 1);
  EXPECT_NE(outdated.output.find("no case fits the deviation \"no.such.case/sqlite\": " + known.path() + ":3"), std::string::npos);
  EXPECT_NE(outdated.output.find("no case fits the deviation \"no.such.group*\""), std::string::npos) << outdated.output;
  EXPECT_EQ(outdated.output.find("no.such.case/elsewhere"), std::string::npos) << outdated.output;
}

TEST(Program, writes_every_report) {
  const TemporaryFile junit(".xml");
  const TemporaryFile html(".html");
  const TemporaryFile markdown(".md");

  const Execution result = execute("--filter 'session.identity.*' --junit " + junit.path() + " --html " + html.path() +
                         " --markdown " + markdown.path());

  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_NE(junit.text().find("<testsuite name=\"session.identity\" tests=\"16\" failures=\"0\""), std::string::npos);
  EXPECT_NE(html.text().find("<td class=\"good\">16</td>"), std::string::npos);
  EXPECT_NE(markdown.text().find("| `session.identity` | 16 |"), std::string::npos) << markdown.text();
}

TEST(Program, runs_again_on_the_same_database) {
  const TemporaryFile database(".db");
  const std::string arguments = "--level full --quiet --filter 'session.*' --filter 'strategy.changes.*' --url sqlite:///" +
                                database.path();

  const Execution first = execute(arguments);
  const Execution second = execute(arguments);

  EXPECT_EQ(first.status, 0) << first.output;
  EXPECT_EQ(second.status, 0) << second.output;
  EXPECT_EQ(second.output.find("could not be dropped"), std::string::npos) << second.output;
}

}  // namespace
}  // namespace weft::conformance::test
