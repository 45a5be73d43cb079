// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "query/models.hpp"
#include "query/text_of.hpp"

namespace query_test {
namespace {

using weft::col;

TEST(Insert, values_write_all_columns_but_the_generated_key) {
  const auto insert = weft::insert<Tag>().values({Tag{.name = "a"}, Tag{.name = "b"}}).returning(col<&Tag::id>);

  static_assert(std::is_same_v<decltype(insert), const weft::Insert<Tag, std::int64_t>>);
  EXPECT_EQ(text_of(insert.statement()), "INSERT INTO tag (name) VALUES (?), (?) RETURNING id");
  EXPECT_EQ(insert.statement().rows.at(1).at(0)->value, weft::Value::text("b"));
  EXPECT_EQ(insert.items().size(), 1U);
}

TEST(Insert, values_with_keys_write_the_keys) {
  EXPECT_EQ(text_of(weft::insert<Tag>().values({.id = 4, .name = "a"}).statement()),
            "INSERT INTO tag (id, name) VALUES (?, ?)");
}

TEST(Insert, rows_with_and_without_keys_do_not_mix) {
  try {
    (void)weft::insert<Tag>().values({Tag{.name = "a"}, Tag{.id = 4, .name = "b"}});
    FAIL() << "the rows were mixed";
  } catch (const weft::UsageError& error) {
    EXPECT_STREQ(error.what(), "insert cannot mix rows with and without their key: \"Tag::id\" is 0 in some of them\n"
                               "  insert them with two statements");
  }
}

TEST(Insert, set_writes_the_columns_it_names) {
  const auto insert = weft::insert<User>()
                          .set(col<&User::name>, "x")
                          .set(col<&User::email>, std::nullopt)
                          .set(col<&User::role>, Role::admin);

  EXPECT_EQ(text_of(insert.statement()), "INSERT INTO users (name, email, role) VALUES (?, ?, ?)");
  EXPECT_TRUE(insert.statement().rows.at(0).at(1)->value.is_null());
}

TEST(Insert, values_and_set_do_not_mix) {
  const auto by_values = weft::insert<Tag>().values(Tag{.name = "a"});
  const auto by_set = weft::insert<Tag>().set(col<&Tag::name>, "a");

  EXPECT_THROW((void)by_values.set(col<&Tag::name>, "b"), weft::UsageError);
  EXPECT_THROW((void)by_set.values(Tag{.name = "b"}), weft::UsageError);
}

TEST(Insert, a_conflict_updates_the_row_that_is_there_or_does_nothing) {
  const auto insert = weft::insert<Tag>().values(Tag{.name = "a"});

  EXPECT_EQ(text_of(insert.on_conflict<&Tag::id>().do_update<&Tag::name>().statement()),
            "INSERT INTO tag (name) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = excluded.name");
  EXPECT_EQ(text_of(insert.on_conflict<&Tag::id>().do_update(col<&Tag::name>, col<&Tag::name> + "!").statement()),
            "INSERT INTO tag (name) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = tag.name || ?");
  EXPECT_EQ(text_of(insert.on_conflict<&Tag::name>().do_nothing().statement()),
            "INSERT INTO tag (name) VALUES (?) ON CONFLICT (name) DO NOTHING");
}

TEST(Update, sets_values_and_expressions_of_the_rows_that_match) {
  const auto update = weft::update<Post>()
                          .set(col<&Post::score>, col<&Post::score> * 1.1)
                          .set(col<&Post::title>, "x")
                          .where(col<&Post::id> > 3)
                          .where(col<&Post::stars> == 1);

  EXPECT_EQ(text_of(update.statement()), "UPDATE post SET score = score * ?, title = ? WHERE id > ? AND stars = ?");
}

TEST(Delete, takes_conditions_and_returns_what_is_asked) {
  EXPECT_EQ(text_of(weft::delete_from<Post>().where(col<&Post::id> == 3).returning(col<&Post::title>).statement()),
            "DELETE FROM post WHERE id = ? RETURNING title");
}

TEST(Text, binds_values_by_name) {
  const auto text = weft::text("SELECT :a + :b, ':c'").bind("a", 1).bind("b", std::optional<double>{});

  const auto compiled = PlainCompiler().raw(text.statement());

  EXPECT_EQ(compiled.text, "SELECT ? + ?, ':c'");
  ASSERT_EQ(compiled.slots.size(), 2U);
  EXPECT_EQ(compiled.slots[0].node->value, weft::Value(std::int64_t{1}));
  EXPECT_TRUE(compiled.slots[1].node->value.is_null());
}

TEST(Text, refuses_a_name_that_was_bound_before) {
  const auto text = weft::text("SELECT :a").bind("a", 1);

  try {
    (void)text.bind("a", 2);
    FAIL() << "the name was bound twice";
  } catch (const weft::UsageError& error) {
    EXPECT_STREQ(error.what(), "text cannot bind \":a\": it was bound before\n  text:  SELECT :a");
  }
}

TEST(Text, stands_inside_a_select) {
  const auto select = weft::select(col<&Post::id>).where(weft::text("title ~ :p").bind("p", "^a").as<bool>());

  EXPECT_EQ(text_of(select.statement()), "SELECT post.id FROM post WHERE title ~ ?");
}

}  // namespace
}  // namespace query_test
