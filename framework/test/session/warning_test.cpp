// SPDX-License-Identifier: MIT
#include "weft/session/warning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "session/warn.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;

TEST(Warning, goes_to_standard_error_when_nobody_listens) {
  testing::internal::CaptureStderr();

  detail::warn("several rows for \"User::profile\"");

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "weft: warning: several rows for \"User::profile\"\n");
}

TEST(Warning, goes_to_the_handlers_and_nowhere_else) {
  std::vector<std::string> first;
  std::vector<std::string> second;
  auto one = on_warning([&](std::string_view text) { first.emplace_back(text); });
  auto two = on_warning([&](std::string_view text) { second.emplace_back(text); });
  testing::internal::CaptureStderr();

  detail::warn("cartesian product");

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_THAT(first, ElementsAre("cartesian product"));
  EXPECT_THAT(second, ElementsAre("cartesian product"));
}

TEST(Warning, goes_to_standard_error_again_when_the_guard_is_gone) {
  int heard = 0;
  { auto guard = on_warning([&](std::string_view) { ++heard; }); }
  testing::internal::CaptureStderr();

  detail::warn("cartesian product");

  EXPECT_EQ(heard, 0);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "weft: warning: cartesian product\n");
}

TEST(Warning, reaches_every_handler_even_if_one_throws) {
  std::vector<std::string> heard;
  auto broken = on_warning([](std::string_view) { throw std::runtime_error("disk full"); });
  auto guard = on_warning([&](std::string_view text) { heard.emplace_back(text); });

  detail::warn("cartesian product");

  EXPECT_THAT(heard, ElementsAre("cartesian product"));
}

TEST(Warning, does_not_come_back_when_a_handler_warns) {
  int heard = 0;
  auto guard = on_warning([&](std::string_view) {
    ++heard;
    detail::warn("log is full");
  });

  detail::warn("cartesian product");

  EXPECT_EQ(heard, 1);
}

}  // namespace
}  // namespace weft::test
