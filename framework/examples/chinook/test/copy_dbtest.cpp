// SPDX-License-Identifier: MIT
//
// The program, run as its users run it: `chinook copy` from database to database, and the report on each of them.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "support/databases.hpp"

namespace weft::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

struct Outcome {
  std::string printed{};
  int status = 0;
};

Outcome chinook(const std::string& arguments) {
  FILE* output = popen(("'" CHINOOK_PROGRAM "' " + arguments + " 2>&1").c_str(), "r");
  if (output == nullptr)
    throw std::runtime_error("cannot run chinook");
  Outcome outcome;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), part.size(), output) != nullptr)
    outcome.printed += part.data();
  outcome.status = pclose(output);
  return outcome;
}

std::string quoted(const std::string& url) {
  return " '" + url + "'";
}

std::string expected_report() {
  std::ifstream file(CHINOOK_EXPECTED);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The lines about what the tables hold.
std::string tables(const std::string& printed) {
  return printed.substr(printed.find("  Artist  "));
}

TEST(ChinookCopy, goes_from_database_to_database_and_comes_back_the_same) {
  std::vector<const DatabaseKind*> stations = databases();
  for (const DatabaseKind* kind : stations)
    if (!kind->available())
      GTEST_SKIP() << kind->url_variable << " names no server: tools/databases starts one";
  stations.push_back(stations.front());
  std::vector<std::unique_ptr<TestDatabase>> journey;
  for (const DatabaseKind* kind : stations)
    journey.push_back(std::make_unique<TestDatabase>(*kind));

  std::string first_tables;
  for (std::size_t to = 1; to < journey.size(); ++to) {
    const Outcome copied = chinook("copy" + quoted(journey[to - 1]->url()) + quoted(journey[to]->url()));

    ASSERT_EQ(copied.status, 0) << copied.printed;
    EXPECT_THAT(copied.printed, HasSubstr("  PlaylistTrack  8715 rows, checksum 8191a178c6e2144c on both sides\n"));
    if (to == 1)
      first_tables = tables(copied.printed);
    EXPECT_EQ(tables(copied.printed), first_tables);
  }
  for (const auto& database : journey)
    EXPECT_EQ(chinook("--url" + quoted(database->url())).printed, expected_report()) << database->url();
}

using ChinookCopyOn = OnDatabase;

TEST_P(ChinookCopyOn, leaves_the_keys_to_the_database_that_follow) {
  const TestDatabase source(*databases().front());
  ASSERT_EQ(chinook("copy" + quoted(source.url()) + quoted(url())).status, 0);

  const std::string quote = on("mysql") ? "`" : "\"";
  const auto name = [&](const char* word) { return quote + word + quote; };
  run(engine(), {"INSERT INTO " + name("Artist") + " (" + name("Name") + ") VALUES ('new')"});

  EXPECT_THAT(numbers(engine(), "SELECT max(" + name("ArtistId") + ") FROM " + name("Artist")),
              testing::ElementsAre(276));
}

TEST_P(ChinookCopyOn, refuses_a_database_with_something_in_it) {
  const TestDatabase source(*databases().front());
  ASSERT_EQ(chinook("copy" + quoted(source.url()) + quoted(url())).status, 0);

  const Outcome again = chinook("copy" + quoted(source.url()) + quoted(url()));

  EXPECT_NE(again.status, 0);
  EXPECT_THAT(again.printed, EndsWith("there is something already\n  name an empty database\n"));
}

WEFT_ON_DATABASES(ChinookCopyOn);

} // namespace
} // namespace weft::test
