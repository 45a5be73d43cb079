// SPDX-License-Identifier: MIT
//
// Rows that take over what others give up in the same flush.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/write_models.hpp"

namespace weft::test::writes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// A whole row.

TEST(RowSwitch, a_new_entity_with_the_key_of_a_removed_one_updates_its_row) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  StatementCounter counter(database.engine);

  session.remove(pen);
  auto again = session.add(Item{.id = 3, .name = "Pencil", .price = 1});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE item SET name = ? WHERE id = ?"));
  EXPECT_EQ(state(pen), State::deleted);
  EXPECT_EQ(state(again), State::persistent);
  EXPECT_EQ(session.get<Item>(3), again);
  session.commit();
  EXPECT_EQ(state(pen), State::detached);
  EXPECT_THAT(database.texts("SELECT name FROM item WHERE id = 3"), ElementsAre("Pencil"));
}

TEST(RowSwitch, sends_nothing_when_nothing_differs) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto dan = session.get<Employee>(4);
  StatementCounter counter(database.engine);

  session.remove(dan);
  auto again = session.add(Employee(*dan));
  session.commit();

  EXPECT_THAT(counter.statements(), IsEmpty());
  EXPECT_EQ(again->name, "Dan");
  EXPECT_EQ(state(again), State::persistent);
}

TEST(RowSwitch, works_for_an_association_object_with_the_keys_of_both_ends) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto order = session.get<Order>(1);
  auto mug = session.get<Item>(1);
  auto line = order->order_items.front();
  StatementCounter counter(database.engine);

  order.modify()->order_items.remove(line);
  order.modify()->order_items.push_back(OrderItem{.quantity = 7, .price_paid = 12.5, .item = mug});
  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre("UPDATE order_item SET quantity = ? WHERE order_id = ? AND item_id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT quantity FROM order_item WHERE order_id = 1 ORDER BY item_id"), ElementsAre(7, 1));
}

TEST(RowSwitch, is_undone_by_a_rollback) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  session.remove(pen);
  auto again = session.add(Item{.id = 3, .name = "Pencil"});
  session.flush();

  session.rollback();

  EXPECT_EQ(state(pen), State::persistent);
  EXPECT_EQ(pen->name, "Pen");
  EXPECT_EQ(state(again), State::transient);
  EXPECT_EQ(again->id, 3);
  EXPECT_EQ(session.get<Item>(3), pen);
}

TEST(RowSwitch, is_undone_by_a_savepoint) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  auto savepoint = session.begin_nested();
  session.remove(pen);
  auto again = session.add(Item{.id = 3, .name = "Pencil"});
  session.flush();

  savepoint.rollback();

  EXPECT_EQ(state(pen), State::persistent);
  EXPECT_EQ(pen->name, "Pen");
  EXPECT_EQ(state(again), State::transient);
  EXPECT_EQ(session.get<Item>(3), pen);
}

TEST(RowSwitch, takes_the_association_rows_of_the_removed_one_away) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  auto maths = session.get<Course>(1);

  session.remove(ann);
  session.add(Student{.id = 1, .name = "Anna", .courses = {maths}});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT course_id FROM student_course WHERE student_id = 1"), ElementsAre(1));
}

TEST(RowSwitch, does_not_miss_association_rows_that_were_taken_out_one_by_one_too) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  ann.modify()->courses.remove(session.get<Course>(1));

  session.remove(ann);
  session.add(Student{.id = 1, .name = "Anna"});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT student_id FROM student_course"), ElementsAre(2));
}

TEST(RowSwitch, children_of_the_removed_one_go_and_those_of_the_new_one_come) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto seat = session.get<Seat>(1);

  session.remove(seat);
  session.add(Seat{.id = 1, .number = 10, .guests = {Guest{.name = "Cid"}}, .meals = {Meal{}, Meal{}}});
  session.commit();

  EXPECT_THAT(database.texts("SELECT name || coalesce(seat_id, '-') FROM guest ORDER BY id"),
              ElementsAre("Ann-", "Bob2", "Cid1"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM meal WHERE seat_id = 1"), ElementsAre(2));
}

// A value that must be unique.

TEST(HandingOver, from_a_deleted_row_to_a_new_one) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  StatementCounter counter(database.engine);

  session.remove(pen);
  session.add(Item{.name = "Pen", .price = 2});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("DELETE FROM item WHERE id = ?", StartsWith("INSERT INTO item")));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT price FROM item WHERE name = 'Pen'"), ElementsAre(2));
}

