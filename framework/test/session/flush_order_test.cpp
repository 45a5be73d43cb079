// SPDX-License-Identifier: MIT
//
// In which order a flush writes, and how many statements it takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/write_models.hpp"

namespace weft::test::writes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

TEST(FlushOrder, inserts_then_updates_then_association_rows_then_deletes) {
  Database database;
  database.fill_company();
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto dan = session.get<Employee>(4);
  auto student = session.get<Student>(1);
  auto music = student->courses.back();
  auto cid = session.get<Student>(3);
  StatementCounter counter(database.engine);

  session.remove(dan);
  ann.modify()->age = 31;
  student.modify()->courses.remove(music);
  cid.modify()->courses.push_back(music);
  session.add(Item{.name = "Mug"});
  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre(StartsWith("DELETE FROM student_course"), StartsWith("INSERT INTO item"),
                          StartsWith("UPDATE employee"), StartsWith("INSERT INTO student_course"),
                          StartsWith("DELETE FROM employee")));
}

TEST(FlushOrder, a_tree_can_be_added_in_any_order) {
  std::vector<int> order{0, 1, 2, 3};
  do {
    Database database;
    Session session(database.engine);
    std::vector<Ptr<TreeNode>> nodes(4);
    for (int index : order)
      nodes[static_cast<std::size_t>(index)] = session.add(TreeNode{.name = std::to_string(index)});
    // 0 - 1 - 2, and 3 beside 1
    nodes[1].modify()->parent = nodes[0];
    nodes[2].modify()->parent = nodes[1];
    nodes[3].modify()->parent = nodes[0];
    StatementCounter counter(database.engine);

    session.commit();

    EXPECT_EQ(counter.count(), 3U) << "one for each level";
    EXPECT_THAT(database.texts("SELECT c.name || '<' || p.name FROM tree_node c JOIN tree_node p ON p.id = c.parent_id "
                               "ORDER BY c.name"),
                ElementsAre("1<0", "2<1", "3<0"));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(FlushOrder, a_tree_with_given_keys_takes_one_statement_a_level) {
  Database database;
  Session session(database.engine);
  auto leaf = session.add(TreeNode{.id = 1, .name = "leaf"});
  auto root = session.add(TreeNode{.id = 2, .name = "root"});
  leaf.modify()->parent = root;
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(database.numbers("SELECT parent_id FROM tree_node WHERE id = 1"), ElementsAre(2));
}

TEST(FlushOrder, of_two_new_rows_that_need_each_other_the_one_that_can_waits) {
  for (const bool club_first : {true, false}) {
    WritesDatabase database;
    Session session(database.engine);
    auto club = make(Club{.name = "chess"});
    auto ann = make(Member{.name = "Ann"});
    club.modify()->head = ann;
    ann.modify()->club = club;
    StatementCounter counter(database.engine);

    if (club_first)
      session.add(club);
    else
      session.add(ann);
    session.flush();

    EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO club"), StartsWith("INSERT INTO member"),
                                                  "UPDATE club SET head_id = ? WHERE id = ?"));
    EXPECT_EQ(club->head_id, ann->id);
    EXPECT_EQ(ann->club_id, club->id);
    session.commit();
    EXPECT_THAT(database.numbers("SELECT count(*) FROM club c JOIN member m ON m.id = c.head_id AND m.club_id = c.id"),
                ElementsAre(1));
  }
}

TEST(FlushOrder, many_pairs_that_need_each_other_take_three_statements) {
  WritesDatabase database;
  Session session(database.engine);
  for (int index = 0; index < 10; ++index) {
    auto club = session.add(Club{.name = "club"});
    auto head = session.add(Member{.name = "head"});
    club.modify()->head = head;
    head.modify()->club = club;
  }
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 3U);
}

TEST(FlushOrder, three_types_in_a_circle_are_inserted_from_any_of_them) {
  for (int first = 0; first < 3; ++first) {
    WritesDatabase database;
    Session session(database.engine);
    auto rock = make(Rock{});
    auto scissors = make(Scissors{});
    auto paper = make(Paper{});
    rock.modify()->beats = scissors;
    scissors.modify()->beats = paper;
    paper.modify()->beats = rock;
    StatementCounter counter(database.engine);

    if (first == 0) session.add(rock);
    if (first == 1) session.add(scissors);
    if (first == 2) session.add(paper);
    session.commit();

    EXPECT_EQ(counter.count(), 4U);
    EXPECT_THAT(database.numbers("SELECT count(*) FROM rock r JOIN scissors s ON r.beats_id = s.id "
                                 "JOIN paper p ON s.beats_id = p.id AND p.beats_id = r.id"),
                ElementsAre(1));
  }
}

