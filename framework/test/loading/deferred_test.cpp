// SPDX-License-Identifier: MIT
//
// Columns in Deferred members: when they come, what they cost, and what becomes of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/deferred_models.hpp"

namespace weft::test {
namespace {

using testing::HasSubstr;

auto in_order() { return select<Article>().order_by(col<&Article::id>); }

TEST(DeferredColumn, stays_behind_and_is_read_once_for_all_that_came_together) {
  Magazine magazine;
  Session session(magazine.engine);
  StatementCounter counter(magazine.engine);
  auto articles = session.scalars(in_order()).all();
  EXPECT_THAT(counter.statements()[0], Not(HasSubstr("content")));
  EXPECT_FALSE(articles[0]->content.loaded());

  EXPECT_EQ(*articles[1]->content, "buzz");

  EXPECT_EQ(counter.count(), 2U);
  EXPECT_EQ(*articles[0]->content, "breathe");
  EXPECT_EQ(articles[2]->content->size(), 4U);
  EXPECT_EQ(counter.count(), 2U);
}

TEST(DeferredColumn, comes_with_its_row_when_nothing_defers_it) {
  Magazine magazine;
  Session session(magazine.engine);
  StatementCounter counter(magazine.engine);

  auto articles = session.scalars(in_order()).all();

  EXPECT_EQ(*articles[0]->summary, "b");
  EXPECT_EQ(*articles[1]->summary, std::nullopt);
  EXPECT_EQ(*articles[2]->words, 3);
  EXPECT_EQ(counter.count(), 1U);
}

TEST(DeferredColumn, undefer_brings_it_along) {
  Magazine magazine;
  Session session(magazine.engine);
  StatementCounter counter(magazine.engine);

  auto articles = session.scalars(in_order().options(undefer<&Article::content>())).all();

  EXPECT_EQ(*articles[2]->content, "purr");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(DeferredColumn, undefer_completes_what_the_session_holds_already) {
  Magazine magazine;
  Session session(magazine.engine);
  auto cats = session.get<Article>(3);
  StatementCounter counter(magazine.engine);

  (void)session.scalars(in_order().options(undefer<&Article::content>()));

  EXPECT_EQ(*cats->content, "purr");
  EXPECT_EQ(counter.count(), 1U);
}

TEST(DeferredColumn, defer_leaves_it_behind) {
  Magazine magazine;
  Session session(magazine.engine);
  StatementCounter counter(magazine.engine);

  auto articles = session.scalars(in_order().options(defer<&Article::words>())).all();

  EXPECT_FALSE(articles[0]->words.loaded());
  EXPECT_TRUE(articles[0]->summary.loaded());
  EXPECT_EQ(*articles[0]->words, 1);
  EXPECT_EQ(counter.count(), 2U);
}

TEST(DeferredColumn, load_only_defers_what_it_does_not_name) {
  Magazine magazine;
  Session session(magazine.engine);

  auto air = session.scalars(in_order().limit(1).options(load_only<&Article::title, &Article::content>())).one();

  EXPECT_EQ(air->title, "Air");
  EXPECT_TRUE(air->content.loaded());
  EXPECT_FALSE(air->summary.loaded());
  EXPECT_FALSE(air->words.loaded());
}

TEST(DeferredColumn, the_last_word_wins) {
  Magazine magazine;
  Session session(magazine.engine);

  auto air = session.scalars(in_order().limit(1).options(
      load_only<&Article::title>(), undefer<&Article::words>(), undefer<&Article::content>().defer<&Article::content>())).one();

  EXPECT_TRUE(air->words.loaded());
  EXPECT_FALSE(air->content.loaded());
  EXPECT_FALSE(air->summary.loaded());
}

TEST(DeferredColumn, options_stand_on_paths_and_go_on_to_lazy_loads) {
  Magazine magazine;
  for (const char* strategy : {"select", "joined", "selectin", "subquery"}) {
    Session session(magazine.engine);
    StatementCounter counter(magazine.engine);
    auto ann = session.scalars(select<Writer>().order_by(col<&Writer::id>).options(
        load<&Writer::articles>(strategy).undefer<&Article::content>().defer<&Article::words>())).all().front();
    ASSERT_EQ(ann->articles.size(), 2U);
    const auto sent = counter.count();

    EXPECT_EQ(*ann->articles[0]->content, "breathe") << strategy;
    EXPECT_FALSE(ann->articles[0]->words.loaded()) << strategy;
    EXPECT_EQ(counter.count(), sent) << strategy;
  }
}

TEST(DeferredColumn, a_page_around_joined_collections_leaves_it_out) {
  Magazine magazine;
  Session session(magazine.engine);

  auto writers = session.scalars(select<Writer>().order_by(col<&Writer::biography>.desc()).limit(1).options(
      joinedload<&Writer::articles>())).all();

  ASSERT_EQ(writers.size(), 1U);
  EXPECT_EQ(writers[0]->name, "Bob");
  EXPECT_FALSE(writers[0]->biography.loaded());
}

TEST(DeferredColumn, raiseload_refuses_and_names_the_member) {
  Magazine magazine;
  Session session(magazine.engine);
  auto ann = session.get<Writer>(1);
  auto air = session.scalars(in_order().limit(1).options(defer<&Article::words>({.raiseload = true}))).one();

  EXPECT_THROW((void)*air->words, UnloadedAccessError);
  try {
    (void)*ann->biography;
    FAIL() << "nothing was thrown";
  } catch (const UnloadedAccessError& error) {
    EXPECT_STREQ(error.what(),
                 "column \"Writer::biography\" is not loaded, and it is deferred with raiseload\n"
                 "  load it with:  .options(weft::undefer<&Writer::biography>())");
  }
}

TEST(DeferredColumn, detached_it_cannot_be_read) {
  Magazine magazine;
  Ptr<Article> air;
  {
    Session session(magazine.engine);
    air = session.get<Article>(1);
  }

  EXPECT_EQ(air->title, "Air");
  try {
    (void)*air->content;
    FAIL() << "nothing was thrown";
  } catch (const DetachedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("\"Article::content\" is not loaded"));
  }
}

TEST(DeferredColumn, is_written_without_being_read) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  StatementCounter counter(magazine.engine);

