// SPDX-License-Identifier: MIT
//
// Relationships that have no say in the order of rows: post_update().
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::posts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct Entry;

struct Widget {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> favourite_id{};
  Ref<Entry> favourite{};
  List<Entry> entries{};
};

struct Entry {
  std::int64_t id{};
  std::string name{};
  std::int64_t widget_id{};
  Ref<Widget> widget{};
};

void map(Mapper<Widget>& m) {
  m.table("widget");
  m.column<&Widget::id>().primary_key();
  m.column<&Widget::name>();
  m.column<&Widget::favourite_id>().references<&Entry::id>();
  m.relationship<&Widget::favourite>().foreign_keys<&Widget::favourite_id>().post_update();
  m.relationship<&Widget::entries>()
      .foreign_keys<&Entry::widget_id>()
      .back_populates<&Entry::widget>()
      .cascade(Cascade::all)
      .order_by(col<&Entry::id>);
}
void map(Mapper<Entry>& m) {
  m.table("entry");
  m.column<&Entry::id>().primary_key();
  m.column<&Entry::name>();
  m.column<&Entry::widget_id>().references<&Widget::id>();
  m.relationship<&Entry::widget>().foreign_keys<&Entry::widget_id>().back_populates<&Widget::entries>();
}

/// A chain that post_update() on one side takes out of the order for both.
struct Page {
  std::int64_t id{};
  std::optional<std::int64_t> next_id{};
  Ref<Page> next{};
  List<Page> previous{};
};
void map(Mapper<Page>& m) {
  m.table("page");
  m.column<&Page::id>().primary_key();
  m.column<&Page::next_id>().references<&Page::id>();
  m.relationship<&Page::next>().remote_side<&Page::id>().back_populates<&Page::previous>();
  m.relationship<&Page::previous>().back_populates<&Page::next>().post_update();
}

struct Hook {
  std::int64_t id{};
  std::int64_t coat_id{};
  Ref<struct Coat> coat{};
};
struct Coat {
  std::int64_t id{};
};
void map(Mapper<Coat>& m) {
  m.table("coat");
  m.column<&Coat::id>().primary_key();
}
void map(Mapper<Hook>& m) {
  m.table("hook");
  m.column<&Hook::id>().primary_key();
  m.column<&Hook::coat_id>().references<&Coat::id>();
  m.relationship<&Hook::coat>().post_update();
}

struct PostUpdate : testing::Test {
  PostUpdate() { create_all<Widget, Page>(database.engine); }
  void fill() {
    database.run({"INSERT INTO widget (id, name) VALUES (1, 'a'), (2, 'b')",
                  "INSERT INTO entry (id, name, widget_id) VALUES (1, 'x', 1), (2, 'y', 1), (3, 'z', 2)",
                  "UPDATE widget SET favourite_id = 2 WHERE id = 1", "UPDATE widget SET favourite_id = 3 WHERE id = 2"});
  }
  Database database{};
  Session session{database.engine};
};

TEST_F(PostUpdate, writes_the_key_once_both_rows_are_there) {
  for (int number = 0; number < 2; ++number) {
    auto widget = session.add(Widget{.name = "w"});
    auto entry = make(Entry{.name = "e"});
    widget.modify()->entries.push_back(entry);
    widget.modify()->favourite = entry;
  }
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO widget"), StartsWith("INSERT INTO entry"),
                                                "UPDATE widget SET favourite_id = ? WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT favourite_id FROM widget ORDER BY id"), ElementsAre(1, 2));
}

TEST_F(PostUpdate, writes_the_key_at_once_where_the_other_row_is_there_already) {
  fill();
  auto entry = session.get<Entry>(1);
  StatementCounter counter(database.engine);

  session.add(Widget{.name = "c", .favourite = entry});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO widget")));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT favourite_id FROM widget WHERE name = 'c'"), ElementsAre(1));
}

TEST_F(PostUpdate, changes_a_key_with_the_rest_of_the_row) {
  fill();
  auto widget = session.get<Widget>(1);
  auto entry = session.get<Entry>(1);
  widget.modify()->name = "c";
  widget.modify()->favourite = entry;
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre("UPDATE widget SET name = ?, favourite_id = ? WHERE id = ?"));
}

TEST_F(PostUpdate, lets_removed_rows_go_of_each_other_in_one_statement) {
  fill();
  auto first = session.get<Widget>(1);
  auto second = session.get<Widget>(2);
  session.remove(first);
  session.remove(second);
  StatementCounter counter(database.engine);

  session.flush();

  EXPECT_THAT(counter.statements(),
              ElementsAre(StartsWith("SELECT entry."), "UPDATE widget SET favourite_id = ? WHERE id = ?",
                          StartsWith("DELETE FROM entry WHERE id IN"), "DELETE FROM widget WHERE id IN (?, ?)"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM entry"), IsEmpty());
}

TEST_F(PostUpdate, removes_a_row_whose_target_stays_without_an_update) {
  fill();
  database.run("DELETE FROM entry WHERE id = 1");
  database.run("UPDATE widget SET favourite_id = 3 WHERE id = 1");
  database.run("DELETE FROM entry WHERE id = 2");
  auto widget = session.get<Widget>(1);
  auto entry = session.get<Entry>(3);
  session.remove(widget);
  StatementCounter counter(database.engine);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("SELECT entry."), "DELETE FROM widget WHERE id = ?"));
}

TEST_F(PostUpdate, goes_for_both_sides) {
  auto first = session.add(Page{});
  auto second = session.add(Page{});
  auto third = session.add(Page{});
  first.modify()->next = second;
  second.modify()->next = third;
  StatementCounter counter(database.engine);

  session.flush();

  // Without it there would be an INSERT for each row of the chain.
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO page"), "UPDATE page SET next_id = ? WHERE id = ?"));
  session.commit();
  EXPECT_THAT(database.numbers("SELECT next_id FROM page WHERE next_id IS NOT NULL ORDER BY id"), ElementsAre(2, 3));
}

TEST_F(PostUpdate, writes_the_keys_of_a_circle_of_rows) {
  auto first = session.add(Page{});
  auto second = session.add(Page{});
  first.modify()->next = second;
  second.modify()->next = first;

  session.commit();
  EXPECT_THAT(database.numbers("SELECT next_id FROM page ORDER BY id"), ElementsAre(2, 1));
  session.remove(first);
  session.remove(second);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT id FROM page"), IsEmpty());
}

TEST(PostUpdateMapping, wants_a_key_that_can_be_null) {
  try {
    entity_of<Hook>().configured();
    FAIL() << "no error";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(),
                 "relationship \"Hook::coat\" cannot be resolved: post_update() writes rows without the foreign key first, "
                 "and column \"coat_id\" cannot be null\n"
                 "  \"Hook::coat\"  many-to-one by coat_id = id\n"
                 "  remedy        std::optional for \"Hook::coat_id\", or leave post_update() out");
  }
}

}  // namespace
}  // namespace weft::test::posts
