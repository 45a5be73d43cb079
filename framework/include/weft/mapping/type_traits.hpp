// SPDX-License-Identifier: MIT
//
// Which types members of entities may have, and how a program's own types join them.
//
//   template <>
//   struct weft::TypeTraits<Money> {
//     using stored = std::int64_t;                                  // a type weft knows
//     static stored store(const Money& money) { return money.cents; }
//     static Money load(const stored& cents) { return {cents}; }
//     static constexpr weft::SqlType sql_type{weft::TypeKind::int64};   // optional
//   };
//
// weft knows: all integers, bool, float, double, std::string, std::vector<std::byte>, sys_time,
// year_month_day, durations (the time of day), Decimal, Uuid, Json, enumerations, and std::optional of
// each; std::vector of each where the database has arrays (mapping/array.hpp). Write the specialisation where the type is defined, before any entity uses it. A type that
// needs several columns cannot join this way: give the entity several members.
//
// Reading takes what databases hold in the wild: integers from text and from whole reals, numbers into
// text, moments with a space or a T, with or without a fraction or an offset, dates alone. Nothing is
// ever cut to fit: a number that the member cannot hold is an error.
#pragma once

#include "weft/mapping/array.hpp"
#include "weft/mapping/codec.hpp"
#include "weft/mapping/decimal.hpp"
#include "weft/mapping/json.hpp"
#include "weft/mapping/time_types.hpp"
#include "weft/mapping/uuid.hpp"
