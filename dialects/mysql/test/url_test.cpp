// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "open.hpp"

namespace weft::mysql::test {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Location located(std::string_view url, const ConnectOptions& options = {}) {
  return locate(Url::parse(url), options);
}

std::string refusal(std::string_view url) {
  try {
    (void)located(url);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Url, names_server_user_and_database) {
  const Location location = located("mysql://ann:p%40ss%2Fword@db.example:3307/web%20shop");

  EXPECT_EQ(location.host, "db.example");
  EXPECT_EQ(location.port, 3307);
  EXPECT_EQ(location.user, "ann");
  EXPECT_EQ(location.password, "p@ss/word");
  EXPECT_EQ(location.database, "web shop");
  EXPECT_EQ(location.tls, Tls::disable);
}

TEST(Url, means_the_network_with_localhost_unless_it_names_a_socket) {
  EXPECT_EQ(located("mysql://ann@localhost/shop").host, "127.0.0.1");
  EXPECT_EQ(located("mysql:///shop").host, "127.0.0.1");
  EXPECT_EQ(located("mysql:///shop").port, 3306);
  EXPECT_EQ(located("mysql://ann@/shop?socket=%2Frun%2Fmysqld.sock").socket, "/run/mysqld.sock");
}

TEST(Url, goes_before_the_options_of_the_engine) {
  const ConnectOptions options{.connect_timeout = milliseconds(100), .busy_timeout = milliseconds(200)};

  EXPECT_EQ(located("mysql:///shop", options).connect_timeout, milliseconds(100));
  EXPECT_EQ(located("mysql:///shop", options).busy_timeout, milliseconds(200));
  EXPECT_EQ(located("mysql:///shop?connect_timeout=300", options).connect_timeout, milliseconds(300));
  EXPECT_EQ(located("mysql:///shop?busy_timeout=400", options).busy_timeout, milliseconds(400));
  EXPECT_EQ(located("mysql:///shop?read_timeout=500&write_timeout=600").read_timeout, milliseconds(500));
}

TEST(Url, asks_for_tls) {
  const Location location =
      located("mysql://db/shop?sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/me.pem&sslkey=/me.key");

  EXPECT_EQ(location.tls, Tls::verify);
  EXPECT_EQ(location.tls_authority, "/ca.pem");
  EXPECT_EQ(location.tls_certificate, "/me.pem");
  EXPECT_EQ(location.tls_key, "/me.key");
  EXPECT_EQ(located("mysql://db/shop?sslmode=require").tls, Tls::require);
  EXPECT_EQ(located("mysql://db/shop?sslmode=verify-ca&sslrootcert=/ca.pem").tls, Tls::verify_authority);
}

TEST(Url, with_options_of_tls_that_contradict_each_other_is_refused) {
  EXPECT_THAT(refusal("mysql://db/shop?sslmode=verify-ca"), HasSubstr("no authority is named"));
  EXPECT_THAT(refusal("mysql://db/shop?sslmode=require&sslcert=/me.pem"), HasSubstr("one of sslcert and sslkey"));
  EXPECT_THAT(refusal("mysql://db/shop?sslmode=require&sslkey=/me.key"), HasSubstr("one of sslcert and sslkey"));
  EXPECT_THAT(refusal("mysql://db/shop?sslmode=disable&sslrootcert=/ca.pem"), HasSubstr("nothing would be encrypted"));
}

TEST(Url, is_refused_with_a_reason_and_without_the_password) {
  EXPECT_THAT(refusal("mysql://ann:secret@db"), AllOf(HasSubstr("it names no database"), Not(HasSubstr("secret"))));
  EXPECT_THAT(refusal("mysql://ann:secret@db/shop?charset=latin1"),
              AllOf(HasSubstr("MySQL has no option \"charset\""), HasSubstr("socket, sslmode"), Not(HasSubstr("secret"))));
  EXPECT_THAT(refusal("mysql://db/shop?sslmode=maybe"), HasSubstr("sslmode \"maybe\" is unknown"));
  EXPECT_THAT(refusal("mysql://db/shop?busy_timeout=soon"), HasSubstr("is not a number of milliseconds"));
  EXPECT_THAT(refusal("mysql://db/shop?busy_timeout=-1"), HasSubstr("is not a number of milliseconds"));
  EXPECT_THAT(refusal("mysql://db/shop?socket=/a.sock"), HasSubstr("a host and a socket"));
  EXPECT_THAT(refusal("mysql://db/shop?sslrootcert=/ca.pem"), HasSubstr("nothing would be encrypted"));
  EXPECT_THAT(refusal("mysql://db%2Fpipe/shop"), HasSubstr("its host is not a name"));
}

TEST(Version, tells_the_servers_apart) {
  EXPECT_EQ(read_version("10.11.6-MariaDB-0+deb12u1").product, Product::mariadb);
  EXPECT_EQ(read_version("10.11.6-MariaDB-0+deb12u1").version, 101106);
  EXPECT_EQ(read_version("8.0.36-0ubuntu0.22.04.1").product, Product::mysql);
  EXPECT_EQ(read_version("8.0.36-0ubuntu0.22.04.1").version, 80036);
  EXPECT_EQ(read_version("9.7.4").version, 90704);
  EXPECT_EQ(read_version("none").version, 0);
}

TEST(Version, decides_what_the_server_can_do) {
  const Capabilities mariadb = capabilities_of({.product = Product::mariadb, .version = 101106});
  const Capabilities older = capabilities_of({.product = Product::mariadb, .version = 100500});
  const Capabilities mysql = capabilities_of({.product = Product::mysql, .version = 80036});
  const Capabilities cluster =
      capabilities_of({.product = Product::mysql, .version = 80036, .keys_are_consecutive = false});

  EXPECT_EQ(mariadb.generated_keys, GeneratedKeys::returning);
  EXPECT_TRUE(mariadb.insert_returning && mariadb.delete_returning && mariadb.skip_locked);
  EXPECT_FALSE(mariadb.update_returning || mariadb.lateral);
  EXPECT_FALSE(older.skip_locked);
  EXPECT_EQ(mysql.generated_keys, GeneratedKeys::first_insert_id);
  EXPECT_FALSE(mysql.insert_returning || mysql.delete_returning);
  EXPECT_TRUE(mysql.lateral && mysql.skip_locked);
  EXPECT_EQ(cluster.generated_keys, GeneratedKeys::last_insert_id);
}

TEST(Version, may_be_passed_over_for_what_both_servers_can_do) {
  const Capabilities both = shared_with_mysql({.product = Product::mariadb, .version = 101106});
  const Capabilities older = shared_with_mysql({.product = Product::mariadb, .version = 100500});

  EXPECT_EQ(both.generated_keys, GeneratedKeys::first_insert_id);
  EXPECT_FALSE(both.insert_returning || both.delete_returning || both.lateral);
  EXPECT_TRUE(both.skip_locked);
  EXPECT_FALSE(older.skip_locked);
  EXPECT_TRUE(located("mysql://db/shop?capabilities=mysql").as_mysql);
  EXPECT_THAT(refusal("mysql://db/shop?capabilities=all"), HasSubstr("capabilities \"all\" is unknown"));
}

TEST(Url, of_a_server_that_is_not_there_is_reported_without_the_password) {
  try {
    (void)open(located("mysql://ann:secret@127.0.0.1:1/shop"));
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("cannot connect to \"mysql://ann@127.0.0.1:1/shop\""),
                                    HasSubstr("check that the server runs"), Not(HasSubstr("secret"))));
    EXPECT_EQ(error.sqlstate(), "08001");
  }
}

}  // namespace
}  // namespace weft::mysql::test
