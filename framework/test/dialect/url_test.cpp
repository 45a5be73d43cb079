// SPDX-License-Identifier: MIT
#include "weft/dialect/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "weft/error.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string refusal(std::string_view text) {
  try {
    (void)Url::parse(text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "(accepted)";
}

TEST(Url, is_taken_apart) {
  const Url url = Url::parse("postgresql://alice:secret@db.example:5433/shop?sslmode=require&application_name=till");

  EXPECT_EQ(url.scheme, "postgresql");
  EXPECT_EQ(url.user, "alice");
  EXPECT_EQ(url.password, "secret");
  EXPECT_EQ(url.host, "db.example");
  EXPECT_EQ(url.port, 5433);
  EXPECT_EQ(url.database, "shop");
  EXPECT_EQ(url.options.at("sslmode"), "require");
  EXPECT_EQ(url.options.at("application_name"), "till");
}

TEST(Url, may_leave_out_every_part_but_the_scheme) {
  EXPECT_EQ(Url::parse("sqlite://").database, "");
  EXPECT_EQ(Url::parse("sqlite:///blog.db").database, "blog.db");
  EXPECT_EQ(Url::parse("sqlite:////var/blog.db").database, "/var/blog.db");
  EXPECT_EQ(Url::parse("sqlite:///:memory:").database, ":memory:");
  EXPECT_EQ(Url::parse("sqlite://?busy_timeout=1").options.at("busy_timeout"), "1");
  EXPECT_EQ(Url::parse("mysql://localhost").host, "localhost");
  EXPECT_EQ(Url::parse("mysql://root@/shop").user, "root");
}

TEST(Url, resolves_percent_escapes_in_every_part) {
  const Url url = Url::parse("pg://a%40b:p%2Fw%3F@h/d%20b?o%26=%25");

  EXPECT_EQ(url.user, "a@b");
  EXPECT_EQ(url.password, "p/w?");
  EXPECT_EQ(url.database, "d b");
  EXPECT_EQ(url.options.at("o&"), "%");
}

TEST(Url, takes_an_address_with_colons_in_brackets) {
  const Url url = Url::parse("pg://[::1]:5432/x");

  EXPECT_EQ(url.host, "::1");
  EXPECT_EQ(url.port, 5432);
  EXPECT_EQ(url.display(), "pg://[::1]:5432/x");
}

TEST(Url, forgives_an_at_sign_in_the_password) {
  EXPECT_EQ(Url::parse("pg://u:p@ss@host/x").password, "p@ss");
}

TEST(Url, is_displayed_without_its_secrets) {
  const Url url = Url::parse("pg://al%40ice:secret@db:5/shop?sslpassword=secret&mode=rw");

  EXPECT_EQ(url.display(), "pg://al%40ice@db:5/shop?mode=rw&sslpassword=...");
  EXPECT_EQ(Url::parse("sqlite:////var/blog.db").display(), "sqlite:////var/blog.db");
}

TEST(Url, is_refused_with_the_part_that_is_wrong) {
  EXPECT_THAT(refusal("blog.db"), HasSubstr("it has no scheme"));
  EXPECT_THAT(refusal("://x"), HasSubstr("it has no scheme"));
  EXPECT_THAT(refusal("a b://x"), HasSubstr("its scheme is not a word"));
  EXPECT_THAT(refusal("pg://h:port/x"), HasSubstr("the port is not a number from 1 to 65535"));
  EXPECT_THAT(refusal("pg://h:0/x"), HasSubstr("the port is not a number"));
  EXPECT_THAT(refusal("pg://h:70000/x"), HasSubstr("the port is not a number"));
  EXPECT_THAT(refusal("pg://h/%zz"), HasSubstr("a % in the database is not followed by two hexadecimal digits"));
  EXPECT_THAT(refusal("pg://h/a%00"), HasSubstr("holds %00"));
  EXPECT_THAT(refusal("pg://[::1/x"), HasSubstr("a [ without its ]"));
  EXPECT_THAT(refusal("pg://h/x?a=1&a=2"), HasSubstr("the option \"a\" is given twice"));
}

TEST(Url, never_shows_a_password_that_ended_up_elsewhere) {
  for (const char* text :
       {"pg://u:hush/hush@h/x", "pg://u:hush?hush@h/x", "pg://u:12/hush@h/x", "pg://u:hush%zz@h/x"}) {
    EXPECT_THAT(refusal(text), Not(HasSubstr("hush"))) << text;
    EXPECT_THAT(refusal(text), HasSubstr("cannot be read")) << text;
  }
}

}  // namespace
}  // namespace weft::test
