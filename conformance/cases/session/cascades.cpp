// SPDX-License-Identifier: MIT
//
// Cascades, orphans, and both sides of a relationship in memory.
#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Strings = std::vector<std::string>;

// Keys far from those that the database makes itself.

void two_albums(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_album (id, name) VALUES (9001, 'A'), (9002, 'B')");
  trial.run("INSERT INTO conf_track (id, name, album_id) VALUES (9001, 'a1', 9001), (9002, 'a2', 9001), (9003, 'b1', 9002)");
  trial.restart();
}

void one_author(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_author (id, name) VALUES (9001, 'Ann'), (9002, 'Bob')");
  trial.run("INSERT INTO conf_book (id, name, pages, author_id) VALUES (9001, 'Air', 1, 9001), (9002, 'Bees', 2, 9001)");
  trial.restart();
}

void new_children_are_saved(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    session.get<Author>(9001).modify()->books.push_back(Book{.name = "Cats"});
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book WHERE author_id = 9001"), 3);
}

void appending_does_not_load(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto author = session.get<Author>(9001);
  trial.restart();
  author.modify()->books.push_back(Book{.name = "Cats"});
  EXPECT_EQ(trial.count(), 0U) << trial.statements();
  EXPECT_EQ(author->books.size(), 3U) << "what was appended belongs to what is loaded later";
}

void removed_child_stays_without_parent(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    const auto author = session.get<Author>(9001);
    author.modify()->books.remove(author->books.front());
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_book WHERE author_id IS NULL"), Strings{"Air"});
}

void removed_parent_lets_children_go(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    session.remove(session.get<Author>(9001));
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book WHERE author_id IS NULL"), 2);
}

void orphan_is_deleted(Trial& trial) {
  two_albums(trial);
  {
    Session session(trial.engine());
    const auto album = session.get<Album>(9001);
    album.modify()->tracks.remove(album->tracks.front());
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_track ORDER BY name"), (Strings{"a2", "b1"}));
}

void orphan_that_moves_is_kept(Trial& trial) {
  two_albums(trial);
  {
    Session session(trial.engine());
    const auto first = session.get<Album>(9001);
    const auto second = session.get<Album>(9002);
    const auto track = first->tracks.front();
    first.modify()->tracks.remove(track);
    second.modify()->tracks.push_back(track);
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT album_id FROM conf_track WHERE name = 'a1'"), 9002);
}

void pending_orphan_is_not_inserted(Trial& trial) {
  two_albums(trial);
  {
    Session session(trial.engine());
    const auto album = session.get<Album>(9001);
    EXPECT_EQ(album->tracks.size(), 2U);
    album.modify()->tracks.push_back(Track{.name = "a3"});
    album.modify()->tracks.remove(album->tracks.back());
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_track WHERE name = 'a3'"), 0);
}

void clearing_deletes_all(Trial& trial) {
  two_albums(trial);
  {
    Session session(trial.engine());
    session.get<Album>(9001).modify()->tracks.clear();
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_track"), Strings{"b1"});
}

void assigned_whole_writes_the_difference(Trial& trial) {
  two_albums(trial);
  {
    Session session(trial.engine());
    const auto album = session.get<Album>(9001);
    const auto kept = album->tracks.back();
    album.modify()->tracks = {kept, Track{.name = "a3"}};
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_track WHERE album_id = 9001 ORDER BY name"), (Strings{"a2", "a3"}));
}

void removal_reaches_a_whole_tree(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_branch (id, name, parent_id) VALUES (1, 'root', NULL)");
  trial.run("INSERT INTO conf_branch (id, name, parent_id) VALUES (2, 'a', 1), (3, 'b', 1)");
  trial.run("INSERT INTO conf_branch (id, name, parent_id) VALUES (4, 'aa', 2), (5, 'ba', 3)");
  {
    Session session(trial.engine());
    session.remove(session.get<Branch>(1));
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_branch"), 0);
}

void removal_in_batches(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    for (int album = 0; album < 20; ++album)
      session.add(Album{.name = "a", .tracks = {Track{.name = "1"}, Track{.name = "2"}}});
    session.commit();
  }
  Session session(trial.engine());
  for (const auto& album : session.scalars(select<Album>())) session.remove(album);
  trial.restart();
  session.flush();
  EXPECT_LE(trial.count(), 3U) << "the tracks are read together, and each table loses its rows at once:" << trial.statements();
}

void association_rows_go_with_either_side(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    session.add(Book{.name = "Air", .tags = {Tag{.name = "x"}}});
    session.add(Book{.name = "Bees", .tags = {Tag{.name = "y"}}});
    session.commit();
  }
  {
    Session session(trial.engine());
    session.remove(session.scalars(select<Book>().where(col<&Book::name> == "Air")).one());
    session.remove(session.scalars(select<Tag>().where(col<&Tag::name> == "y")).one());
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book_tag"), 0);
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book"), 1);
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_tag"), 1);
}

void other_side_follows_in_memory(Trial& trial) {
  one_author(trial);
  Session session(trial.engine());
  const auto ann = session.get<Author>(9001);
  const auto bob = session.get<Author>(9002);
  const auto book = ann->books.front();
  EXPECT_EQ(bob->books.size(), 0U);
  trial.restart();
  book.modify()->author = bob;
  EXPECT_FALSE(ann->books.contains(book));
  EXPECT_TRUE(bob->books.contains(book));
  EXPECT_EQ(trial.count(), 0U) << "memory is enough for that:" << trial.statements();
}

void setting_the_one_moves_the_row(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    session.get<Book>(9001).modify()->author = session.get<Author>(9002);
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT author_id FROM conf_book WHERE id = 9001"), 9002);
}

void setting_the_one_to_null(Trial& trial) {
  one_author(trial);
  {
    Session session(trial.engine());
    session.get<Book>(9001).modify()->author = nullptr;
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book WHERE author_id IS NULL"), 1);
}

const Group cascades{"session.cascades",
                     {{"new_children_are_saved", &new_children_are_saved, Level::core},
                      {"appending_does_not_load", &appending_does_not_load},
                      {"removed_child_stays_without_parent", &removed_child_stays_without_parent},
                      {"removed_parent_lets_children_go", &removed_parent_lets_children_go, Level::core},
                      {"orphan_is_deleted", &orphan_is_deleted, Level::core},
                      {"orphan_that_moves_is_kept", &orphan_that_moves_is_kept},
                      {"pending_orphan_is_not_inserted", &pending_orphan_is_not_inserted},
                      {"clearing_deletes_all", &clearing_deletes_all},
                      {"assigned_whole_writes_the_difference", &assigned_whole_writes_the_difference},
                      {"removal_reaches_a_whole_tree", &removal_reaches_a_whole_tree},
                      {"removal_in_batches", &removal_in_batches},
                      {"association_rows_go_with_either_side", &association_rows_go_with_either_side},
                      {"other_side_follows_in_memory", &other_side_follows_in_memory},
                      {"setting_the_one_moves_the_row", &setting_the_one_moves_the_row},
                      {"setting_the_one_to_null", &setting_the_one_to_null}}};

}  // namespace
}  // namespace weft::conformance
