// SPDX-License-Identifier: MIT
//
// Moments, days, and times of day.
#include "cases/dialect/round_trip.hpp"

namespace weft::conformance {
namespace {

using namespace std::chrono;

year_month_day day(int y, unsigned m, unsigned d) { return {year(y), month(m), std::chrono::day(d)}; }

/// Of the moment `time` after midnight.
sys_time<microseconds> moment(const year_month_day& date, microseconds time) { return sys_days(date) + time; }

constexpr microseconds last = hours(24) - microseconds(1);

const Group timestamps{
    "dialect.types.timestamp",
    {round_trip<&Sample::moment>("whole_second", moment(day(2026, 11, 23), hours(10) + minutes(15)), Level::core),
     round_trip<&Sample::moment>("one_microsecond", moment(day(2026, 11, 23), microseconds(1)), Level::core),
     round_trip<&Sample::moment>("last_microsecond_of_a_day", moment(day(2026, 11, 23), last)),
     round_trip<&Sample::moment>("millisecond", moment(day(2026, 11, 23), milliseconds(120))),
     round_trip<&Sample::moment>("epoch", moment(day(1970, 1, 1), microseconds(0))),
     round_trip<&Sample::moment>("before_the_epoch", moment(day(1969, 12, 31), last)),
     round_trip<&Sample::moment>("one_microsecond_before_1970", moment(day(1970, 1, 1), microseconds(-1))),
     round_trip<&Sample::moment>("year_1900", moment(day(1900, 1, 1), hours(1))),
     round_trip<&Sample::moment>("leap_day", moment(day(2000, 2, 29), hours(12))),
     round_trip<&Sample::moment>("after_2038", moment(day(2038, 1, 19), hours(3) + minutes(14) + seconds(8))),
     round_trip<&Sample::moment>("hour_that_summer_time_skips", moment(day(2026, 3, 29), hours(2) + minutes(30))),
     round_trip<&Sample::moment>("hour_that_winter_time_repeats", moment(day(2026, 10, 25), hours(2) + minutes(30))),
     round_trip<&Sample::moment>("first_of_year_1", moment(day(1, 1, 1), microseconds(0)), Level::full),
     round_trip<&Sample::moment>("last_of_year_9999", moment(day(9999, 12, 31), last), Level::full),
     null_round_trip<&Sample::moment>("null"),
     round_trip<&Sample::second>("member_in_seconds", sys_days(day(2026, 11, 23)) + seconds(59)),
     null_round_trip<&Sample::second>("member_in_seconds_null")}};

const Group days{"dialect.types.date",
                 {round_trip<&Sample::day>("today", day(2026, 11, 23), Level::core),
                  round_trip<&Sample::day>("epoch", day(1970, 1, 1)),
                  round_trip<&Sample::day>("before_the_epoch", day(1969, 12, 31)),
                  round_trip<&Sample::day>("leap_day", day(2000, 2, 29)),
                  round_trip<&Sample::day>("no_leap_day_in_1900", day(1900, 2, 28)),
                  round_trip<&Sample::day>("before_the_calendar_changed", day(1582, 10, 10), Level::full),
                  round_trip<&Sample::day>("first", day(1, 1, 1), Level::full),
                  round_trip<&Sample::day>("last", day(9999, 12, 31), Level::full),
                  null_round_trip<&Sample::day>("null")}};

const Group times{"dialect.types.time",
                  {round_trip<&Sample::clock>("midnight", microseconds(0)),
                   round_trip<&Sample::clock>("noon", microseconds(hours(12)), Level::core),
                   round_trip<&Sample::clock>("one_microsecond", microseconds(1)),
                   round_trip<&Sample::clock>("last", last),
                   null_round_trip<&Sample::clock>("null")}};

}  // namespace
}  // namespace weft::conformance
