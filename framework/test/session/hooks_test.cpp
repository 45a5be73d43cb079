// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "support/database.hpp"

namespace weft::test::hooks {

// What happened, in order; the tests of one process run one after another.
inline std::vector<std::string> happened{};

struct Line;

struct Article {
  std::int64_t id{};
  std::string title{};
  std::int64_t edits{};
  std::size_t letters{};  // not mapped
  List<Line> lines{};
};

struct Line {
  std::int64_t id{};
  std::string text{};
  std::optional<std::int64_t> article_id{};
  Ref<Article> article{};
};

inline void map(Mapper<Article>& m) {
  m.table("article");
  m.column<&Article::id>().primary_key();
  m.column<&Article::title>();
  m.column<&Article::edits>();
  m.relationship<&Article::lines>().back_populates<&Line::article>();
  m.before_insert([](Article& article) {
    happened.push_back("before insert " + std::to_string(article.id));
    article.edits = 1;
  });
  m.after_insert([](const Article& article) { happened.push_back("after insert " + std::to_string(article.id)); });
  m.before_update([](Article& article) {
    happened.push_back("before update " + article.title);
    ++article.edits;
  });
  m.after_update([](const Article& article) { happened.push_back("after update " + std::to_string(article.edits)); });
  m.before_delete([](const Article& article) { happened.push_back("before delete " + article.title); });
  m.after_delete([](const Article& article) { happened.push_back("after delete " + article.title); });
  m.after_load([](Article& article) {
    happened.push_back("load " + article.title);
    article.letters = article.title.size();
  });
  m.after_refresh([](Article& article) {
    happened.push_back("refresh " + article.title);
    article.letters = article.title.size();
  });
  m.validate<&Article::title>([](const std::string& title) { return !title.empty(); });
  m.validate<&Article::edits>([](std::int64_t edits) {
    if (edits < 0) throw std::range_error("negative");
  });
  m.validate<&Article::lines>([](const Line& line) { return line.text != "spam"; });
}

inline void map(Mapper<Line>& m) {
  m.table("line");
  m.column<&Line::id>().primary_key();
  m.column<&Line::text>();
  m.column<&Line::article_id>().references<&Article::id>();
  m.relationship<&Line::article>().back_populates<&Article::lines>();
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Press : testing::Test {
  Press() : engine("sqlite://") {
    create_all<Article>(engine);
    Session session(engine);
    session.execute(insert<Article>().values(Article{.id = 1, .title = "One"}));
    session.commit();
    happened.clear();
  }
  Engine engine;
};

using Hooks = Press;
using Validators = Press;
using SessionMoments = Press;

TEST_F(Hooks, run_around_an_insert_which_takes_what_they_write) {
  Session session(engine);
  auto two = session.add(Article{.id = 2, .title = "Two"});

  session.commit();

  EXPECT_THAT(happened, ElementsAre("before insert 2", "after insert 2"));
  EXPECT_EQ(two->edits, 1);
}

TEST_F(Hooks, see_the_generated_key_after_the_insert) {
  Session session(engine);

  session.add(Article{.title = "Two"});
  session.commit();

  EXPECT_THAT(happened, ElementsAre("before insert 0", "after insert 2"));
}

TEST_F(Hooks, run_around_an_update_of_changed_columns_only) {
  Session session(engine);
  auto one = session.get<Article>(1);
  happened.clear();
  one.modify()->title = "Uno";
  one.modify()->lines.push_back(Line{.text = "a"});

  session.flush();
  session.flush();

  EXPECT_THAT(happened, ElementsAre("before update Uno", "after update 1"));
  session.rollback();
  EXPECT_EQ(one->edits, 0);
}

TEST_F(Hooks, do_not_run_for_a_change_that_is_none) {
  Session session(engine);
  auto one = session.get<Article>(1);
  happened.clear();
  one.modify()->title = "One";

  session.commit();

  EXPECT_THAT(happened, IsEmpty());
}

TEST_F(Hooks, run_around_a_delete) {
  Session session(engine);
  auto one = session.get<Article>(1);
  happened.clear();
  session.remove(one);

  session.commit();

  EXPECT_THAT(happened, ElementsAre("before delete One", "after delete One"));
}

TEST_F(Hooks, see_an_entity_that_is_new_to_the_session_once) {
  Session session(engine);

  auto one = session.get<Article>(1);
  session.refresh(one);
  EXPECT_EQ(session.scalars(select<Article>()).all().size(), 1U);

  EXPECT_THAT(happened, ElementsAre("load One", "refresh One"));
  EXPECT_EQ(one->letters, 3U);
}

TEST_F(Hooks, see_what_is_read_again) {
  Session session(engine);
  auto one = session.get<Article>(1);
  session.execute(update<Article>().set(col<&Article::title>, "Another"));
  happened.clear();

  EXPECT_EQ(one->title, "Another");

  EXPECT_THAT(happened, ElementsAre("refresh Another"));
  EXPECT_EQ(one->letters, 7U);
}

TEST_F(Hooks, see_an_inserted_entity_when_its_row_is_read) {
  Session session(engine);
  auto other = session.add(Article{.title = "Other"});
  session.commit();
  happened.clear();

  EXPECT_EQ(other->title, "Other");

  EXPECT_THAT(happened, ElementsAre("refresh Other"));
}

TEST_F(Hooks, do_not_see_what_a_query_finds_as_it_was) {
  Session session(engine);
  auto one = session.get<Article>(1);
  happened.clear();

  EXPECT_EQ(session.scalars(select<Article>()).all().front(), one);

  EXPECT_THAT(happened, IsEmpty());
}

TEST_F(Validators, refuse_a_value_before_anything_is_sent) {
  Session session(engine);
  auto one = session.get<Article>(1);
  session.add(Article{.id = 2, .title = "Two"});
  one.modify()->title = "";
  StatementCounter counter(engine);

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot write \"Article\" with key 1: \"Article::title\" has a value that its validator refuses\n"
                 "  nothing was sent: correct it, and go on");
  }

