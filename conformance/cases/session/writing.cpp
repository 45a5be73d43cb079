// SPDX-License-Identifier: MIT
//
// The order and the number of statements that a flush sends, and what it leaves in the objects.
#include "case.hpp"
#include "models/session_models.hpp"
#include "trial.hpp"

namespace weft::conformance {
namespace {

using Strings = std::vector<std::string>;

void generated_keys_come_back(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  const auto ann = session.add(Author{.name = "Ann"});
  const auto bob = session.add(Author{.name = "Bob"});
  session.flush();
  EXPECT_NE(ann->id, 0);
  EXPECT_NE(bob->id, 0);
  EXPECT_NE(ann->id, bob->id);
  session.commit();
  EXPECT_EQ(ann->name, "Ann");
  EXPECT_EQ(bob->name, "Bob");
}

// More than fit into one INSERT of any dialect that is known.
void many_keys_belong_to_their_rows(Trial& trial) {
  empty(trial);
  constexpr std::int64_t many = 2345;
  Session session(trial.engine());
  std::vector<Ptr<Book>> books;
  for (std::int64_t number = 0; number < many; ++number)
    books.push_back(session.add(Book{.name = "b" + std::to_string(number), .pages = number}));
  session.flush();
  for (const auto& [id, pages] : session.execute(select(col<&Book::id>, col<&Book::pages>))) {
    ASSERT_EQ(books[static_cast<std::size_t>(pages)]->id, id) << "a key was given to another row";
  }
}

void given_keys_are_kept(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    session.add(Author{.id = 77, .name = "Ann"});
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT id FROM conf_author"), 77);
}

void keys_reach_the_children(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    session.add(Author{.name = "Ann", .books = {Book{.name = "Air"}, Book{.name = "Bees"}}});
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book b JOIN conf_author a ON a.id = b.author_id"), 2);
}

void few_statements_for_many_rows(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  for (int author = 0; author < 10; ++author) {
    Author value{.name = "a" + std::to_string(author)};
    for (int book = 0; book < 3; ++book) value.books.push_back(Book{.name = "b" + std::to_string(book)});
    session.add(std::move(value));
  }
  session.flush();
  EXPECT_EQ(trial.count(), 2U) << "one batch for each table:" << trial.statements();
}

void only_what_changed(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_book (id, name, pages) VALUES (1, 'Air', 10)");
  Session session(trial.engine());
  const auto book = session.get<Book>(1);
  trial.restart();
  book.modify()->pages = 11;
  session.flush();
  ASSERT_EQ(trial.count(), 1U) << trial.statements();
  EXPECT_EQ(trial.texts().front().find("name"), std::string::npos) << "a column that did not change was written";
}

void no_net_change_writes_nothing(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_book (id, name, pages) VALUES (1, 'Air', 10)");
  Session session(trial.engine());
  const auto book = session.get<Book>(1);
  trial.restart();
  book.modify()->pages = 11;
  book.modify()->pages = 10;
  session.flush();
  EXPECT_EQ(trial.count(), 0U) << trial.statements();
}

void written_after_a_query(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_book (id, name, pages) VALUES (1, 'Air', 10)");
  {
    Session session(trial.engine());
    auto* book = session.get<Book>(1).modify();
    book->name = "Sky";
    static_cast<void>(session.scalars(select<Book>()).all());
    book->pages = 12;
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_book"), Strings{"Sky"});
  EXPECT_EQ(trial.number("SELECT pages FROM conf_book"), 12);
}

void queries_see_what_was_changed(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  session.add(Book{.name = "Air", .pages = 1});
  EXPECT_EQ(session.scalars(select<Book>().where(col<&Book::name> == "Air")).all().size(), 1U);
}

void no_autoflush_holds_back(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  session.add(Book{.name = "Air"});
  const auto guard = session.no_autoflush();
  EXPECT_TRUE(session.scalars(select<Book>()).empty());
}

void children_go_before_parents(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    session.add(Album{.name = "A", .tracks = {Track{.name = "1"}, Track{.name = "2"}}});
    session.commit();
  }
  {
    Session session(trial.engine());
    session.remove(session.scalars(select<Album>()).one());
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_track"), 0);
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_album"), 0);
}

void tree_in_any_order(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    const auto leaf = session.add(Branch{.name = "leaf"});
    const auto root = session.add(Branch{.name = "root"});
    const auto middle = session.add(Branch{.name = "middle"});
    leaf.modify()->parent = middle;
    middle.modify()->parent = root;
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT p.name FROM conf_branch c JOIN conf_branch p ON p.id = c.parent_id ORDER BY p.name"),
            (Strings{"middle", "root"}));
}

void two_that_refer_to_each_other(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    const auto ship = session.add(Ship{.name = "Argo"});
    const auto captain = session.add(Captain{.name = "Jason"});
    ship.modify()->captain = captain;
    captain.modify()->ship = ship;
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_ship s JOIN conf_captain c ON c.ship_id = s.id AND s.captain_id = c.id"),
            1);
}

void unique_value_changes_hands(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('a', 'only')");
  {
    Session session(trial.engine());
    session.remove(session.get<Stamp>("a"));
    session.add(Stamp{.code = "b", .name = "only"});
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT code FROM conf_stamp"), Strings{"b"});
}

void row_switch(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('a', 'old')");
  {
    Session session(trial.engine());
    session.remove(session.get<Stamp>("a"));
    session.add(Stamp{.code = "a", .name = "new"});
    session.commit();
  }
  EXPECT_EQ(trial.strings("SELECT name FROM conf_stamp"), Strings{"new"});
}

void primary_key_changes(Trial& trial) {
  empty(trial);
  trial.run("INSERT INTO conf_stamp (code, name) VALUES ('a', 'one')");
  Session session(trial.engine());
  const auto stamp = session.get<Stamp>("a");
  stamp.modify()->code = "z";
  session.flush();
  EXPECT_EQ(session.get<Stamp>("z"), stamp);
  EXPECT_EQ(session.get<Stamp>("a"), nullptr);
}

void association_rows_by_difference(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  const auto book = session.add(Book{.name = "Air", .tags = {Tag{.name = "x"}, Tag{.name = "y"}}});
  session.commit();
  EXPECT_EQ(book->tags.size(), 2U);
  trial.restart();
  book.modify()->tags.remove(book->tags.front());
  book.modify()->tags.push_back(Tag{.name = "z"});
  session.flush();
  EXPECT_LE(trial.count(), 3U) << "one tag, one row away, one row more:" << trial.statements();
  session.commit();
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book_tag"), 2);
  EXPECT_EQ(trial.strings("SELECT name FROM conf_tag JOIN conf_book_tag ON tag_id = id ORDER BY name"), (Strings{"y", "z"}));
}

void both_sides_write_one_row(Trial& trial) {
  empty(trial);
  {
    Session session(trial.engine());
    const auto book = session.add(Book{.name = "Air"});
    const auto tag = session.add(Tag{.name = "x"});
    book.modify()->tags.push_back(tag);
    EXPECT_TRUE(tag->books.contains(book));
    session.commit();
  }
  EXPECT_EQ(trial.number("SELECT count(*) FROM conf_book_tag"), 1);
}

void updates_of_many_rows(Trial& trial) {
  empty(trial);
  Session session(trial.engine());
  std::vector<Ptr<Book>> books;
  for (int number = 0; number < 50; ++number) books.push_back(session.add(Book{.name = "b", .pages = number}));
  session.flush();
  trial.restart();
  for (const auto& book : books) book.modify()->pages += 1000;
  session.flush();
  EXPECT_EQ(trial.count(), 1U) << "rows that change in the same way go together:" << trial.statements();
  EXPECT_EQ(std::get<0>(session.execute(select(func::sum(col<&Book::pages>))).one()), 50 * 1000 + 49 * 50 / 2);
}

const Group writing{"session.writing",
                    {{"generated_keys_come_back", &generated_keys_come_back, Level::core},
                     {"many_keys_belong_to_their_rows", &many_keys_belong_to_their_rows},
                     {"given_keys_are_kept", &given_keys_are_kept, Level::core},
                     {"keys_reach_the_children", &keys_reach_the_children, Level::core},
                     {"few_statements_for_many_rows", &few_statements_for_many_rows},
                     {"only_what_changed", &only_what_changed, Level::core},
                     {"no_net_change_writes_nothing", &no_net_change_writes_nothing},
                     {"written_after_a_query", &written_after_a_query},
                     {"queries_see_what_was_changed", &queries_see_what_was_changed, Level::core},
                     {"no_autoflush_holds_back", &no_autoflush_holds_back},
                     {"children_go_before_parents", &children_go_before_parents, Level::core},
                     {"tree_in_any_order", &tree_in_any_order},
                     {"two_that_refer_to_each_other", &two_that_refer_to_each_other},
                     {"unique_value_changes_hands", &unique_value_changes_hands},
                     {"row_switch", &row_switch},
                     {"primary_key_changes", &primary_key_changes},
                     {"association_rows_by_difference", &association_rows_by_difference},
                     {"both_sides_write_one_row", &both_sides_write_one_row},
                     {"updates_of_many_rows", &updates_of_many_rows}}};

}  // namespace
}  // namespace weft::conformance
