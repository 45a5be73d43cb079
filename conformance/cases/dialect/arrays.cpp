// SPDX-License-Identifier: MIT
//
// Columns of arrays: what is in them comes back and is found. Where there are none, the first statement says so.
#include <limits>

#include "case.hpp"
#include "models/lists.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Texts = std::vector<std::string>;

constexpr Claim arrays = &Capabilities::arrays;

void refuses_arrays(Trial& trial) {
  expect_error<UsageError>([&] { create_all<Lists>(trial.engine()); }, "\"Lists::texts\"");
  Session session(trial.engine());
  expect_error<UsageError>([&] { static_cast<void>(session.scalars(select<Lists>()).all()); }, "it is an array");
}

void refuses_conditions_on_arrays(Trial& trial) {
  Session session(trial.engine());
  expect_error<UsageError>(
      [&] { static_cast<void>(session.execute(select(func::count()).from<Lists>().where(col<&Lists::texts>.any("a"))).all()); },
      "array");
}

/// What another session reads of lists that were written so; read twice, as they are and after a change.
template <auto Member, class V>
[[nodiscard]] Case round_trip_of(std::string_view name, V value, Level level = Level::standard,
                                 std::source_location place = std::source_location::current()) {
  const auto check = [value](Trial& trial) {
    empty_lists(trial);
    {
      Session session(trial.engine());
      Lists inserted{.id = 1};
      inserted.*Member = value;
      session.add(std::move(inserted));
      const auto changed = session.add(Lists{.id = 2});
      session.flush();
      changed.modify()->*Member = value;
      session.commit();
    }
    Session session(trial.engine());
    EXPECT_EQ((*session.get<Lists>(1)).*Member, value) << "by INSERT";
    EXPECT_EQ((*session.get<Lists>(2)).*Member, value) << "by UPDATE";
  };
  return Case(name, check, level, arrays, &refuses_arrays, place);
}

void two_lists(Trial& trial) {
  empty_lists(trial);
  Session session(trial.engine());
  session.add(Lists{.id = 1, .texts = {"red", "it's"}, .numbers = {1, 2, 3}, .gaps = {7, std::nullopt}});
  session.add(Lists{.id = 2, .texts = {"blue"}, .numbers = {3}, .maybe = Texts{}});
  session.commit();
}
void expect_found(Trial& trial, const Expression<bool>& condition, const std::vector<std::int64_t>& ids) {
  Session session(trial.engine());
  std::vector<std::int64_t> found;
  for (const auto id : session.scalars(select(col<&Lists::id>).where(condition).order_by(col<&Lists::id>.asc())).all()) found.push_back(id);
  EXPECT_EQ(found, ids) << trial.statements();
}

void found_by_an_element(Trial& trial) {
  two_lists(trial);
  expect_found(trial, col<&Lists::texts>.any("it's"), {1});
  expect_found(trial, col<&Lists::numbers>.any(3), {1, 2});
  expect_found(trial, col<&Lists::gaps>.any(7), {1});
  expect_found(trial, col<&Lists::texts>.any("none"), {});
}
void found_by_several_elements(Trial& trial) {
  two_lists(trial);
  expect_found(trial, col<&Lists::texts>.contains({"it's", "red"}), {1});
  expect_found(trial, col<&Lists::numbers>.contains({2, 4}), {});
  expect_found(trial, col<&Lists::numbers>.contains({}), {1, 2});
}
void compared_as_a_whole(Trial& trial) {
  two_lists(trial);
  expect_found(trial, col<&Lists::texts> == Texts{"red", "it's"}, {1});
  expect_found(trial, col<&Lists::texts> == Texts{"it's", "red"}, {});
  expect_found(trial, col<&Lists::numbers> != std::vector<std::int64_t>{3}, {1});
}
void empty_is_not_null(Trial& trial) {
  two_lists(trial);
  expect_found(trial, col<&Lists::maybe>.is_null(), {1});
  Session session(trial.engine());
  const auto second = session.get<Lists>(2);
  ASSERT_TRUE(second->maybe.has_value());
  EXPECT_TRUE(second->maybe->empty());
}
void set_by_a_statement(Trial& trial) {
  two_lists(trial);
  {
    Session session(trial.engine());
    session.execute(update<Lists>().set(col<&Lists::texts>, Texts{"x", "y"}).where(col<&Lists::id> == 2));
    session.commit();
  }
  expect_found(trial, col<&Lists::texts>.any("y"), {2});
}

const Texts difficult{"", "NULL", "null", "it's", "a \"q\" \\", "{1,2}", "\\N", "line\nline\ttab", " blanks ", "\xF0\x9F\x98\x80"};

std::vector<std::byte> every_byte() {
  std::vector<std::byte> all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::byte>(byte));
  return all;
}

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
using Moment = std::chrono::sys_time<std::chrono::microseconds>;

const Group group{
    "dialect.arrays",
    {round_trip_of<&Lists::texts>("texts", Texts{"one", "two"}),
     round_trip_of<&Lists::texts>("difficult_texts", difficult),
     round_trip_of<&Lists::texts>("empty", Texts{}),
     round_trip_of<&Lists::maybe>("null", std::optional<Texts>{}),
     round_trip_of<&Lists::numbers>("extremes_of_integers", std::vector<std::int64_t>{least, -1, 0, largest}),
     round_trip_of<&Lists::gaps>("null_elements", std::vector<std::optional<std::int32_t>>{std::nullopt, 5, std::nullopt}),
     round_trip_of<&Lists::flags>("booleans", std::vector<bool>{true, false, true}),
     round_trip_of<&Lists::reals>("reals", std::vector<double>{0.1, -1.5e300, 1.0 / 3}),
     round_trip_of<&Lists::uuids>("uuids", std::vector<Uuid>{Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Uuid()}),
     round_trip_of<&Lists::moments>("moments", std::vector<Moment>{Moment(std::chrono::microseconds(-1)), Moment{}}),
     round_trip_of<&Lists::blobs>("bytes", std::vector<std::vector<std::byte>>{every_byte(), {}}),
     {"found_by_an_element", &found_by_an_element, Level::standard, arrays, &refuses_conditions_on_arrays},
     {"found_by_several_elements", &found_by_several_elements, Level::standard, arrays, &refuses_conditions_on_arrays},
     {"compared_as_a_whole", &compared_as_a_whole, Level::standard, arrays, &refuses_conditions_on_arrays},
     {"empty_is_not_null", &empty_is_not_null, Level::standard, arrays, &refuses_arrays},
     {"set_by_a_statement", &set_by_a_statement, Level::standard, arrays, &refuses_arrays}}};

}  // namespace
}  // namespace weft::conformance
