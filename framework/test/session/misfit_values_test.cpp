// SPDX-License-Identifier: MIT
//
// Values that a column or a member cannot hold: errors say where they are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

struct Meter {
  std::int64_t id{};
  std::uint64_t pulses{};
};
void map(Mapper<Meter>& m) {
  m.table("meter");
  m.column<&Meter::id>().primary_key();
  m.column<&Meter::pulses>();
}

template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(MisfitValues, that_cannot_be_stored_are_told_with_their_member) {
  Engine engine("sqlite://");
  create_all<Meter>(engine);
  Session session(engine);
  session.add(Meter{.pulses = std::numeric_limits<std::uint64_t>::max()});

  EXPECT_THAT(message_of([&] { session.flush(); }), HasSubstr("in \"Meter::pulses\""));
}

TEST(MisfitValues, that_cannot_be_read_are_told_with_the_key_of_their_row) {
  Database database;
  database.run("INSERT INTO item (id, name, price) VALUES (6, 'Mug', 1.5), (7, 'Cap', 'cheap')");
  Session session(database.engine);

  const std::string message = message_of([&] { (void)session.scalars(select<Item>()).all(); });

  EXPECT_THAT(message, HasSubstr("\"Item::price\""));
  EXPECT_THAT(message, HasSubstr("in the row of \"Item\" with key 7"));
}

}  // namespace
}  // namespace weft::test