TEST(FlushOrder, three_rows_of_one_table_in_a_circle_are_inserted) {
  Database database;
  Session session(database.engine);
  auto a = session.add(TreeNode{.name = "a"});
  auto b = session.add(TreeNode{.name = "b"});
  auto c = session.add(TreeNode{.name = "c"});
  a.modify()->parent = b;
  b.modify()->parent = c;
  c.modify()->parent = a;

  session.commit();

  EXPECT_THAT(database.texts("SELECT x.name || p.name FROM tree_node x JOIN tree_node p ON p.id = x.parent_id "
                             "ORDER BY x.name"),
              ElementsAre("ab", "bc", "ca"));
}

TEST(FlushOrder, a_circle_is_let_go_before_it_is_deleted) {
  WritesDatabase database;
  database.run({"INSERT INTO rock (id) VALUES (1)", "INSERT INTO paper (id, beats_id) VALUES (1, 1)",
                "INSERT INTO scissors (id, beats_id) VALUES (1, 1)", "UPDATE rock SET beats_id = 1"});
  Session session(database.engine);
  auto rock = session.get<Rock>(1);
  auto scissors = session.get<Scissors>(1);
  auto paper = session.get<Paper>(1);
  StatementCounter counter(database.engine);

  session.remove(rock);
  session.remove(scissors);
  session.remove(paper);
  session.flush();

  EXPECT_EQ(counter.count(), 4U);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT (SELECT count(*) FROM rock) + (SELECT count(*) FROM paper)"), ElementsAre(0));
}

TEST(FlushOrder, a_circle_of_which_one_key_can_be_null_is_deleted) {
  WritesDatabase database;
  database.run({"INSERT INTO club (id, name) VALUES (1, 'chess')", "INSERT INTO member (id, name, club_id) VALUES (1, 'Ann', 1)",
                "UPDATE club SET head_id = 1"});
  for (const bool club_first : {true, false}) {
    Session session(database.engine);
    auto club = session.get<Club>(1);
    auto ann = session.get<Member>(1);
    if (club_first) session.remove(club);
    session.remove(ann);
    if (!club_first) session.remove(club);
    StatementCounter counter(database.engine);

    session.flush();

    EXPECT_THAT(counter.statements(), ElementsAre("UPDATE club SET head_id = ? WHERE id = ?",
                                                  "DELETE FROM member WHERE id = ?", "DELETE FROM club WHERE id = ?"));
    session.rollback();
    EXPECT_EQ(club->head_id, 1);
  }
}

TEST(FlushOrder, a_row_that_refers_to_itself_is_deleted) {
  Database database;
  database.run("INSERT INTO tree_node (id, name, parent_id) VALUES (1, 'self', 1)");
  Session session(database.engine);

  session.remove(session.get<TreeNode>(1));
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM tree_node"), ElementsAre(0));
}

TEST(FlushOrder, updates_of_interleaved_shapes_take_a_statement_for_each_shape) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto all = session.scalars(select<Employee>().order_by(col<&Employee::id>)).all();
  all[0].modify()->age = 1;
  all[1].modify()->name = "B";
  all[2].modify()->age = 3;
  all[3].modify()->name = "D";
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE employee SET age = ? WHERE id = ?",
                                                "UPDATE employee SET full_name = ? WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.texts("SELECT full_name || age FROM employee ORDER BY id"), ElementsAre("Ann1", "B40", "Cid3", "D60"));
}

TEST(FlushOrder, inserts_with_known_keys_go_out_many_at_once) {
  Database database;
  Session session(database.engine);
  for (std::int64_t id = 1; id <= 250; ++id) session.add(Item{.id = id, .name = std::to_string(id)});
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_EQ(counter.count(), 2U) << "rows of a hundred, and the rest";
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM item WHERE name = id"), ElementsAre(250));
}