TEST(HandingOver, from_a_deleted_row_to_an_updated_one) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  auto mug = session.get<Item>(1);

  session.remove(pen);
  mug.modify()->name = "Pen";
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY id"), ElementsAre("Pen", "Cap"));
}

TEST(HandingOver, from_an_updated_row_to_a_new_one) {
  Database database;
  database.fill_shop();
  Session session(database.engine);
  auto pen = session.get<Item>(3);
  StatementCounter counter(database.engine);

  pen.modify()->name = "Pencil";
  session.add(Item{.name = "Pen"});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("UPDATE item"), StartsWith("INSERT INTO item")));
  session.commit();
  EXPECT_THAT(database.texts("SELECT name FROM item ORDER BY name"), ElementsAre("Cap", "Mug", "Pen", "Pencil"));
}

TEST(HandingOver, through_a_chain_of_updates) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto first = session.get<Seat>(1);
  auto second = session.get<Seat>(2);
  auto third = session.get<Seat>(3);

  first.modify()->number = 20;
  second.modify()->number = 30;
  third.modify()->number = 40;
  auto fresh = session.add(Seat{.number = 10});
  session.commit();

  EXPECT_EQ(fresh->number, 10);
  EXPECT_THAT(database.numbers("SELECT number FROM seat ORDER BY id"), ElementsAre(20, 30, 40, 10));
}

TEST(HandingOver, through_a_chain_that_begins_with_a_deleted_row) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto first = session.get<Seat>(1);
  auto second = session.get<Seat>(2);

  session.remove(session.get<Seat>(3));
  second.modify()->number = 30;
  first.modify()->number = 20;
  session.add(Seat{.number = 10});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT number FROM seat ORDER BY id"), ElementsAre(20, 30, 10));
}

TEST(HandingOver, with_children_that_move_along) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto seat = session.get<Seat>(1);
  auto ann = session.get<Guest>(1);

  session.remove(seat);
  auto fresh = session.add(Seat{.number = 10});
  fresh.modify()->guests.push_back(ann);
  session.commit();

  EXPECT_EQ(ann->seat_id, fresh->id);
  EXPECT_THAT(database.numbers("SELECT s.number FROM guest g JOIN seat s ON s.id = g.seat_id ORDER BY g.id"),
              ElementsAre(10, 20));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM meal"), ElementsAre(0));
}

TEST(HandingOver, with_children_that_go) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto seat = session.get<Seat>(1);

  session.remove(seat);
  session.add(Seat{.number = 10, .meals = {Meal{}}});
  session.commit();

  EXPECT_THAT(database.numbers("SELECT s.number FROM meal m JOIN seat s ON s.id = m.seat_id"), ElementsAre(10));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM guest WHERE seat_id IS NULL"), ElementsAre(1));
}

TEST(HandingOver, costs_nothing_where_no_value_is_taken) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto third = session.get<Seat>(3);
  auto second = session.get<Seat>(2);
  StatementCounter counter(database.engine);

  session.remove(third);
  second.modify()->number = 21;
  session.add(Seat{.number = 40});
  session.flush();

  const auto statements = counter.statements();
  std::vector<std::string> writes;
  for (const auto& sql : statements)
    if (!sql.starts_with("SELECT")) writes.push_back(sql.substr(0, 6));
  EXPECT_THAT(writes, ElementsAre("INSERT", "UPDATE", "DELETE"));
}