  EXPECT_EQ(counter.count(), 0U);
  one.modify()->title = "Uno";
  session.commit();
  EXPECT_EQ(one->title, "Uno");
  EXPECT_TRUE(session.get<Article>(2));
}

TEST_F(Validators, look_at_every_column_of_a_new_entity) {
  Session session(engine);
  session.add(Article{.id = 2});

  try {
    session.flush();
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot write a new \"Article\": \"Article::title\" has a value that its validator refuses\n"
                 "  nothing was sent: correct it, and go on");
  }
}

TEST_F(Validators, may_throw_what_they_like) {
  Session session(engine);
  session.get<Article>(1).modify()->edits = -1;

  EXPECT_THROW(session.flush(), std::range_error);
}

TEST_F(Validators, do_not_look_at_what_did_not_change) {
  {
    Session session(engine);
    session.execute(update<Article>().set(col<&Article::title>, "").where(col<&Article::id> == 1));
    session.commit();
  }
  Session session(engine);
  session.get<Article>(1).modify()->edits = 5;

  session.commit();

  EXPECT_EQ(session.get<Article>(1)->edits, 6);
}

TEST_F(Validators, look_at_what_is_put_into_a_relationship_from_either_side) {
  Session session(engine);
  auto one = session.get<Article>(1);
  auto line = session.add(Line{.text = "spam"});

  try {
    one.modify()->lines.push_back(line);
    FAIL() << "no error";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot put \"Line\" into \"Article::lines\": its validator refuses it");
  }
  EXPECT_THROW(line.modify()->article = one, UsageError);

  EXPECT_TRUE(one->lines.empty());
  EXPECT_FALSE(line->article);
}