TEST(FlushOrder, rows_with_given_and_with_made_keys_can_be_mixed) {
  Database database;
  Session session(database.engine);
  auto first = session.add(Item{.name = "made"});
  session.add(Item{.id = 40, .name = "given"});
  auto second = session.add(Item{.name = "made too"});

  session.commit();

  EXPECT_NE(first->id, second->id);
  EXPECT_THAT(database.texts("SELECT name FROM item WHERE id IN (40, " + std::to_string(first->id) + ", " +
                             std::to_string(second->id) + ") ORDER BY name"),
              ElementsAre("given", "made", "made too"));
}

TEST(FlushOrder, a_foreign_key_that_the_program_wrote_stands) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  ASSERT_EQ(ann->department->name, "Sales");

  ann.modify()->department_id = 2;
  session.commit();

  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(2));
  EXPECT_EQ(ann->department->name, "Stock");
}

TEST(FlushOrder, a_changed_relationship_goes_before_a_foreign_key_that_the_program_wrote) {
  Database database;
  database.fill_company();
  Session session(database.engine);
  auto ann = session.get<Employee>(1);
  auto board = session.get<Department>(3);

  ann.modify()->department_id = 2;
  ann.modify()->department = board;
  session.commit();

  EXPECT_THAT(database.numbers("SELECT department_id FROM employee WHERE id = 1"), ElementsAre(3));
}

TEST(FlushOrder, a_foreign_key_of_a_new_entity_needs_no_relationship) {
  Database database;
  database.fill_company();
  Session session(database.engine);

  auto eve = session.add(Employee{.name = "Eve", .department_id = 2});
  session.commit();

  EXPECT_EQ(eve->department->name, "Stock");
}

TEST(FlushOrder, association_rows_are_written_by_what_differs) {
  Database database;
  database.fill_school();
  database.run("INSERT INTO course (id, title) VALUES (3, 'Art')");
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  auto maths = session.get<Course>(1);
  auto music = session.get<Course>(2);
  auto art = session.get<Course>(3);
  std::vector<std::pair<std::string, std::int64_t>> sent;
  auto watch = database.engine.on_statement([&](const StatementEvent& event) {
    if (event.sql.find("student_course") != std::string::npos && !event.sql.starts_with("SELECT"))
      sent.emplace_back(event.sql.substr(0, 6), event.rows);
  });

  ann.modify()->courses.clear();
  ann.modify()->courses.extend({music, art, music});
  session.commit();

  EXPECT_THAT(sent, ElementsAre(std::pair("DELETE", 1), std::pair("INSERT", 1)));
  EXPECT_THAT(database.numbers("SELECT course_id FROM student_course WHERE student_id = 1 ORDER BY 1"), ElementsAre(2, 3));
  EXPECT_EQ(state(maths), State::persistent);
}

TEST(FlushOrder, an_association_row_is_written_once_though_both_sides_changed) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto maths = session.get<Course>(1);
  ASSERT_EQ(cid->courses.size() + maths->students.size(), 1U);

  cid.modify()->courses.push_back(maths);
  maths.modify()->students.insert(cid);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course WHERE student_id = 3"), ElementsAre(1));
}

TEST(FlushOrder, an_association_row_that_somebody_else_deleted_is_stale_data) {
  Database database;
  database.fill_school();
  Session session(database.engine);
  auto ann = session.get<Student>(1);
  auto maths = ann->courses.front();
  session.execute(text("DELETE FROM student_course WHERE student_id = 1"));
  ann.modify()->courses.remove(maths);

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const StaleDataError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot take a row out of \"student_course\" for \"Student::courses\": somebody else did\n"
                 "  roll back and read the collection again");
  }
}

TEST(FlushOrder, what_is_linked_and_unlinked_before_the_flush_sends_nothing) {
  Database database;
  database.fill_school();
  database.fill_company();
  Session session(database.engine);
  auto cid = session.get<Student>(3);
  auto maths = session.get<Course>(1);
  auto board = session.get<Department>(3);
  auto dan = session.get<Employee>(4);
  cid.modify()->courses.push_back(maths);
  board.modify()->employees.push_back(dan);
  {
    auto guard = session.no_autoflush();
    cid.modify()->courses.remove(maths);
    board.modify()->employees.remove(dan);
  }
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), IsEmpty());
}

}  // namespace
}  // namespace weft::test::writes
