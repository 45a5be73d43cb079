// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>

#include "mapping/cells.hpp"

namespace mapping_test {
namespace {

enum class Colour : std::uint8_t { red = 1, green = 200 };

struct Money {
  std::int64_t cents = 0;
};

} // namespace
} // namespace mapping_test

template <>
struct weft::TypeTraits<mapping_test::Money> {
  using stored = std::string;
  static stored store(const mapping_test::Money& money) { return std::to_string(money.cents) + " cents, and no more"; }
  static mapping_test::Money load(const stored& text) { return {std::stoll(text)}; }
  static constexpr SqlType sql_type{TypeKind::text, 40, 0, 0};
};

namespace mapping_test {
namespace {

using weft::Cell;
using weft::TypeKind;

TEST(TypeOps, integers_travel_as_integers_of_their_size) {
  EXPECT_EQ(ops<std::int16_t>().sql_type.kind, TypeKind::int16);
  EXPECT_EQ(ops<int>().sql_type.kind, TypeKind::int32);
  EXPECT_EQ(ops<std::int64_t>().sql_type.kind, TypeKind::int64);
  EXPECT_EQ(ops<std::uint32_t>().sql_type.kind, TypeKind::int64);
  EXPECT_EQ(ops<std::uint64_t>().sql_type.kind, TypeKind::uint64);
  EXPECT_EQ(bound(std::int64_t{-7}), weft::Value(std::int64_t{-7}));
  EXPECT_EQ(bound(7U), weft::Value(std::int64_t{7}));
}

TEST(TypeOps, an_integer_that_does_not_fit_is_refused_and_changes_nothing) {
  EXPECT_EQ(read<std::int16_t>(Cell::of(std::int64_t{40000})), std::nullopt);
  EXPECT_EQ(read<std::uint32_t>(Cell::of(std::int64_t{-1})), std::nullopt);
  EXPECT_EQ(read<std::uint64_t>(Cell::of(std::int64_t{-1})), std::nullopt);
  EXPECT_EQ(read<int>(Cell::null()), std::nullopt);
  EXPECT_EQ(read<int>(Cell::of(std::int64_t{std::numeric_limits<int>::min()})), std::numeric_limits<int>::min());

  std::int16_t member = 3;
  const bool fits = ops<std::int16_t>().read(Cell::of(std::int64_t{40000}), &member);

  EXPECT_FALSE(fits);
  EXPECT_EQ(member, 3);
}

TEST(TypeOps, integers_are_read_from_whole_reals_and_from_text) {
  EXPECT_EQ(read<int>(Cell::of(12.0)), 12);
  EXPECT_EQ(read<int>(Cell::of(12.5)), std::nullopt);
  EXPECT_EQ(read<std::int64_t>(Cell::of(1e19)), std::nullopt);
  EXPECT_EQ(read<int>(Cell::text(" 42 ")), 42);
  EXPECT_EQ(read<int>(Cell::text("1e3")), 1000);
  EXPECT_EQ(read<int>(Cell::text("4.5")), std::nullopt);
  EXPECT_EQ(read<int>(Cell::text("4x")), std::nullopt);
  EXPECT_EQ(read<int>(Cell::text("")), std::nullopt);
}

TEST(TypeOps, an_unsigned_number_above_64_bits_of_a_column_is_refused_when_written) {
  EXPECT_THROW(bound(std::numeric_limits<std::uint64_t>::max()), weft::UsageError);
}

TEST(TypeOps, booleans_are_one_and_zero) {
  EXPECT_EQ(bound(true), weft::Value(std::int64_t{1}));
  EXPECT_EQ(read<bool>(Cell::of(std::int64_t{0})), false);
  EXPECT_EQ(read<bool>(Cell::text("t")), true);
  EXPECT_EQ(read<bool>(Cell::text("false")), false);
  EXPECT_EQ(read<bool>(Cell::blob({"\x01", 1})), true);
  EXPECT_EQ(read<bool>(Cell::of(std::int64_t{2})), std::nullopt);
}

TEST(TypeOps, floating_point_members_read_integers_and_text) {
  EXPECT_EQ(read<double>(Cell::of(std::int64_t{3})), 3.0);
  EXPECT_EQ(read<double>(Cell::text("2.5")), 2.5);
  EXPECT_EQ(read<float>(Cell::of(0.5)), 0.5F);
  EXPECT_EQ(read<float>(Cell::of(1e300)), std::nullopt);
  EXPECT_EQ(read<double>(Cell::text("two")), std::nullopt);
}

TEST(TypeOps, not_a_number_is_no_change_of_itself) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double other = 1;

