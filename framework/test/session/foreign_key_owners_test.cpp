// SPDX-License-Identifier: MIT
//
// New rows that refer to each other by the values that the program gave them, without a relationship.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::values {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Folder {
  std::int64_t id{};
  std::optional<std::int64_t> parent_id{};
};
void map(Mapper<Folder>& m) {
  m.table("folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::parent_id>().references<&Folder::id>();
}

/// The same with a composite key, of which a part is the same in both rows.
struct Field {
  std::string sheet{};
  std::int64_t number{};
  std::optional<std::int64_t> source{};
};
void map(Mapper<Field>& m) {
  m.table("field");
  m.column<&Field::sheet>().primary_key();
  m.column<&Field::number>().primary_key();
  m.column<&Field::source>();
  m.foreign_key<&Field::sheet, &Field::source>().references<&Field::sheet, &Field::number>();
}

/// Two types in a circle.
struct Left {
  std::int64_t id{};
  std::optional<std::int64_t> right_id{};
};
struct Right {
  std::int64_t id{};
  std::optional<std::int64_t> left_id{};
};
void map(Mapper<Right>& m);
void map(Mapper<Left>& m) {
  m.table("left_hand");
  m.column<&Left::id>().primary_key();
  m.column<&Left::right_id>().references<&Right::id>();
}
void map(Mapper<Right>& m) {
  m.table("right_hand");
  m.column<&Right::id>().primary_key();
  m.column<&Right::left_id>().references<&Left::id>();
}

/// A relationship for one foreign key, and none for the other.
struct Task {
  std::int64_t id{};
  std::optional<std::int64_t> parent_id{};
  std::optional<std::int64_t> after_id{};
  Ref<Task> parent{};
};
void map(Mapper<Task>& m) {
  m.table("task");
  m.column<&Task::id>().primary_key();
  m.column<&Task::parent_id>().references<&Task::id>();
  m.column<&Task::after_id>().references<&Task::id>();
  m.relationship<&Task::parent>().foreign_keys<&Task::parent_id>().remote_side<&Task::id>();
}

struct ForeignKeyOwners : testing::Test {
  ForeignKeyOwners() { create_all<Folder, Field, Left, Task>(database.engine); }
  Database database{};
  Session session{database.engine};
};

TEST_F(ForeignKeyOwners, are_inserted_before_the_rows_that_name_them) {
  session.add(Folder{.id = 3, .parent_id = 2});
  session.add(Folder{.id = 2, .parent_id = 1});
  session.add(Folder{.id = 1});
  session.add(Folder{.id = 4, .parent_id = 1});
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 3U) << "one for each level";
  EXPECT_THAT(database.numbers("SELECT parent_id FROM folder WHERE parent_id IS NOT NULL ORDER BY id"), ElementsAre(1, 2, 1));
}

TEST_F(ForeignKeyOwners, are_deleted_after_the_rows_that_name_them) {
  database.run("INSERT INTO folder (id, parent_id) VALUES (1, NULL), (2, 1), (3, 2)");
  std::vector<Ptr<Folder>> folders;
  for (std::int64_t id : {1, 3, 2}) folders.push_back(session.get<Folder>(id));
  for (const auto& folder : folders) session.remove(folder);

  session.commit();

  EXPECT_THAT(database.numbers("SELECT id FROM folder"), IsEmpty());
}

TEST_F(ForeignKeyOwners, may_have_keys_of_several_columns) {
  session.add(Field{.sheet = "a", .number = 2, .source = 1});
  session.add(Field{.sheet = "b", .number = 1});
  session.add(Field{.sheet = "a", .number = 1});

  session.commit();

  EXPECT_THAT(database.numbers("SELECT source FROM field WHERE sheet = 'a' AND number = 2"), ElementsAre(1));
}

TEST_F(ForeignKeyOwners, may_be_of_other_types_in_a_circle) {
  session.add(Left{.id = 1, .right_id = 1});
  session.add(Right{.id = 1, .left_id = 2});
  session.add(Left{.id = 2});

  session.commit();

  EXPECT_THAT(database.numbers("SELECT right_id FROM left_hand WHERE id = 1"), ElementsAre(1));
  EXPECT_THAT(database.numbers("SELECT left_id FROM right_hand"), ElementsAre(2));
}

TEST_F(ForeignKeyOwners, may_name_each_other) {
  auto first = session.add(Folder{.id = 1, .parent_id = 2});
  session.add(Folder{.id = 2, .parent_id = 1});

  session.commit();

  EXPECT_THAT(database.numbers("SELECT parent_id FROM folder ORDER BY id"), ElementsAre(2, 1));
  EXPECT_EQ(first->parent_id, 2);
}

TEST_F(ForeignKeyOwners, may_be_the_row_itself) {
  session.add(Folder{.id = 1, .parent_id = 1});
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 1U);
}

TEST_F(ForeignKeyOwners, count_beside_relationships) {
  auto root = session.add(Task{.id = 1, .after_id = 3});
  session.add(Task{.id = 2, .after_id = 1, .parent = root});
  session.add(Task{.id = 3});

  session.commit();

  EXPECT_THAT(database.numbers("SELECT after_id FROM task WHERE after_id IS NOT NULL ORDER BY id"), ElementsAre(3, 1));
  EXPECT_THAT(database.numbers("SELECT parent_id FROM task WHERE parent_id IS NOT NULL"), ElementsAre(1));
}

TEST_F(ForeignKeyOwners, do_not_count_where_a_relationship_says_otherwise) {
  // The column names a row that waits for this one; the relationship writes over it.
  auto root = session.add(Task{.id = 1});
  session.add(Task{.id = 2, .parent_id = 3, .parent = root});
  session.add(Task{.id = 3, .after_id = 2});
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_EQ(counter.count(), 3U);
  EXPECT_THAT(database.numbers("SELECT parent_id FROM task WHERE id = 2"), ElementsAre(1));
}

}  // namespace
}  // namespace weft::test::values
