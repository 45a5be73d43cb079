// SPDX-License-Identifier: MIT
//
// One row, one object; states; what reading, expiring and merging do.
#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

/// One author with two books.
void one_author(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_author (id, name) VALUES (1, 'Ann')");
  trial.run("INSERT INTO conf_book (id, name, pages, author_id) VALUES (1, 'Air', 10, 1), (2, 'Bees', 20, 1)");
  trial.restart();
}

void one_object_for_a_row(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());

  const auto queried = session.scalars(select<Author>()).one();
  const auto got = session.get<Author>(1);

  EXPECT_EQ(queried, got);
  EXPECT_EQ(trial.count(), 1U) << "what the session holds was read again:" << trial.statements();
}

void get_of_nothing(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  EXPECT_EQ(session.get<Author>(99), nullptr);
}

void get_by_text(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('it''s', 'one')");
  Session session(trial.engine());
  const auto stamp = session.get<Stamp>("it's");
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->name, "one");
}

void get_by_two_columns(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_seat (seat_row, number, guest) VALUES ('A', 1, 'Ann'), ('A', 2, 'Bob'), ('B', 1, 'Cid')");
  Session session(trial.engine());
  EXPECT_EQ(session.get<Seat>("A", 2)->guest, "Bob");
  EXPECT_EQ(session.get<Seat>("B", 1)->guest, "Cid");
  EXPECT_EQ(session.get<Seat>("B", 2), nullptr);
}

void sessions_have_objects_of_their_own(Trial& trial) {
  one_author(trial);
  Ptr<Author> first;
  {
    Session session(trial.engine());
    first = session.get<Author>(1);
  }
  Session session(trial.engine());
  EXPECT_NE(session.get<Author>(1), first);
}

void states_of_a_new_entity(Trial& trial) {
  empty(trial);
  auto author = make(Author{.name = "Ann"});
  EXPECT_EQ(state(author), State::transient);
  {
    Session session(trial.engine());
    session.add(author);
    EXPECT_EQ(state(author), State::pending);
    session.flush();
    EXPECT_EQ(state(author), State::persistent);
    session.remove(author);
    session.flush();
    EXPECT_EQ(state(author), State::deleted);
    session.commit();
    EXPECT_EQ(state(author), State::detached);
  }
}

void detached_is_readable(Trial& trial) {
  one_author(trial);
  Ptr<Author> author;
  {
    Session session(trial.engine());
    author = session.get<Author>(1);
  }
  EXPECT_EQ(state(author), State::detached);
  EXPECT_EQ(author->name, "Ann");
  expect_error<DetachedError>([&] { static_cast<void>(author->books.size()); }, "Author::books");
}

void detached_comes_back(Trial& trial) {
  one_author(trial);
  Ptr<Author> author;
  {
    Session session(trial.engine());
    author = session.get<Author>(1);
  }
  Session session(trial.engine());
  session.add(author);
  EXPECT_EQ(state(author), State::persistent);
  EXPECT_EQ(author->books.size(), 2U);
}

void expired_is_read_again(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto author = session.get<Author>(1);
  session.execute(text("UPDATE conf_author SET name = 'Eve' WHERE id = 1"));
  EXPECT_EQ(author->name, "Ann");
  session.expire(author);
  EXPECT_EQ(author->name, "Eve");
}

void refresh_reads_now(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto author = session.get<Author>(1);
  session.execute(text("UPDATE conf_author SET name = 'Eve' WHERE id = 1"));
  session.refresh(author);
  trial.restart();
  EXPECT_EQ(author->name, "Eve");
  EXPECT_EQ(trial.count(), 0U);
}

void refresh_of_a_row_that_is_gone(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto book = session.get<Book>(1);
  session.execute(text("DELETE FROM conf_book WHERE id = 1"));
  expect_error<StaleDataError>([&] { session.refresh(book); }, "Book");
}

void after_commit_siblings_come_back_together(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto books = session.scalars(select<Book>().order_by(col<&Book::id>)).all();
  session.commit();
  trial.restart();
  for (const auto& book : books) EXPECT_FALSE(book->name.empty());
  EXPECT_EQ(trial.count(), 1U) << "one statement reads what expired together:" << trial.statements();
}

void expunged_is_no_longer_written(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    const auto author = session.get<Author>(1);
    author.modify()->name = "Eve";
    session.expunge(author);
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_author"), std::vector<std::string>{"Ann"});
}

void merge_onto_the_row(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    const auto merged = session.merge(Author{.id = 1, .name = "Eve"});
    EXPECT_EQ(merged, session.get<Author>(1));
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_author"), std::vector<std::string>{"Eve"});
}

void merge_of_something_new(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    const auto merged = session.merge(Author{.name = "Zoe"});
    EXPECT_EQ(state(merged), State::pending);
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_author"), std::vector<std::string>{"Zoe"});
}

void related_is_the_object_that_is_held(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto author = session.get<Author>(1);
  const auto book = session.get<Book>(1);
  trial.restart();
  EXPECT_EQ(book->author, author);
  EXPECT_EQ(trial.count(), 0U);
}

const Group identity{"session.identity",
                     {{"one_object_for_a_row", &one_object_for_a_row, Level::core},
                      {"get_of_nothing", &get_of_nothing, Level::core},
                      {"get_by_text", &get_by_text},
                      {"get_by_two_columns", &get_by_two_columns},
                      {"sessions_have_objects_of_their_own", &sessions_have_objects_of_their_own},
                      {"states_of_a_new_entity", &states_of_a_new_entity, Level::core},
                      {"detached_is_readable", &detached_is_readable},
                      {"detached_comes_back", &detached_comes_back},
                      {"expired_is_read_again", &expired_is_read_again},
                      {"refresh_reads_now", &refresh_reads_now},
                      {"refresh_of_a_row_that_is_gone", &refresh_of_a_row_that_is_gone},
                      {"after_commit_siblings_come_back_together", &after_commit_siblings_come_back_together},
                      {"expunged_is_no_longer_written", &expunged_is_no_longer_written},
                      {"merge_onto_the_row", &merge_onto_the_row},
                      {"merge_of_something_new", &merge_of_something_new},
                      {"related_is_the_object_that_is_held", &related_is_the_object_that_is_held}}};

}  // namespace
}  // namespace weft::conformance
