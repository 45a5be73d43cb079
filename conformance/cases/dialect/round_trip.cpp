// SPDX-License-Identifier: MIT
#include "cases/dialect/round_trip.hpp"

namespace weft::conformance {

std::string shown(const std::string& text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most) return '"' + text + '"';
  return '"' + text.substr(0, most) + "\" and " + std::to_string(text.size() - most) + " bytes more";
}

void check_round_trip(Trial& trial, const RoundTrip& value, Fate fate) {
  empty_samples(trial);
  Sample sample{.id = 1};
  value.write(sample);
  try {
    Session writer(trial.engine());
    writer.add(sample);
    writer.commit();
  } catch (const Error& error) {
    EXPECT_EQ(fate, Fate::kept_or_refused) << "the value was refused: " << error.what();
    EXPECT_EQ(trial.number("SELECT count(*) FROM conf_sample"), 0) << "what was refused left a row behind";
    return;
  }

  Session reader(trial.engine());
  const auto read = reader.get<Sample>(1);
  ASSERT_TRUE(read) << "the row is not there";
  value.expect(*read);
  if (value.expect_streamed) value.expect_streamed(reader);
  if (value.condition) {
    EXPECT_EQ(reader.scalars(select<Sample>().where(value.condition())).size(), 1U) << "the value does not find its own row";
    auto found = reader.scalars(select(col<&Sample::id>).where(value.condition()), {.yield_per = 1});
    EXPECT_EQ(found.all().size(), 1U) << "the value does not find its own row in a stream";
  }
}

}  // namespace weft::conformance
