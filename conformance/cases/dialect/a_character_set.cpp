// SPDX-License-Identifier: MIT
//
// Checked before anything else of a dialect: a database that was set up with another character set than Unicode makes
// dozens of other cases fail, and none of them says why.
#include "case.hpp"
#include "models/sample.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view advice = "the database has to be made for UTF-8 (PostgreSQL: ENCODING 'UTF8'; MySQL: utf8mb4)";

void store(Trial& trial, const Texts& texts) {
  empty_samples(trial);
  Session session(trial.engine());
  std::int64_t id = 0;
  for (const auto& text : texts) session.add(Sample{.id = ++id, .text = text, .brief = text});
  session.commit();
}

void keeps_emoji(Trial& trial) {
  const std::string emoji = "\xF0\x9F\x98\x80";
  store(trial, {emoji});
  EXPECT_EQ(trial.strings("SELECT brief FROM conf_sample"), Texts{emoji}) << advice;
}

void length_is_in_characters(Trial& trial) {
  store(trial, {"caf\xC3\xA9"});
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::length(col<&Sample::brief>))).one(), 4) << advice;
}

void texts_differ_by_case(Trial& trial) {
  store(trial, {"a", "A"});
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Sample>().where(col<&Sample::brief> == "a")).one(), 1)
      << "the collation of the column takes upper and lower case for the same";
}

void texts_differ_by_accents(Trial& trial) {
  store(trial, {"e", "\xC3\xA9"});
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Sample>().where(col<&Sample::brief> == "e")).one(), 1)
      << "the collation of the column takes letters with and without accents for the same";
}

void emoji_differ(Trial& trial) {
  store(trial, {"\xF0\x9F\x98\x80", "\xF0\x9F\x9A\x80"});
  Session session(trial.engine());
  EXPECT_EQ(session.scalars(select(func::count()).from<Sample>().where(col<&Sample::brief> == "\xF0\x9F\x98\x80")).one(), 1)
      << "the collation of the column does not know characters beyond the first plane";
}

const Group character_set{"dialect.a_character_set",
                          {{"keeps_emoji", &keeps_emoji, Level::core},
                           {"length_is_in_characters", &length_is_in_characters, Level::core},
                           {"texts_differ_by_case", &texts_differ_by_case, Level::core},
                           {"texts_differ_by_accents", &texts_differ_by_accents},
                           {"emoji_differ", &emoji_differ}}};

}  // namespace
}  // namespace weft::conformance
