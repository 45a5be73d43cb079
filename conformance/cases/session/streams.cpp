// SPDX-License-Identifier: MIT
//
// Results that come in portions, while the session works on them.
#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

/// Twenty books of 1 to 20 pages, by four authors in turn.
void library(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  std::vector<Ptr<Author>> authors;
  for (const char* name : {"a", "b", "c", "d"}) authors.push_back(session.add(Author{.name = name}));
  for (std::int64_t pages = 1; pages <= 20; ++pages)
    session.add(Book{.name = "book" + std::to_string(pages), .pages = pages, .author = authors[static_cast<std::size_t>(pages % 4)]});
  session.commit();
  trial.restart();
}

auto books() { return select<Book>().order_by(col<&Book::pages>); }
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
  std::vector<std::int64_t> found;
  for (auto [pages, name] : session.execute(
           select(col<&Book::pages>, col<&Book::name>).where(col<&Book::pages> > 5 && col<&Book::name> != "book7").order_by(col<&Book::pages>),
           {.yield_per = 4}))
    found.push_back(pages);
  EXPECT_EQ(found.size(), 14U);
  EXPECT_EQ(found[0], 6);
  EXPECT_EQ(found[1], 8);
}

void loads_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::string authors;
  for (const auto& book : session.scalars(books().limit(8), in_portions)) authors += book->author->name;
  EXPECT_EQ(authors, "bcdabcda") << trial.statements();
}

void keys_of_each_portion(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  std::size_t written = 0;
  for (const auto& author : session.scalars(select<Author>().order_by(col<&Author::name>).options(selectinload<&Author::books>()),
                                            {.yield_per = 3}))
    written += author->books.size();
  EXPECT_EQ(written, 20U);
  EXPECT_EQ(trial.count(), 3U) << "the authors, and the books of two portions:" << trial.statements();
}

void flushes_beside_it(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  for (const auto& book : session.scalars(books(), in_portions)) {
    if (book->pages % 4 == 0) session.add(Author{.name = book->name});
    book.modify()->pages = 0;
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
    if (book->pages > 15) session.remove(book);
  session.commit();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book"), 15);
}

void closed_early(Trial& trial) {
  library(trial);
  Session session(trial.engine());
  {
    auto stream = session.scalars(books(), in_portions);
    EXPECT_EQ((*stream.begin())->pages, 1);
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
    if (read % 2 == 0)
      savepoint.commit();
    else
      savepoint.rollback();
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