  air.modify()->content = "hold it";
  session.flush();

  ASSERT_EQ(counter.count(), 1U);
  EXPECT_THAT(counter.statements()[0], HasSubstr("UPDATE article SET content = ? WHERE"));
  session.commit();
  EXPECT_EQ(magazine.texts("SELECT content FROM article WHERE id = 1"), (Names{"hold it"}));
}

TEST(DeferredColumn, is_changed_in_place_and_written_when_it_differs) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);

  *air.modify()->content += " deeply";
  EXPECT_TRUE(session.is_modified(air));
  session.commit();
  *air.modify()->content += "";

  EXPECT_FALSE(session.is_modified(air));
  EXPECT_EQ(magazine.texts("SELECT content FROM article WHERE id = 1"), (Names{"breathe deeply"}));
}

TEST(DeferredColumn, that_was_read_is_no_change) {
  Magazine magazine;
  Session session(magazine.engine);
  auto articles = session.scalars(in_order()).all();
  articles[1].modify()->title = "Bumblebees";

  (void)*articles[1]->content;
  articles[1].modify()->title = "Bees";

  EXPECT_FALSE(session.is_modified(articles[1]));
  EXPECT_EQ(*articles[1]->content, "buzz");
}

TEST(DeferredColumn, what_was_written_survives_a_read_of_the_others) {
  Magazine magazine;
  Session session(magazine.engine, {.autoflush = false});
  auto articles = session.scalars(in_order()).all();
  articles[0].modify()->content = "mine";

  EXPECT_EQ(*articles[1]->content, "buzz");
  (void)session.scalars(in_order().options(undefer<&Article::content>()));

  EXPECT_EQ(*articles[0]->content, "mine");
  EXPECT_TRUE(session.is_modified(articles[0]));
}

TEST(DeferredColumn, is_inserted_like_any_other) {
  Magazine magazine;
  Session session(magazine.engine);
  auto dogs = session.add(Article{.title = "Dogs", .content = "bark", .writer_id = 2});
  session.flush();
  StatementCounter counter(magazine.engine);

  EXPECT_EQ(*dogs->content, "bark");

  EXPECT_EQ(counter.count(), 0U);
  session.commit();
  EXPECT_EQ(*dogs->content, "bark");
  EXPECT_EQ(*dogs->summary, std::nullopt);
}

