// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "database.hpp"
#include "open.hpp"

namespace weft::sqlite::test {
namespace {

using testing::HasSubstr;

Location located(std::string_view url) {
  return locate(Url::parse(url), {});
}

std::string refusal(std::string_view url) {
  try {
    (void)located(url);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "(accepted)";
}

TEST(Url, means_memory_without_a_file) {
  EXPECT_TRUE(located("sqlite://").in_memory());
  EXPECT_TRUE(located("sqlite:///").in_memory());
  EXPECT_TRUE(located("sqlite:///:memory:").in_memory());
}

TEST(Url, tells_relative_files_from_absolute_ones) {
  EXPECT_EQ(located("sqlite:///blog.db").path, "blog.db");
  EXPECT_EQ(located("sqlite:///data/blog.db").path, "data/blog.db");
  EXPECT_EQ(located("sqlite:////var/lib/blog.db").path, "/var/lib/blog.db");
  EXPECT_EQ(located("sqlite:///what%3F.db").path, "what?.db");
}

TEST(Url, chooses_how_the_file_is_opened) {
  EXPECT_EQ(located("sqlite:///a.db").mode, OpenMode::read_write_create);
  EXPECT_EQ(located("sqlite:///a.db?mode=rwc").mode, OpenMode::read_write_create);
  EXPECT_EQ(located("sqlite:///a.db?mode=rw").mode, OpenMode::read_write);
  EXPECT_EQ(located("sqlite:///a.db?mode=ro").mode, OpenMode::read_only);
}

TEST(Url, overrides_the_busy_timeout_of_the_engine) {
  ConnectOptions options;
  options.busy_timeout = std::chrono::milliseconds(70);

  EXPECT_EQ(locate(Url::parse("sqlite://"), options).busy_timeout.count(), 70);
  EXPECT_EQ(locate(Url::parse("sqlite://?busy_timeout=9"), options).busy_timeout.count(), 9);
}

TEST(Url, refuses_what_makes_no_sense) {
  EXPECT_THAT(refusal("sqlite://blog.db"), HasSubstr("a file comes after three slashes, sqlite:///relative.db"));
  EXPECT_THAT(refusal("sqlite://user@/blog.db"), HasSubstr("SQLite has no server and no users"));
  EXPECT_THAT(refusal("sqlite:///a.db?mode=r"), HasSubstr("mode \"r\" is unknown"));
  EXPECT_THAT(refusal("sqlite://?mode=ro"), HasSubstr("a database in memory begins empty"));
  EXPECT_THAT(refusal("sqlite://?busy_timeout=soon"), HasSubstr("busy_timeout \"soon\" is not a number"));
  EXPECT_THAT(refusal("sqlite://?busy_timeout=-1"), HasSubstr("busy_timeout \"-1\" is not a number"));
  EXPECT_THAT(refusal("sqlite://?cache=shared"), HasSubstr("SQLite has no option \"cache\"\n  the options are  mode"));
}

TEST(Url, tells_the_pool_when_there_can_be_one_connection_only) {
  const Sqlite dialect;

  EXPECT_TRUE(dialect.lives_in_connection(Url::parse("sqlite://")));
  EXPECT_TRUE(dialect.lives_in_connection(Url::parse("sqlite:///:memory:")));
  EXPECT_FALSE(dialect.lives_in_connection(Url::parse("sqlite:///blog.db")));
}

TEST(Url, creates_the_file_only_when_it_may) {
  const TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("a.db");

  EXPECT_THROW(connect(url + "?mode=rw"), OperationalError);
  EXPECT_THROW(connect(url + "?mode=ro"), OperationalError);
  EXPECT_NO_THROW(connect(url));
  EXPECT_NO_THROW(connect(url + "?mode=rw"));
}

}  // namespace
}  // namespace weft::sqlite::test
