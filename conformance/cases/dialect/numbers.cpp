// SPDX-License-Identifier: MIT
//
// Numbers, and their limits.
#include <limits>

#include "cases/dialect/round_trip.hpp"

namespace weft::conformance {
namespace {

template <class T>
using Limits = std::numeric_limits<T>;

constexpr auto maybe = Fate::kept_or_refused;

const Group booleans{"dialect.types.boolean",
                     {round_trip<&Sample::flag>("true", true, Level::core), round_trip<&Sample::flag>("false", false, Level::core),
                      null_round_trip<&Sample::flag>("null")}};

const Group integers{
    "dialect.types.integer",
    {round_trip<&Sample::int16>("int16_largest", Limits<std::int16_t>::max()),
     round_trip<&Sample::int16>("int16_smallest", Limits<std::int16_t>::min()),
     round_trip<&Sample::int16>("int16_zero", std::int16_t{0}),
     null_round_trip<&Sample::int16>("int16_null"),
     round_trip<&Sample::int32>("int32_largest", Limits<std::int32_t>::max(), Level::core),
     round_trip<&Sample::int32>("int32_smallest", Limits<std::int32_t>::min()),
     round_trip<&Sample::int32>("int32_minus_one", -1),
     null_round_trip<&Sample::int32>("int32_null"),
     round_trip<&Sample::int64>("int64_largest", Limits<std::int64_t>::max(), Level::core),
     round_trip<&Sample::int64>("int64_smallest", Limits<std::int64_t>::min()),
     round_trip<&Sample::int64>("int64_beyond_double", std::int64_t{9007199254740993}),
     round_trip<&Sample::int64>("int64_minus_one", std::int64_t{-1}),
     null_round_trip<&Sample::int64>("int64_null"),
     round_trip<&Sample::uint32>("uint32_largest", Limits<std::uint32_t>::max()),
     null_round_trip<&Sample::uint32>("uint32_null"),
     round_trip<&Sample::uint64>("uint64_largest_that_is_signed", std::uint64_t{9223372036854775807U}),
     round_trip<&Sample::uint64>("uint64_one_more", std::uint64_t{9223372036854775808U}, Level::full, maybe),
     round_trip<&Sample::uint64>("uint64_largest", Limits<std::uint64_t>::max(), Level::full, maybe),
     null_round_trip<&Sample::uint64>("uint64_null")}};

const Group reals{"dialect.types.real",
                  {round_trip<&Sample::real64>("double_tenth", 0.1, Level::core),
                   round_trip<&Sample::real64>("double_largest", Limits<double>::max()),
                   round_trip<&Sample::real64>("double_lowest", Limits<double>::lowest()),
                   round_trip<&Sample::real64>("double_smallest_normal", Limits<double>::min()),
                   round_trip<&Sample::real64>("double_smallest", Limits<double>::denorm_min(), Level::full, maybe),
                   round_trip<&Sample::real64>("double_next_to_one", 1 + Limits<double>::epsilon()),
                   round_trip<&Sample::real64>("double_third", 1.0 / 3),
                   round_trip<&Sample::real64>("double_whole", 12345678.0),
                   round_trip<&Sample::real64>("double_zero", 0.0),
                   round_trip<&Sample::real64>("double_minus_zero", -0.0),
                   round_trip<&Sample::real64>("double_infinity", Limits<double>::infinity(), Level::full, maybe),
                   round_trip<&Sample::real64>("double_minus_infinity", -Limits<double>::infinity(), Level::full, maybe),
                   round_trip<&Sample::real64>("double_not_a_number", Limits<double>::quiet_NaN(), Level::full, maybe),
                   null_round_trip<&Sample::real64>("double_null"),
                   round_trip<&Sample::real32>("float_tenth", 0.1F),
                   round_trip<&Sample::real32>("float_largest", Limits<float>::max()),
                   round_trip<&Sample::real32>("float_smallest_normal", Limits<float>::min()),
                   round_trip<&Sample::real32>("float_third", 1.0F / 3),
                   null_round_trip<&Sample::real32>("float_null")}};

Decimal decimal(std::string_view digits) { return Decimal(digits); }

const Group decimals{"dialect.types.decimal",
                     {round_trip<&Sample::amount>("zero", decimal("0")),
                      round_trip<&Sample::amount>("price", decimal("12.50"), Level::core),
                      round_trip<&Sample::amount>("negative", decimal("-12.3456")),
                      round_trip<&Sample::amount>("smallest_step", decimal("0.0001")),
                      round_trip<&Sample::amount>("minus_smallest_step", decimal("-0.0001")),
                      round_trip<&Sample::amount>("a_tenth", decimal("0.1")),
                      round_trip<&Sample::amount>("fifteen_digits", decimal("12345678901.2345")),
                      round_trip<&Sample::amount>("twenty_digits", decimal("1234567890123456.7891"), Level::full),
                      round_trip<&Sample::amount>("largest", decimal("9999999999999999.9999"), Level::full),
                      null_round_trip<&Sample::amount>("null")}};

const Group enumerations{"dialect.types.enumeration",
                         {round_trip<&Sample::number_colour>("number", Colour::blue),
                          round_trip<&Sample::number_colour>("negative_number", Colour::green),
                          null_round_trip<&Sample::number_colour>("number_null"),
                          round_trip<&Sample::text_colour>("text", Colour::green),
                          null_round_trip<&Sample::text_colour>("text_null")}};

}  // namespace
}  // namespace weft::conformance
