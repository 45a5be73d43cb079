// SPDX-License-Identifier: MIT
//
// Many rows in one flush, whichever way the dialect takes for them: they hold what rows hold that go one by one.
#include <algorithm>
#include <limits>

#include "case.hpp"
#include "models/sample.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Samples = std::vector<Sample>;

constexpr std::int64_t many = 1200;  // more than any dialect of ours puts into one statement

std::vector<std::byte> every_byte() {
  std::vector<std::byte> all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::byte>(byte));
  return all;
}

/// Values that every database can hold, and that a stream of text could take for something else.
Samples difficult() {
  Samples samples{{}};
  for (const char* text : {"", "NULL", "\\N", "\\.", "\\", "a\\tb", "a\tb\nc\r\nd", "it's", "\"q\"", "{a,b}", "?1 $1 :a", " a ",
                           "\xF0\x9F\x98\x80", "\\x6162"})
    samples.push_back({.text = text, .brief = text});
  samples.push_back({.flag = true, .int16 = std::int16_t{-32768}, .int32 = -2147483647, .int64 = std::numeric_limits<std::int64_t>::min()});
  samples.push_back({.flag = false, .int64 = std::numeric_limits<std::int64_t>::max(), .uint32 = 4294967295U,
                     .uint64 = 9223372036854775807U});
  samples.push_back({.real32 = 0.1F, .real64 = 1.0 / 3, .amount = Decimal("-12.5000")});
  samples.push_back({.blob = every_byte()});
  samples.push_back({.blob = std::vector<std::byte>{}});
  samples.push_back({.moment = std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(-1)),
                     .day = std::chrono::year(1815) / 12 / 10, .clock = std::chrono::microseconds(86399999999)});
  samples.push_back({.uuid = Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), .json = Json(R"({"a": "\\N\t"})"),
                     .number_colour = Colour::green, .text_colour = Colour::blue});
  return samples;
}

void expect_same(const Sample& left, const Sample& right) {
  const std::string which = "rows " + std::to_string(left.id) + " and " + std::to_string(right.id);
  EXPECT_EQ(left.flag, right.flag) << which;
  EXPECT_EQ(left.int16, right.int16) << which;
  EXPECT_EQ(left.int32, right.int32) << which;
  EXPECT_EQ(left.int64, right.int64) << which;
  EXPECT_EQ(left.uint32, right.uint32) << which;
  EXPECT_EQ(left.uint64, right.uint64) << which;
  EXPECT_EQ(left.real32, right.real32) << which;
  EXPECT_EQ(left.real64, right.real64) << which;
  EXPECT_EQ(left.text, right.text) << which;
  EXPECT_EQ(left.brief, right.brief) << which;
  EXPECT_EQ(left.blob, right.blob) << which;
  EXPECT_EQ(left.amount, right.amount) << which;
  EXPECT_EQ(left.moment, right.moment) << which;
  EXPECT_EQ(left.second, right.second) << which;
  EXPECT_EQ(left.day, right.day) << which;
  EXPECT_EQ(left.clock, right.clock) << which;
  EXPECT_EQ(left.uuid, right.uuid) << which;
  EXPECT_EQ(left.json, right.json) << which;
  EXPECT_EQ(left.number_colour, right.number_colour) << which;
  EXPECT_EQ(left.text_colour, right.text_colour) << which;
}

/// Rows 1, 2, .. one by one, and the same from 1001 on by `write`, as often as it takes to have many.
void compare(Trial& trial, void (*write)(Session& session, const Samples& samples)) {
  const Samples samples = difficult();
  const auto kinds = static_cast<std::int64_t>(samples.size());
  empty_samples(trial);
  {
    Session session(trial.engine());
    for (std::int64_t kind = 0; kind < kinds; ++kind) {
      Sample one = samples[static_cast<std::size_t>(kind)];
      one.id = kind + 1;
      session.add(std::move(one));
      session.flush();
    }
    Samples all;
    for (std::int64_t row = 0; row < many; ++row) {
      all.push_back(samples[static_cast<std::size_t>(row % kinds)]);
      all.back().id = 1001 + row;
    }
    write(session, all);
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_sample"), kinds + many);
  Session session(trial.engine());
  const auto rows = session.scalars(select<Sample>().order_by(col<&Sample::id>.asc())).all();
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(kinds + many));
  for (std::int64_t row = 0; row < many; ++row)
    expect_same(*rows[static_cast<std::size_t>(kinds + row)], *rows[static_cast<std::size_t>(row % kinds)]);
}

void new_entities(Trial& trial) {
  compare(trial, [](Session& session, const Samples& samples) {
    for (const Sample& sample : samples) session.add(sample);
    session.flush();
  });
}

void rows_of_a_statement(Trial& trial) {
  compare(trial, [](Session& session, const Samples& samples) {
    for (std::size_t begin = 0; begin < samples.size(); begin += 400)
      session.execute(insert<Sample>().values(Samples(samples.begin() + static_cast<std::ptrdiff_t>(begin),
                                                      samples.begin() + static_cast<std::ptrdiff_t>(std::min(begin + 400, samples.size())))));
  });
}

void one_that_breaks_a_rule(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  for (std::int64_t row = 0; row < many; ++row)
    session.add(Stamp{.code = "c" + std::to_string(row), .name = row == 700 ? "n7" : "n" + std::to_string(row)});
  try {
    session.flush();
    ADD_FAILURE() << "two rows have the same unique value, and nothing was thrown";
  } catch (const IntegrityError& error) {
    EXPECT_EQ(error.sqlstate(), "23505") << error.what();
  }
  session.rollback();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_stamp"), 0) << "nothing is half-written";
}

const Group group{"dialect.bulk",
                  {{"new_entities", &new_entities},
                   {"rows_of_a_statement", &rows_of_a_statement},
                   {"one_that_breaks_a_rule", &one_that_breaks_a_rule}}};

}  // namespace
}  // namespace weft::conformance
