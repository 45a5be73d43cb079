// SPDX-License-Identifier: MIT
#include "models/session_models.hpp"

#include "trial.hpp"

namespace weft::conformance {
namespace {

const Table book_tag{"conf_book_tag", Column{"book_id"}.references<&Book::id>().primary_key(),
                     Column{"tag_id"}.references<&Tag::id>().primary_key()};

void drop(Engine& engine) {
  untie(engine, {"UPDATE conf_ship SET captain_id = NULL", "UPDATE conf_captain SET ship_id = NULL"});
  drop_all<Author, Album, Branch, Account, Stamp, Seat, Ship>(engine);
}

void make(Engine& engine) {
  drop(engine);
  create_all<Author, Album, Branch, Account, Stamp, Seat, Ship>(engine);
}

const Dataset tables{"session", &make, &drop};

}  // namespace

void map(Mapper<Author>& m) {
  m.table("conf_author");
  m.column<&Author::id>().primary_key();
  m.column<&Author::name>().length(60);
  m.relationship<&Author::books>().back_populates<&Book::author>().order_by(col<&Book::id>);
}
void map(Mapper<Book>& m) {
  m.table("conf_book");
  m.column<&Book::id>().primary_key();
  m.column<&Book::name>().length(60);
  m.column<&Book::pages>();
  m.column<&Book::author_id>().references<&Author::id>();
  m.relationship<&Book::author>();
  m.relationship<&Book::tags>().secondary(book_tag).back_populates<&Tag::books>().order_by(col<&Tag::id>);
}
void map(Mapper<Tag>& m) {
  m.table("conf_tag");
  m.column<&Tag::id>().primary_key();
  m.column<&Tag::name>().length(60);
  m.relationship<&Tag::books>().secondary(book_tag).order_by(col<&Book::id>);
}
void map(Mapper<Album>& m) {
  m.table("conf_album");
  m.column<&Album::id>().primary_key();
  m.column<&Album::name>().length(60);
  m.relationship<&Album::tracks>()
      .back_populates<&Track::album>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .order_by(col<&Track::id>);
}
void map(Mapper<Track>& m) {
  m.table("conf_track");
  m.column<&Track::id>().primary_key();
  m.column<&Track::name>().length(60);
  m.column<&Track::album_id>().references<&Album::id>();
  m.relationship<&Track::album>();
}
void map(Mapper<Branch>& m) {
  m.table("conf_branch");
  m.column<&Branch::id>().primary_key();
  m.column<&Branch::name>().length(60);
  m.column<&Branch::parent_id>().references<&Branch::id>();
  m.relationship<&Branch::parent>().remote_side<&Branch::id>().back_populates<&Branch::children>();
  m.relationship<&Branch::children>().cascade(Cascade::all).order_by(col<&Branch::id>);
}
void map(Mapper<Account>& m) {
  m.table("conf_account");
  m.column<&Account::id>().primary_key();
  m.column<&Account::name>().length(60);
  m.column<&Account::balance>();
  m.column<&Account::version>().version();
}
void map(Mapper<Stamp>& m) {
  m.table("conf_stamp");
  m.column<&Stamp::code>().primary_key().length(40);
  m.column<&Stamp::name>().length(60).unique();
}
void map(Mapper<Seat>& m) {
  m.table("conf_seat");
  m.column<&Seat::row>("seat_row").primary_key().length(10);
  m.column<&Seat::number>().primary_key();
  m.column<&Seat::guest>().length(60);
}
void map(Mapper<Ship>& m) {
  m.table("conf_ship");
  m.column<&Ship::id>().primary_key();
  m.column<&Ship::name>().length(60);
  m.column<&Ship::captain_id>().references<&Captain::id>();
  m.relationship<&Ship::captain>().foreign_keys<&Ship::captain_id>();
}
void map(Mapper<Captain>& m) {
  m.table("conf_captain");
  m.column<&Captain::id>().primary_key();
  m.column<&Captain::name>().length(60);
  m.column<&Captain::ship_id>().references<&Ship::id>();
  m.relationship<&Captain::ship>().foreign_keys<&Captain::ship_id>();
}

void empty(Trial& trial) {
  trial.target().provide(tables);
  Session session(trial.engine());
  session.execute(update<Ship>().set(col<&Ship::captain_id>, std::nullopt));
  session.execute(update<Branch>().set(col<&Branch::parent_id>, std::nullopt));
  for (const auto* table : {"conf_book_tag", "conf_tag", "conf_book", "conf_author", "conf_track", "conf_album", "conf_branch",
                            "conf_account", "conf_stamp", "conf_seat", "conf_captain", "conf_ship"})
    session.execute(text("DELETE FROM " + std::string(table)));
  session.commit();
  trial.restart();
}

}  // namespace weft::conformance
