// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Cascades, an_orphan_is_deleted) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto ann = session.get<Author>(1);

  ann.modify()->books.remove(session.get<Book>(1));
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM book ORDER BY id"), ElementsAre("Bees", "Cats"));
}

TEST(Cascades, an_orphan_that_finds_another_owner_is_kept) {
  Database database;
  database.fill_library();
  Session session(database.engine);
  auto air = session.get<Book>(1);
  auto ann = session.get<Author>(1);
  auto bob = session.get<Author>(2);

  ann.modify()->books.remove(air);
  bob.modify()->books.push_back(air);
  session.commit();

  EXPECT_THAT(database.numbers("SELECT author_id FROM book WHERE id = 1"), ElementsAre(2));
}

TEST(Cascades, a_pending_orphan_is_never_inserted) {
  Database database;
  Session session(database.engine);
  auto ann = session.add(Author{.name = "Ann", .books = {Book{.title = "Air"}}});
  auto air = ann->books.front();

  ann.modify()->books.remove(air);
  session.flush();

  EXPECT_THAT(database.texts("SELECT title FROM book"), IsEmpty());
}

TEST(Cascades, what_belongs_to_a_removed_owner_is_deleted_with_it) {
  Database database;
  database.fill_library();
  Session session(database.engine);

  session.remove(session.get<Author>(1));
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM book"), ElementsAre("Cats"));
  EXPECT_THAT(database.texts("SELECT name FROM author"), ElementsAre("Bob"));
}

TEST(Cascades, clearing_a_collection_deletes_the_orphans) {
  Database database;
  database.fill_library();
  Session session(database.engine);

  session.get<Author>(1).modify()->books.clear();
  session.commit();

  EXPECT_THAT(database.texts("SELECT title FROM book"), ElementsAre("Cats"));
}

}  // namespace
}  // namespace weft::test
