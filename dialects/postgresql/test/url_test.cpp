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
