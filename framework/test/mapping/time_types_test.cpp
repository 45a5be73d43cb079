// SPDX-License-Identifier: MIT
#include "weft/mapping/time_types.hpp"

#include <gtest/gtest.h>

#include "mapping/cells.hpp"

namespace mapping_test {
namespace {

using namespace std::chrono;
using weft::Cell;
using Moment = sys_time<microseconds>;

std::string text_of(const weft::Value& value) {
  return std::string(value.cell().view());
}
Moment at(int y, unsigned mo, unsigned d, int h, int mi, int s, int us) {
  return sys_days(year(y) / month(mo) / day(d)) + hours(h) + minutes(mi) + seconds(s) + microseconds(us);
}

TEST(TimeTypes, moments_are_exact_on_both_sides_of_1970) {
  EXPECT_EQ(text_of(bound(at(2026, 11, 23, 10, 15, 0, 125))), "2026-11-23 10:15:00.000125");
  EXPECT_EQ(text_of(bound(Moment(microseconds(-1)))), "1969-12-31 23:59:59.999999");
  EXPECT_EQ(text_of(bound(at(1900, 2, 28, 0, 0, 0, 0))), "1900-02-28 00:00:00");
  EXPECT_EQ(text_of(bound(at(1, 1, 1, 0, 0, 0, 0))), "0001-01-01 00:00:00");
  EXPECT_EQ(text_of(bound(at(9999, 12, 31, 23, 59, 59, 999999))), "9999-12-31 23:59:59.999999");
  EXPECT_EQ(read<Moment>(Cell::text("1969-12-31 23:59:59.999999")), Moment(microseconds(-1)));
  EXPECT_EQ(read<Moment>(Cell::text("9999-12-31 23:59:59.999999")), at(9999, 12, 31, 23, 59, 59, 999999));
}

TEST(TimeTypes, what_is_finer_than_the_member_is_cut_toward_the_past) {
  EXPECT_EQ(text_of(bound(sys_time<nanoseconds>(nanoseconds(-1)))), "1969-12-31 23:59:59.999999");
  EXPECT_EQ(read<sys_seconds>(Cell::text("1969-12-31 23:59:58.5")), sys_seconds(seconds(-2)));
}

TEST(TimeTypes, moments_outside_of_four_digit_years_are_refused) {
  EXPECT_THROW(bound(at(9999, 12, 31, 0, 0, 0, 0) + days(1)), weft::UsageError);
  EXPECT_THROW(bound(at(1, 1, 1, 0, 0, 0, 0) - microseconds(1)), weft::UsageError);
  EXPECT_EQ(read<sys_time<nanoseconds>>(Cell::text("9999-12-31 00:00:00")), std::nullopt);
}

TEST(TimeTypes, moments_are_read_in_the_forms_of_the_field) {
  const Moment expected = at(2009, 1, 2, 3, 4, 5, 0);

  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02 03:04:05")), expected);
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02T03:04:05Z")), expected);
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02 05:04:05+02")), expected);
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-01 21:34:05.000-05:30")), expected);
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02 03:04:05.1234567")), expected + microseconds(123456));
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02")), at(2009, 1, 2, 0, 0, 0, 0));
  EXPECT_EQ(read<Moment>(Cell::text("2009-01-02 03:04")), at(2009, 1, 2, 3, 4, 0, 0));
}

TEST(TimeTypes, what_is_no_moment_is_refused) {
  for (const char* text : {"", "2009", "2009-02-29", "2009-13-01", "0000-01-01", "2009-01-02 24:00:00",
                           "2009-01-02 03:60:00", "2009-01-02 03:04:05.", "2009-01-02 03:04:05 noon", "2009-1-2"})
    EXPECT_EQ(read<Moment>(Cell::text(text)), std::nullopt) << text;
  EXPECT_EQ(read<Moment>(Cell::of(std::int64_t{20090102})), std::nullopt);
}

TEST(TimeTypes, dates_are_dates_and_moments_at_midnight) {
  const year_month_day date = 2024y / February / 29d;

  EXPECT_EQ(ops<year_month_day>().sql_type.kind, weft::TypeKind::date);
  EXPECT_EQ(ops<sys_days>().sql_type.kind, weft::TypeKind::date);
  EXPECT_EQ(text_of(bound(date)), "2024-02-29");
  EXPECT_EQ(text_of(bound(sys_days(date))), "2024-02-29");
  EXPECT_EQ(read<year_month_day>(Cell::text("2024-02-29")), date);
  EXPECT_EQ(read<year_month_day>(Cell::text("2024-02-29 00:00:00")), date);
  EXPECT_EQ(read<year_month_day>(Cell::text("2024-02-29 12:00:00")), std::nullopt);
  EXPECT_THROW(bound(2023y / February / 29d), weft::UsageError);
}

TEST(TimeTypes, a_duration_is_the_time_of_day) {
  EXPECT_EQ(ops<minutes>().sql_type.kind, weft::TypeKind::time);
  EXPECT_EQ(text_of(bound(hours(9) + minutes(5))), "09:05:00");
  EXPECT_EQ(text_of(bound(microseconds(1))), "00:00:00.000001");
  EXPECT_EQ(read<minutes>(Cell::text("09:05:59")), minutes(545));
  EXPECT_EQ(read<milliseconds>(Cell::text("23:59:59.999")), hours(24) - milliseconds(1));
  EXPECT_EQ(read<seconds>(Cell::text("24:00:00")), std::nullopt);
  EXPECT_THROW(bound(hours(24)), weft::UsageError);
  EXPECT_THROW(bound(seconds(-1)), weft::UsageError);
}

} // namespace
} // namespace mapping_test