TEST(HandingOver, a_one_to_one_is_replaced) {
  WritesDatabase database;
  database.run({"INSERT INTO camera (id, name) VALUES (1, 'Leica')",
                "INSERT INTO lens (id, name, camera_id) VALUES (1, 'wide', 1), (2, 'tele', NULL)"});
  Session session(database.engine);
  auto camera = session.get<Camera>(1);
  auto wide = camera->lens.ptr();
  auto tele = session.get<Lens>(2);

  camera.modify()->lens = tele;
  session.commit();

  EXPECT_EQ(wide->camera, nullptr);
  EXPECT_THAT(database.texts("SELECT name || coalesce(camera_id, '-') FROM lens ORDER BY id"),
              ElementsAre("wide-", "tele1"));
}

TEST(HandingOver, a_one_to_one_is_replaced_by_a_new_row) {
  WritesDatabase database;
  database.run({"INSERT INTO camera (id, name) VALUES (1, 'Leica')",
                "INSERT INTO lens (id, name, camera_id) VALUES (1, 'wide', 1)"});
  Session session(database.engine);

  session.get<Camera>(1).modify()->lens = Lens{.name = "tele"};
  session.commit();

  EXPECT_THAT(database.texts("SELECT name || coalesce(camera_id, '-') FROM lens ORDER BY id"),
              ElementsAre("wide-", "tele1"));
}

TEST(HandingOver, a_one_to_one_is_replaced_from_the_side_of_the_key) {
  WritesDatabase database;
  database.run({"INSERT INTO camera (id, name) VALUES (1, 'Leica')",
                "INSERT INTO lens (id, name, camera_id) VALUES (1, 'wide', 1), (2, 'tele', NULL)"});
  Session session(database.engine);
  auto tele = session.get<Lens>(2);

  tele.modify()->camera = session.get<Camera>(1);
  session.commit();

  EXPECT_THAT(database.texts("SELECT name || coalesce(camera_id, '-') FROM lens ORDER BY id"),
              ElementsAre("wide-", "tele1"));
}

TEST(HandingOver, a_one_to_one_is_taken_from_a_removed_partner) {
  WritesDatabase database;
  database.run({"INSERT INTO camera (id, name) VALUES (1, 'Leica'), (2, 'Nikon')",
                "INSERT INTO lens (id, name, camera_id) VALUES (1, 'wide', 1)"});
  Session session(database.engine);
  auto wide = session.get<Lens>(1);
  auto nikon = session.get<Camera>(2);

  session.remove(session.get<Camera>(1));
  nikon.modify()->lens = wide;
  session.commit();

  EXPECT_THAT(database.texts("SELECT name || camera_id FROM lens"), ElementsAre("wide2"));
}

TEST(HandingOver, two_one_to_ones_swap_partners) {
  WritesDatabase database;
  database.run({"INSERT INTO camera (id, name) VALUES (1, 'Leica'), (2, 'Nikon')",
                "INSERT INTO lens (id, name, camera_id) VALUES (1, 'wide', 1), (2, 'tele', 2)"});
  Session session(database.engine);
  auto leica = session.get<Camera>(1);
  auto nikon = session.get<Camera>(2);
  auto wide = leica->lens.ptr();
  auto tele = nikon->lens.ptr();

  leica.modify()->lens = tele;
  nikon.modify()->lens = wide;
  StatementCounter counter(database.engine);
  session.commit();

  EXPECT_EQ(counter.count(), 3U) << "one of them is without a camera for a moment";
  EXPECT_THAT(database.texts("SELECT name || camera_id FROM lens ORDER BY id"), ElementsAre("wide2", "tele1"));
}

TEST(HandingOver, two_rows_swap_a_value_that_cannot_be_null) {
  WritesDatabase database;
  database.fill_seats();
  Session session(database.engine);
  auto first = session.get<Seat>(1);
  auto second = session.get<Seat>(2);

  first.modify()->number = 20;
  second.modify()->number = 10;

  EXPECT_THROW(session.commit(), IntegrityError);
  session.rollback();
  EXPECT_EQ(first->number, 10);
}

}  // namespace
}  // namespace weft::test::writes
