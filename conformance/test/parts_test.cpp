// SPDX-License-Identifier: MIT
#include <fstream>
#include <sstream>

#include <weft/error.hpp>

#include "cases/strategy/walk.hpp"
#include "deviations.hpp"
#include "options.hpp"
#include "program.hpp"
#include "report.hpp"

namespace weft::conformance::test {
namespace {

TEST(Filters, patterns_are_those_of_file_names) {
  EXPECT_TRUE(fits("dialect.types.text.emoji/sqlite", "dialect.types.*"));
  EXPECT_TRUE(fits("dialect.types.text.emoji/sqlite", "*/sqlite"));
  EXPECT_TRUE(fits("abc", "a?c"));
  EXPECT_FALSE(fits("abc", "a?"));
  EXPECT_FALSE(fits("abc", "ab"));
  EXPECT_TRUE(fits("", "*"));
}

TEST(Filters, the_last_one_that_fits_decides) {
  Options options;
  options.filters = {"dialect.*", "-*.types.*"};
  EXPECT_TRUE(options.selects("dialect.limits.limit/sqlite"));
  EXPECT_FALSE(options.selects("dialect.types.text.emoji/sqlite"));
  EXPECT_FALSE(options.selects("session.identity.get/sqlite"));

  options.filters = {"-*.types.*"};
  EXPECT_TRUE(options.selects("session.identity.get/sqlite")) << "only exceptions: everything else runs";
}

TEST(ExpectedGraph, ends_where_a_strategy_never_loads) {
  EXPECT_EQ(pruned("a{b{c, d}, e{}}", 0), "a{}");
  EXPECT_EQ(pruned("a{b{c, d}, e{}}", 1), "a{b{}, e{}}");
  EXPECT_EQ(pruned("a{b{c, d}, e{}}", 2), "a{b{c, d}, e{}}");
}

TEST(DeviationFile, refuses_lines_without_a_reason) {
  const TemporaryFile file(".txt");
  std::ofstream(file.path()) << "dialect.types.*\n";

  EXPECT_THROW(Deviations{file.path()}, UsageError);
}

TEST(DeviationFile, knows_the_first_line_that_fits) {
  const TemporaryFile file(".txt");
  std::ofstream(file.path()) << "a.*: one\na.b: two\n";
  const Deviations known(file.path());

  ASSERT_NE(known.known("a.b"), nullptr);
  EXPECT_EQ(known.known("a.b")->reason, "one");
  EXPECT_EQ(known.known("a.b")->line, 1);
  EXPECT_EQ(known.known("c"), nullptr);
}

TEST(DeviationFile, is_out_of_date_where_no_case_fits_unless_it_is_about_another_database) {
  const std::vector<std::string> good{"a.one/sqlite", "a.two/selectin/*", "a.*", "*", "a.one/*", "*two*",
                                      "a.one/postgresql", "no.such/mysql", "no.such/selectin/mysql", "no.such/*sql"};
  const std::vector<std::string> bad{"no.such/sqlite", "no.such*", "no.such", "no.such/*", "no.such/selectin", "a.one/s*tin",
                                     "no.such/selectin/*", "no.such/x*lite"};
  const TemporaryFile file(".txt");
  std::ofstream lines(file.path());
  for (const auto* patterns : {&good, &bad})
    for (const auto& pattern : *patterns) lines << pattern << ": why\n";
  lines.close();

  std::vector<std::string> found;
  for (const auto& line :
       Deviations(file.path()).outdated({{"a.one/sqlite", "a.two/selectin/sqlite"}, {"sqlite"}, {"selectin"}}))
    found.push_back(line.pattern);

  EXPECT_EQ(found, bad);
}

Report report_with_a_failure() {
  Report report;
  report.level = "core";
  report.databases = {{"sqlite", "sqlite://", "", {{"savepoints", true}}}};
  Record passed{.suite = Suite::session, .group = "session.identity", .name = "get", .database = "sqlite"};
  Record failed = passed;
  failed.name = "merge";
  failed.outcome = Outcome::fail;
  failed.failures = {{"a.cpp", 3, "1 < 2 & \"3\""}};
  failed.statements = {"SELECT '<'"};
  report.records = {passed, failed};
  return report;
}

TEST(Reports, count_and_name_what_failed) {
  std::ostringstream markdown;
  write_markdown(report_with_a_failure(), markdown);

  EXPECT_NE(markdown.str().find("| `session.identity` | 1 of 2 |"), std::string::npos) << markdown.str();
  EXPECT_NE(markdown.str().find("- `session.identity.merge/sqlite`"), std::string::npos);
}

TEST(Reports, say_nothing_about_the_capabilities_of_a_database_that_was_not_reached) {
  Report report = report_with_a_failure();
  report.databases.push_back({"postgresql", "postgresql://nowhere/x", "no route to host", {}});
  std::ostringstream some;
  write_markdown(report, some);
  report.databases.erase(report.databases.begin());
  std::ostringstream none;
  write_markdown(report, none);
  std::ostringstream json;
  write_json(report, json);

  EXPECT_NE(some.str().find("| capability | sqlite |\n|---|---|\n| `savepoints` | yes |\n"), std::string::npos) << some.str();
  EXPECT_EQ(none.str().find("capability"), std::string::npos) << none.str();
  EXPECT_EQ(json.str().find("capabilities"), std::string::npos) << json.str();
}

TEST(Reports, keep_markup_out_of_messages) {
  std::ostringstream html;
  std::ostringstream junit;
  write_html(report_with_a_failure(), html);
  write_junit(report_with_a_failure(), junit);

  EXPECT_NE(html.str().find("1 &lt; 2 &amp; &quot;3&quot;"), std::string::npos);
  EXPECT_NE(html.str().find("SELECT '&lt;'"), std::string::npos);
  EXPECT_NE(junit.str().find("<failure message=\"a.cpp:3\">1 &lt; 2"), std::string::npos);
}

}  // namespace
}  // namespace weft::conformance::test
