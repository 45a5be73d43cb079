// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <cppconn/exception.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <weft/dialect.hpp>

namespace weft::mysql::test {
namespace {

using testing::HasSubstr;

/// The SQLSTATE of the `Expected` that a number of the server becomes.
template <class Expected>
std::string state(int code, const std::string& server_state = "HY000", const std::string& message = "no") {
  try {
    throw_error(driver::SQLException(message, server_state, code), "SELECT 1");
  } catch (const Expected& error) {
    EXPECT_EQ(error.sql(), "SELECT 1");
    EXPECT_EQ(error.driver_code(), code);
    EXPECT_EQ(error.driver_message(), message);
    return error.sqlstate();
  } catch (const std::exception& error) {
    return std::string("another exception: ") + error.what();
  }
}

TEST(Errors, of_constraints_are_told_apart) {
  EXPECT_EQ(state<IntegrityError>(1062, "23000"), "23505");
  EXPECT_EQ(state<IntegrityError>(1451, "23000"), "23503");
  EXPECT_EQ(state<IntegrityError>(1452, "23000"), "23503");
  EXPECT_EQ(state<IntegrityError>(1048, "23000"), "23502");
  EXPECT_EQ(state<IntegrityError>(1364), "23502");
  EXPECT_EQ(state<IntegrityError>(4025, "23000"), "23514");
  EXPECT_EQ(state<IntegrityError>(3819), "23514");
}

TEST(Errors, of_lost_races_may_be_retried) {
  EXPECT_EQ(state<SerializationError>(1213, "40001"), "40001");
  EXPECT_EQ(state<SerializationError>(1020), "40001");
  EXPECT_EQ(state<OperationalError>(1205), "55P03");
  EXPECT_EQ(state<OperationalError>(3572), "55P03");
}

TEST(Errors, of_foreign_keys_that_cannot_be_made_say_whether_it_is_the_name) {
  EXPECT_EQ(state<StatementError>(1005), "42830");
  try {
    throw_error(driver::SQLException("Can't create table `a` (errno: 121 \"Duplicate key\")", "HY000", 1005), "");
  } catch (const StatementError& error) {
    EXPECT_EQ(error.sqlstate(), "42710");
    EXPECT_THAT(error.what(), HasSubstr("has the name that one of this table gets"));
  }
}

TEST(Errors, of_lost_connections_are_one_kind) {
  for (const int code : {2006, 2013, 1927, 1053, 4031})
    EXPECT_EQ(state<DisconnectedError>(code), "08006");
}

TEST(Errors, of_the_server_are_operational) {
  EXPECT_EQ(state<OperationalError>(1146, "42S02"), "42P01");
  EXPECT_EQ(state<OperationalError>(1792, "25006"), "25006");
  EXPECT_EQ(state<OperationalError>(1317, "70100"), "57014");
  EXPECT_EQ(state<OperationalError>(1142, "42000"), "42501");
}

TEST(Errors, of_texts_keep_what_the_server_says_of_them) {
  EXPECT_EQ(state<StatementError>(1064, "42000"), "42601");
  EXPECT_EQ(state<StatementError>(1054, "42S22"), "42703");
  EXPECT_EQ(state<StatementError>(1305, "42000", "SAVEPOINT a does not exist"), "3B001");
  EXPECT_EQ(state<StatementError>(1305, "42000", "FUNCTION a does not exist"), "42883");
  EXPECT_EQ(state<StatementError>(9999, "HY123"), "HY123");
  EXPECT_EQ(state<IntegrityError>(9999, "23999"), "23999") << "an unknown number with a known class";
}

TEST(Errors, of_the_driver_say_how_to_read_what_it_cannot) {
  try {
    throw_error(driver::InvalidArgumentException("allocate_buffer_for_field: invalid rbind data type"), "SELECT j FROM t");
  } catch (const StatementError& error) {
    EXPECT_THAT(error.what(), HasSubstr("select CAST(column AS CHAR)"));
  }
}

TEST(Errors, of_connecting_are_operational_with_what_to_check) {
  const auto text = [](int code, const std::string& message) {
    try {
      throw_connect_error(driver::SQLException(message, "HY000", code), "cannot connect to \"mysql://db/shop\"");
    } catch (const OperationalError& error) {
      return std::string(error.what());
    }
    return std::string();
  };

  EXPECT_THAT(text(1045, "Access denied"), HasSubstr("check user, password and database in the URL"));
  EXPECT_THAT(text(1049, "Unknown database"), HasSubstr("create the database first"));
  EXPECT_THAT(text(2003, "Can't connect"), HasSubstr("check that the server runs"));
  EXPECT_THAT(text(2026, "SSL connection error"), HasSubstr("TLS failed"));
}

}  // namespace
}  // namespace weft::mysql::test