TEST(DeferredColumn, a_refresh_leaves_it_behind_again) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  (void)*air->content;

  session.refresh(air);

  EXPECT_FALSE(air->content.loaded());
  EXPECT_EQ(*air->content, "breathe");
}

TEST(DeferredColumn, is_refreshed_and_expired_by_itself) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  StatementCounter counter(magazine.engine);

  session.refresh<&Article::content>(air);
  EXPECT_TRUE(air->content.loaded());
  EXPECT_EQ(counter.count(), 1U);
  session.expire<&Article::content>(air);

  EXPECT_EQ(air->title, "Air");
  EXPECT_EQ(counter.count(), 1U);
  EXPECT_FALSE(air->content.loaded());
  EXPECT_EQ(*air->content, "breathe");
  EXPECT_EQ(counter.count(), 2U);
}

TEST(DeferredColumn, a_rollback_takes_back_what_was_written) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  air.modify()->content = "gone";
  session.flush();

  session.rollback();

  EXPECT_EQ(*air->content, "breathe");
}

TEST(DeferredColumn, a_savepoint_takes_it_back_too) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  (void)*air->content;
  {
    auto inner = session.begin_nested();
    air.modify()->content = "gone";
    session.flush();
    inner.rollback();
  }

  EXPECT_EQ(*air->content, "breathe");
}

TEST(DeferredColumn, a_copy_has_what_was_loaded_and_says_what_was_not) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  Article before = *air;
  (void)*air->content;
  Article after = *air;

  EXPECT_EQ(*after.content, "breathe");
  try {
    (void)*before.content;
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("\"Article::content\" of this object: it was not loaded when the object was copied"));
  }
}

TEST(DeferredColumn, of_another_entity_is_read_to_be_taken_over) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  auto bees = session.get<Article>(2);

  bees.modify()->content = air->content;

  EXPECT_EQ(*bees->content, "breathe");
  EXPECT_TRUE(session.is_modified(bees));
}

TEST(DeferredColumn, history_knows_what_was_loaded) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  EXPECT_TRUE(history<&Article::content>(air).unchanged.empty());

  air.modify()->content = "new";
  EXPECT_EQ(history<&Article::content>(air).added, (Names{"new"}));
  EXPECT_TRUE(history<&Article::content>(air).removed.empty());
  session.commit();
  (void)*air->content;
  air.modify()->content = "newer";

  EXPECT_EQ(history<&Article::content>(air).removed, (Names{"new"}));
}

TEST(DeferredColumn, merge_takes_over_what_is_loaded) {
  Magazine magazine;
  Ptr<Article> air;
  {
    Session other(magazine.engine);
    air = other.get<Article>(1);
    air.modify()->title = "Wind";
  }
  Session session(magazine.engine);

  auto merged = session.merge(air);

  EXPECT_EQ(merged->title, "Wind");
  session.commit();
  EXPECT_EQ(magazine.texts("SELECT content FROM article WHERE id = 1"), (Names{"breathe"}));
}

TEST(DeferredColumn, queries_name_it_as_any_other_column) {
  Magazine magazine;
  Session session(magazine.engine);
  auto other = alias<Article>("other");

  auto texts = session.scalars(select(col<&Article::content>).where(col<&Article::content>.like("b%") &&
                                                                   col<&Article::words> < 2)).all();
  session.execute(update<Article>().set(col<&Article::content>, "meow").where(col<&Article::words> == 3));
  auto meow = session.scalars(select(other).where(other[col<&Article::content>] == "meow")).one();

  EXPECT_EQ(texts, (Names{"breathe"}));
  EXPECT_EQ(meow->title, "Cats");
}

TEST(DeferredColumn, a_row_that_is_gone_is_reported) {
  Magazine magazine;
  Session session(magazine.engine);
  auto air = session.get<Article>(1);
  session.commit();
  (void)air->title;
  session.commit();
  (void)air->title;
  session.execute(text("DELETE FROM article WHERE id = 1"));

  EXPECT_THROW((void)*air->content, StaleDataError);
}

}  // namespace
}  // namespace weft::test
