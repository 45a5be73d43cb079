// SPDX-License-Identifier: MIT
//
// Composite keys: keys and foreign keys of several columns work like any other, in every strategy.
#include "model.hpp"
#include "tutorial.hpp"

using namespace composite_keys;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto north_1 = session.add(Room{.building = "north", .number = 1, .seats = 12});
  auto south_1 = session.add(Room{.building = "south", .number = 1, .seats = 40});
  session.add(Room{.building = "south", .number = 2, .seats = 8});
  session.add(Booking{.purpose = "interview", .room = north_1});
  session.add(Booking{.purpose = "lecture", .room = south_1});
  session.add(Booking{.purpose = "review", .room = south_1});
  auto picnic = session.add(Booking{.purpose = "picnic"}); // outside: both columns stay NULL
  session.commit();
  fmt::print("picnic has a room: {}\n", static_cast<bool>(picnic->room));
}

void look_up(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto south = session.get<Room>("south", 1); // in the order of the mapping
  auto lecture = session.scalars(weft::select<Booking>().where(col<&Booking::purpose> == "lecture")).one();
  // The session knows the room by both columns, so following the foreign key costs nothing.
  fmt::print("the lecture has {} seats, the same room: {}\n", lecture->room->seats, lecture->room == south);
  fmt::print("{} statements\n", counter.count());
}

void move(weft::Engine& engine) {
  weft::Session session(engine);
  auto review = session.scalars(weft::select<Booking>().where(col<&Booking::purpose> == "review")).one();
  review.modify()->room = session.get<Room>("south", 2);
  session.flush();
  fmt::print("review in {} {}\n", *review->building, *review->room_number);

  // Without a room again: one assignment, two columns.
  review.modify()->room = nullptr;
  session.flush();
  fmt::print("review without a room: {}\n", !review->building && !review->room_number);
  session.rollback();
}

void read(weft::Engine& engine, const char* strategy, const weft::Select<weft::Ptr<Room>>& rooms) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  fmt::print("{}:", strategy);
  for (const weft::Ptr<Room>& room : session.scalars(rooms)) {
    fmt::print(" {} {}", room->building, room->number);
    for (const weft::Ptr<Booking>& booking : room->bookings)
      fmt::print(" {}", booking->purpose);
    fmt::print(";");
  }
  fmt::print(" {} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  look_up(engine);
  move(engine);
  const auto rooms = weft::select<Room>().order_by(col<&Room::building>, col<&Room::number>);
  read(engine, "select", rooms);
  read(engine, "joined", rooms.options(weft::joinedload<&Room::bookings>()));
  read(engine, "selectin", rooms.options(weft::selectinload<&Room::bookings>()));
  read(engine, "subquery", rooms.options(weft::subqueryload<&Room::bookings>()));
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Room, Booking>(argc, argv, chapter);
}
