// SPDX-License-Identifier: MIT
//
// Lazy loading, the default: simple, and right until it stands in a loop. Then it is one statement for the owners and
// one more for each of them, the N+1 that this program counts.
#include "model.hpp"
#include "tutorial.hpp"

using namespace lazy;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  session.add(Author{.name = "Herbert", .books = {Book{.title = "Dune"}}});
  session.add(Author{.name = "Le Guin", .books = {Book{.title = "The Dispossessed"}, Book{.title = "Orsinia"}}});
  session.add(Author{.name = "Lem", .books = {Book{.title = "Solaris"}, Book{.title = "Eden"}}});
  session.commit();
}

void one_owner(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto lem = session.scalars(weft::select<Author>().where(col<&Author::name> == "Lem")).one();
  fmt::print("{}: {} statement\n", lem->name, counter.count());

  // Touching the collection reads it. Touching it again does not.
  fmt::print("{} books:", lem->books.size());
  fmt::print(" {} statements\n", counter.count());
  fmt::print("{} comes first:", lem->books.front()->title);
  fmt::print(" {} statements\n", counter.count());
}

void many_owners(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  for (const weft::Ptr<Author>& author : session.scalars(weft::select<Author>().order_by(col<&Author::name>))) {
    fmt::print("{}:", author->name);
    for (const weft::Ptr<Book>& book : author->books) // one statement in each round
      fmt::print(" {};", book->title);
    fmt::print("\n");
  }
  fmt::print("authors with their books: {} statements\n", counter.count());
}

void to_one(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // The author of a book is found by its key, so one that the session holds is not asked for: of five books only the
  // first by each author costs a statement.
  for (const weft::Ptr<Book>& book : session.scalars(weft::select<Book>().order_by(col<&Book::title>)))
    fmt::print("{} by {}\n", book->title, book->author->name);
  fmt::print("books with their authors: {} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  one_owner(engine);
  many_owners(engine);
  to_one(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Author, Book>(argc, argv, chapter);
}
