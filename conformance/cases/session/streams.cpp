// SPDX-License-Identifier: MIT
//
// Results that come in portions, while the session works on them.
#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

/// Twenty books of four authors, in turn.
void library(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_author (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
  for (std::int64_t book = 1; book <= 20; ++book) {
    const std::string id = std::to_string(book);
    trial.run("INSERT INTO conf_book (id, name, pages, author_id) VALUES (" + id + ", 'book" + id + "', " + id + ", " +
              std::to_string(book % 4 + 1) + ")");
  }
  trial.restart();
}

auto books() { return select<Book>().order_by(col<&Book::id>); }
constexpr StreamOptions in_portions{.yield_per = 6};

void one_statement(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::int64_t pages = 0;
  for (const auto& book : session.scalars(books(), in_portions)) pages += book->pages;
  EXPECT_EQ(pages, 210);
  EXPECT_EQ(trial.count(), 1U) << trial.statements();
}

void parameters(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::vector<std::int64_t> ids;
  for (auto [id, name] : session.execute(
           select(col<&Book::id>, col<&Book::name>).where(col<&Book::id> > 5 && col<&Book::name> != "book7").order_by(col<&Book::id>),
           {.yield_per = 4}))
    ids.push_back(id);
  EXPECT_EQ(ids.size(), 14U);
  EXPECT_EQ(ids.front(), 6);
  EXPECT_EQ(ids[1], 8);
}

void loads_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::string authors;
  for (const auto& book : session.scalars(books().limit(8), in_portions)) authors += book->author->name;
  EXPECT_EQ(authors, "bcdabcda");
}

void keys_of_each_portion(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::size_t written = 0;
  for (const auto& author : session.scalars(select<Author>().order_by(col<&Author::id>).options(selectinload<&Author::books>()),
                                            {.yield_per = 3}))
    written += author->books.size();
  EXPECT_EQ(written, 20U);
  EXPECT_EQ(trial.count(), 3U) << "the authors, and the books of two portions:" << trial.statements();
}

void flushes_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  for (const auto& book : session.scalars(books(), in_portions)) {
    book.modify()->pages = 0;
    if (book->id % 4 == 0) session.add(Author{.name = book->name});
    session.flush();
  }
  session.commit();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book WHERE pages = 0"), 20);
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_author"), 9);
}

void removals_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  for (const auto& book : session.scalars(books(), in_portions))
    if (book->id > 15) session.remove(book);
  session.commit();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book"), 15);
}

void closed_early(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  {
    auto stream = session.scalars(books(), in_portions);
    EXPECT_EQ((*stream.begin())->id, 1);
  }
  session.add(Author{.name = "e"});
  session.commit();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_author"), 5);
}

template <class End>
void ends_with(Trial& trial, End end, std::string_view words) {
  library(trial);
  Session session(trial.engine());
  auto stream = session.scalars(books(), in_portions);
  const Ptr<Book> first = *stream.begin();
  end(session);
  expect_error<UsageError>([&] { static_cast<void>(stream.all()); }, words);
  EXPECT_EQ(first->name, "book1");
  EXPECT_EQ(session.scalars(books()).size(), 20U);
}

void ends_with_a_commit(Trial& trial) {
  ends_with(trial, [](Session& session) { session.commit(); }, "its transaction was committed");
}
void ends_with_a_rollback(Trial& trial) {
  ends_with(trial, [](Session& session) { session.rollback(); }, "its transaction was rolled back");
}

void savepoint_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::int64_t read = 0;
  for (const auto& book : session.scalars(books(), in_portions)) {
    ++read;
    auto savepoint = session.begin_nested();
    book.modify()->pages = 0;
    session.flush();
    if (book->id % 2 == 0) savepoint.commit();
    else savepoint.rollback();
  }
  session.commit();
  EXPECT_EQ(read, 20);
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book WHERE pages = 0"), 10);
}

void ends_with_its_savepoint(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  auto savepoint = session.begin_nested();
  auto stream = session.scalars(books(), in_portions);
  savepoint.rollback();
  expect_error<UsageError>([&] { static_cast<void>(stream.all()); }, "savepoint");
  EXPECT_EQ(session.scalars(books()).size(), 20U);
}

const Claim savepoints = &Capabilities::savepoints;

const Group streams{"session.streams",
                    {{"one_statement", &one_statement, Level::core},
                     {"parameters", &parameters, Level::core},
                     {"loads_beside_it", &loads_beside_it, Level::core},
                     {"keys_of_each_portion", &keys_of_each_portion},
                     {"flushes_beside_it", &flushes_beside_it},
                     {"removals_beside_it", &removals_beside_it},
                     {"closed_early", &closed_early},
                     {"ends_with_a_commit", &ends_with_a_commit},
                     {"ends_with_a_rollback", &ends_with_a_rollback},
                     {"savepoint_beside_it", &savepoint_beside_it, Level::standard, savepoints, &closed_early},
                     {"ends_with_its_savepoint", &ends_with_its_savepoint, Level::standard, savepoints, &closed_early}}};

}  // namespace
}  // namespace weft::conformance
