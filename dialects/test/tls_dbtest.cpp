// SPDX-License-Identifier: MIT
//
// Encrypted connections: whom they trust, and what is said when they do not.
#include <gmock/gmock.h>

#include <map>

#include "support/private_server.hpp"
#include "support/urls.hpp"
#include "weft/dialect/url.hpp"

namespace weft::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A server that takes encrypted connections and others, one for all tests of a dialect.
class Tls : public testing::TestWithParam<const DatabaseKind*> {
protected:
  static void TearDownTestSuite() { running().clear(); }
  void SetUp() override {
    if (!GetParam()->available())
      GTEST_SKIP() << GetParam()->url_variable << " names no server: tools/databases starts one";
    auto& server = running()[GetParam()->dialect];
    if (!server)
      server = std::make_unique<PrivateServer>(*GetParam(), "--tls");
    server_ = server.get();
  }

  [[nodiscard]] std::string url(std::string_view options) const { return with_option(server_->url(), options); }
  [[nodiscard]] std::string file(std::string_view option, const std::string& name) const {
    return '&' + std::string(option) + '=' + server_->certificates() + '/' + name;
  }
  [[nodiscard]] std::string password() const { return Url::parse(server_->url()).password; }

  /// A query's only value, over a connection with these options.
  [[nodiscard]] std::string answer(const std::string& options, std::string_view sql) const {
    Engine engine(url(options));
    Session session(engine);
    return std::get<0>(session.execute(text(std::string(sql)).columns<std::string>()).one());
  }
  [[nodiscard]] bool encrypted(const std::string& options) const {
    if (GetParam()->dialect == "postgresql")
      return answer(options, "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "true";
    return !answer(options, "SELECT variable_value FROM information_schema.session_status "
                            "WHERE variable_name = 'SSL_CIPHER'").empty();
  }
  /// What connecting throws.
  [[nodiscard]] std::string refusal(const std::string& options) const {
    try {
      (void)encrypted(options);
    } catch (const OperationalError& error) {
      EXPECT_EQ(error.sqlstate(), "08001");
      return error.what();
    }
    return "nothing was thrown";
  }

private:
  static std::map<std::string_view, std::unique_ptr<PrivateServer>>& running() {
    static std::map<std::string_view, std::unique_ptr<PrivateServer>> servers;
    return servers;
  }
  const PrivateServer* server_ = nullptr;
};

TEST_P(Tls, is_used_when_the_url_asks_for_it) {
  EXPECT_TRUE(encrypted("sslmode=require"));
  EXPECT_FALSE(encrypted("sslmode=disable"));
}

TEST_P(Tls, trusts_a_server_that_the_authority_vouches_for) {
  EXPECT_TRUE(encrypted("sslmode=verify-full" + file("sslrootcert", "ca.pem")));
  EXPECT_TRUE(encrypted("sslmode=verify-ca" + file("sslrootcert", "ca.pem")));
}

TEST_P(Tls, refuses_a_server_that_it_does_not_vouch_for) {
  const auto says_why = AllOf(HasSubstr("cannot connect to"), HasSubstr("certificate"), HasSubstr("sslrootcert"), Not(HasSubstr(password())));

  EXPECT_THAT(refusal("sslmode=verify-full" + file("sslrootcert", "stranger.pem")), says_why);
  EXPECT_THAT(refusal("sslmode=verify-ca" + file("sslrootcert", "stranger.pem")), says_why);
}

TEST_P(Tls, without_the_file_of_the_authority_is_refused) {
  EXPECT_THAT(refusal("sslmode=verify-full" + file("sslrootcert", "missing.pem")),
              AllOf(HasSubstr("missing.pem"), Not(HasSubstr(password()))));
}

TEST_P(Tls, shows_the_servers_the_certificate_of_the_client) {
  const std::string options = "sslmode=verify-full" + file("sslrootcert", "ca.pem") + file("sslcert", "client.pem") + file("sslkey", "client.key");
  if (GetParam()->dialect == "postgresql") {
    EXPECT_EQ(answer(options, "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"), "/CN=weft");
    return;
  }
  Engine engine(url("sslmode=disable"));
  run(engine, {"CREATE USER certified@'%' REQUIRE SUBJECT '/CN=weft'"});
  const auto as_certified = [&](std::string_view given) {
    std::string other = with_database(url(given), "information_schema");  // which is open to everybody
    const std::size_t user = other.find("://") + 3;
    return other.replace(user, other.find('@') - user, "certified");
  };

  Engine with(as_certified(options));
  EXPECT_EQ(numbers(with, "SELECT 1"), std::vector<std::int64_t>{1});
  Engine without(as_certified("sslmode=verify-full" + file("sslrootcert", "ca.pem")));
  EXPECT_THROW((void)numbers(without, "SELECT 1"), OperationalError);
}

WEFT_ON_SERVERS(Tls);

} // namespace
} // namespace weft::test
