// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "open.hpp"

namespace weft::postgresql::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string conninfo(std::string_view url, const ConnectOptions& options = {}) {
  return locate(Url::parse(url), options).conninfo;
}

std::string refusal(std::string_view url) {
  try {
    (void)conninfo(url);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Url, leads_to_what_libpq_is_told) {
  const std::string told = conninfo("postgresql://ann:p%40ss@db.example:5433/shop");

  EXPECT_THAT(told, HasSubstr("host='db.example' port='5433' user='ann' password='p@ss' dbname='shop'"));
}

TEST(Url, cannot_add_options_through_its_parts) {
  const std::string told = conninfo("postgresql://ann:it%27s%20%5C%20host=evil@db/shop");

  EXPECT_THAT(told, HasSubstr(R"(password='it\'s \\ host=evil')"));
}

TEST(Url, may_name_a_socket) {
  EXPECT_THAT(conninfo("postgresql://ann@/shop?host=/run/postgresql&port=5433"),
              HasSubstr("host='/run/postgresql' port='5433'"));
}

TEST(Url, passes_options_of_tls_on) {
  const std::string told = conninfo("postgresql://db/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem");

  EXPECT_THAT(told, HasSubstr("sslmode='verify-full'"));
  EXPECT_THAT(told, HasSubstr("sslrootcert='/etc/ca.pem'"));
}

TEST(Url, with_options_of_tls_that_contradict_each_other_is_refused) {
  EXPECT_THAT(refusal("postgresql://ann:secret@db/shop?sslmode=maybe"), HasSubstr("sslmode \"maybe\" is unknown"));
  EXPECT_THAT(refusal("postgresql://ann:secret@db/shop?sslmode=maybe"), Not(HasSubstr("secret")));
  EXPECT_THAT(refusal("postgresql://db/shop?sslmode=disable&sslcert=/me.pem"), HasSubstr("nothing would be encrypted"));
  EXPECT_THAT(refusal("postgresql://db/shop?sslrootcert=/ca.pem"), HasSubstr("no server would be checked"));
  EXPECT_THAT(refusal("postgresql://db/shop?sslmode=prefer&sslrootcert=/ca.pem"), HasSubstr("no server would be checked"));
}

TEST(Url, resolves_percent_escapes_before_libpq_sees_them) {
  EXPECT_THAT(conninfo("postgresql://a%3Ab:p%2F%3F%25@db/web%20shop?sslmode=require&sslrootcert=%2Fetc%2Fmy%20ca.pem"),
              HasSubstr("sslrootcert='/etc/my ca.pem'"));
  EXPECT_THAT(conninfo("postgresql://a%3Ab:p%2F%3F%25@db/web%20shop"), HasSubstr("user='a:b' password='p/?%' dbname='web shop'"));
}

TEST(Url, says_from_how_many_rows_on_copy_is_used) {
  EXPECT_EQ(locate(Url::parse("postgresql://db/shop?copy_rows=7"), {}).copy_rows, 7U);
  EXPECT_EQ(locate(Url::parse("postgresql://db/shop?copy_rows=0"), {}).copy_rows, 0U);
  EXPECT_THAT(refusal("postgresql://db/shop?copy_rows=all"), HasSubstr("is not a number of rows"));
}

TEST(Url, goes_before_the_timeouts_of_the_engine) {
  ConnectOptions options;
  options.connect_timeout = std::chrono::milliseconds(2500);
  options.busy_timeout = std::chrono::milliseconds(1234);

  EXPECT_THAT(conninfo("postgresql://db/shop", options), HasSubstr("connect_timeout='3'"));
  EXPECT_THAT(conninfo("postgresql://db/shop", options), HasSubstr("lock_timeout=1234"));
  EXPECT_THAT(conninfo("postgresql://db/shop?connect_timeout=7000", options), HasSubstr("connect_timeout='7'"));
  EXPECT_THAT(conninfo("postgresql://db/shop?lock_timeout=1", options), HasSubstr("lock_timeout=1'"));
}

TEST(Url, quotes_the_schema) {
  EXPECT_THAT(conninfo("postgresql://db/shop?schema=my%20shop%22s"), HasSubstr(R"(search_path="my\\ shop""s")"));
}

TEST(Url, with_an_unknown_option_is_refused_without_the_password) {
  const std::string refused = refusal("postgresql://ann:secret@db/shop?mode=ro");

  EXPECT_THAT(refused, HasSubstr("PostgreSQL has no option \"mode\""));
  EXPECT_THAT(refused, HasSubstr("sslmode"));
  EXPECT_THAT(refused, Not(HasSubstr("secret")));
}

TEST(Url, with_two_hosts_or_no_number_is_refused) {
  EXPECT_THAT(refusal("postgresql://db/shop?host=/run"), HasSubstr("two hosts"));
  EXPECT_THAT(refusal("postgresql://db:1/shop?port=2"), HasSubstr("two ports"));
  EXPECT_THAT(refusal("postgresql://db/shop?lock_timeout=soon"), HasSubstr("not a number of milliseconds"));
}

}  // namespace
}  // namespace weft::postgresql::test