TEST_F(SessionMoments, come_in_order) {
  Session session(engine);
  std::vector<std::string> moments;
  auto note = [&](const char* moment) { return [&moments, moment] { moments.emplace_back(moment); }; };
  const Subscription watches[] = {session.on(SessionMoment::before_flush, note("before flush")),
                                  session.on(SessionMoment::after_flush, note("after flush")),
                                  session.on(SessionMoment::before_commit, note("before commit")),
                                  session.on(SessionMoment::after_commit, note("after commit")),
                                  session.on(SessionMoment::after_rollback, note("after rollback"))};
  session.add(Line{.text = "a"});

  session.commit();
  session.rollback();

  EXPECT_THAT(moments, ElementsAre("before commit", "before flush", "after flush", "after commit", "after rollback"));
}

TEST_F(SessionMoments, what_is_added_before_a_flush_is_written_along) {
  Session session(engine);
  auto watch = session.on(SessionMoment::before_flush, [&] {
    if (session.new_().size() == 1) session.add(Line{.text = "added"});
  });
  session.add(Line{.text = "a"});

  session.commit();

  EXPECT_EQ(session.scalars(select<Line>()).all().size(), 2U);
}

TEST_F(SessionMoments, queries_and_flushes_before_a_flush_do_not_begin_another_one) {
  Session session(engine);
  int calls = 0;
  std::size_t found = 99;
  auto watch = session.on(SessionMoment::before_flush, [&] {
    ++calls;
    found = session.scalars(select<Line>()).all().size();
    session.flush();
  });
  session.add(Line{.text = "a"});

  session.commit();

  EXPECT_EQ(calls, 1);
  EXPECT_EQ(found, 0U);
  EXPECT_EQ(session.scalars(select<Line>()).all().size(), 1U);
}

TEST_F(SessionMoments, what_is_added_after_a_flush_is_written_by_the_commit) {
  Session session(engine);
  int left = 3;
  auto watch = session.on(SessionMoment::after_flush, [&] {
    if (left-- > 0) session.add(Line{.text = "added"});
  });
  session.add(Line{.text = "a"});

  session.commit();

  watch.end();
  EXPECT_EQ(session.scalars(select<Line>()).all().size(), 4U);
}

TEST_F(SessionMoments, a_commit_that_never_comes_to_an_end_says_so) {
  Session session(engine);
  auto watch = session.on(SessionMoment::after_flush, [&] { session.add(Line{.text = "again"}); });
  session.add(Line{.text = "a"});

  EXPECT_THROW(session.commit(), UsageError);

  watch.end();
  session.rollback();
  EXPECT_TRUE(session.scalars(select<Line>()).all().empty());
}

TEST_F(SessionMoments, a_callback_before_the_flush_may_stop_it) {
  Session session(engine);
  auto line = session.add(Line{.text = "a"});
  {
    auto watch = session.on(SessionMoment::before_flush, [] { throw std::runtime_error("not now"); });

    EXPECT_THROW(session.commit(), std::runtime_error);
    EXPECT_EQ(state(line), State::pending);
  }

  session.commit();
  EXPECT_EQ(state(line), State::persistent);
}

TEST_F(SessionMoments, what_a_callback_throws_after_the_commit_is_a_warning) {
  Session session(engine);
  std::string warned;
  auto warnings = on_warning([&](std::string_view text) { warned = text; });
  auto watch = session.on(SessionMoment::after_commit, [] { throw std::runtime_error("too late"); });
  session.add(Line{.text = "a"});

  session.commit();

  EXPECT_EQ(warned, "a callback of a session failed after the transaction was over\n  because  too late");
}

TEST_F(SessionMoments, a_subscription_may_end_itself_and_outlive_the_session) {
  int calls = 0;
  Subscription kept;
  {
    Session session(engine);
    Subscription once;
    once = session.on(SessionMoment::before_commit, [&] {
      ++calls;
      once.end();
    });
    kept = session.on(SessionMoment::before_commit, [&] { ++calls; });

    session.commit();
    session.commit();
  }

  EXPECT_EQ(calls, 3);
}

}  // namespace
}  // namespace weft::test::hooks