  EXPECT_TRUE(ops<double>().equal(&nan, &nan));
  EXPECT_FALSE(ops<double>().equal(&nan, &other));
}

TEST(TypeOps, text_takes_numbers_and_is_bound_in_place) {
  const std::string text = "a text";

  weft::Scratch scratch;
  const Cell cell = ops<std::string>().bind(&text, scratch);

  EXPECT_EQ(cell.view().data(), text.data());
  EXPECT_EQ(read<std::string>(Cell::of(std::int64_t{-12})), "-12");
  EXPECT_EQ(read<std::string>(Cell::of(1.5)), "1.5");
  EXPECT_EQ(read<std::string>(Cell::null()), std::nullopt);
}

TEST(TypeOps, bytes_keep_zeros) {
  const std::vector<std::byte> bytes{std::byte{0}, std::byte{255}, std::byte{0}};

  EXPECT_EQ(bound(bytes), weft::Value::blob(std::string("\0\xff\0", 3)));
  EXPECT_EQ(read<std::vector<std::byte>>(Cell::blob({"\0\xff\0", 3})), bytes);
  EXPECT_EQ(read<std::vector<std::byte>>(Cell::of(1.0)), std::nullopt);
}

TEST(TypeOps, enumerations_travel_as_their_numbers_within_the_range_of_their_type) {
  EXPECT_EQ(bound(Colour::green), weft::Value(std::int64_t{200}));
  EXPECT_EQ(read<Colour>(Cell::of(std::int64_t{1})), Colour::red);
  EXPECT_EQ(read<Colour>(Cell::of(std::int64_t{256})), std::nullopt);
}

TEST(TypeOps, an_optional_is_null_when_empty) {
  EXPECT_TRUE(ops<std::optional<int>>().nullable);
  EXPECT_TRUE(bound(std::optional<int>()).is_null());
  EXPECT_EQ(bound(std::optional<int>(5)), weft::Value(std::int64_t{5}));

  std::optional<int> member = 5;
  const bool fits = ops<std::optional<int>>().read(Cell::null(), &member);

  EXPECT_TRUE(fits);
  EXPECT_EQ(member, std::nullopt);
}

TEST(TypeOps, a_type_of_the_program_travels_as_what_it_is_stored_as) {
  EXPECT_EQ(ops<Money>().sql_type, (weft::SqlType{TypeKind::text, 40, 0, 0}));
  EXPECT_EQ(bound(Money{1250}), weft::Value::text("1250 cents, and no more"));
  EXPECT_EQ(read<Money>(Cell::text("99"))->cents, 99);
  EXPECT_EQ(read<std::optional<Money>>(Cell::text("99"))->value().cents, 99);

  const Money left{5};
  const Money right{5};

  EXPECT_TRUE(ops<Money>().equal(&left, &right));
}

TEST(Scratch, keeps_what_it_was_given_until_it_is_cleared) {
  weft::Scratch scratch;
  std::vector<std::string_view> kept;
  const std::string large(10000, 'x');

  for (int i = 0; i < 2000; ++i)
    kept.push_back(scratch.keep(std::to_string(i)));
  const std::string_view kept_large = scratch.keep(large);
  kept.push_back(scratch.keep("last"));

  for (std::size_t i = 0; i < 2000; ++i)
    ASSERT_EQ(kept[i], std::to_string(i));
  EXPECT_EQ(kept_large, large);
  EXPECT_EQ(kept.back(), "last");

  scratch.clear();

  EXPECT_EQ(scratch.keep("again").data(), kept[0].data());
}

} // namespace
} // namespace mapping_test
