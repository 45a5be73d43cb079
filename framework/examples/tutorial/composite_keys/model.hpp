// SPDX-License-Identifier: MIT
//
// A room is known by its building and its number, and so is the room of a booking.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace composite_keys {

struct Booking;

struct Room {
  std::string building{};
  std::int64_t number{};
  std::int64_t seats{};
  weft::List<Booking> bookings{};
};

struct Booking {
  std::int64_t id{};
  std::string purpose{};
  std::optional<std::string> building{};
  std::optional<std::int64_t> room_number{};
  weft::Ref<Room> room{};
};

inline void map(weft::Mapper<Room>& m) {
  m.table("room");
  // Two columns are the key together. The program gives it: it is the name that people know the room by.
  m.column<&Room::building>().length(20).primary_key();
  m.column<&Room::number>().primary_key();
  m.column<&Room::seats>();
  m.relationship<&Room::bookings>().back_populates<&Booking::room>().order_by(weft::col<&Booking::purpose>);
}

inline void map(weft::Mapper<Booking>& m) {
  m.table("booking");
  m.column<&Booking::id>().primary_key();
  m.column<&Booking::purpose>().length(50);
  m.column<&Booking::building>().length(20);
  m.column<&Booking::room_number>();
  // One foreign key of two columns. Two references<...>() would be two keys, each to a half of the room's.
  m.foreign_key<&Booking::building, &Booking::room_number>().references<&Room::building, &Room::number>();
  m.relationship<&Booking::room>().back_populates<&Room::bookings>();
}

} // namespace composite_keys
