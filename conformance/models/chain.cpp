// SPDX-License-Identifier: MIT
#include "models/chain.hpp"

#include <vector>

namespace weft::conformance {
namespace {

const Table top_middle{"conf_top_middle", Column{"top_id"}.references<&Top::id>().primary_key(),
                       Column{"middle_id"}.references<&Middle::id>().primary_key()};
const Table middle_bottom{"conf_middle_bottom", Column{"middle_id"}.references<&Middle::id>().primary_key(),
                          Column{"bottom_id"}.references<&Bottom::id>().primary_key()};

void drop_chain(Engine& engine) {
  untie(engine, {"UPDATE conf_top SET one_id = NULL", "UPDATE conf_middle SET top_id = NULL, one_id = NULL",
                 "UPDATE conf_bottom SET middle_id = NULL"});
  drop_all<Top, Middle, Bottom>(engine);
}

void make_chain(Engine& engine) {
  drop_chain(engine);
  create_all<Top, Middle, Bottom>(engine);
  Session session(engine);
  for (const auto* sql :
       {"INSERT INTO conf_top (id, name) VALUES (1, 't1'), (2, 't2'), (3, 't3'), (4, 't4')",
        "INSERT INTO conf_middle (id, name, top_id) VALUES (1, 'm1', 1), (2, 'm2', 1), (3, 'm3', 2)",
        "INSERT INTO conf_bottom (id, name, middle_id) VALUES (1, 'b1', 1), (2, 'b2', 2), (3, 'b3', 2)",
        "UPDATE conf_top SET one_id = 1 WHERE id IN (1, 2)", "UPDATE conf_top SET one_id = 2 WHERE id = 3",
        "UPDATE conf_middle SET one_id = 1 WHERE id IN (1, 2)",
        "INSERT INTO conf_top_middle (top_id, middle_id) VALUES (1, 1), (1, 2), (2, 2), (3, 3)",
        "INSERT INTO conf_middle_bottom (middle_id, bottom_id) VALUES (1, 1), (1, 2), (2, 2), (3, 3)"})
    session.execute(text(sql));
  session.commit();
}

std::string five_digits(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(5 - digits.size(), '0') + digits;
}

void drop_crowd(Engine& engine) { drop_all<Club>(engine); }

void make_crowd(Engine& engine) {
  drop_crowd(engine);
  create_all<Club>(engine);
  std::vector<Club> all_clubs;
  std::vector<Member> all_members;
  for (std::int64_t club = 1; club <= clubs; ++club) {
    all_clubs.push_back({.id = club, .name = "c" + five_digits(club)});
    for (std::int64_t member = 0; member < club % 3; ++member)
      all_members.push_back({.id = club * 10 + member, .name = "m" + five_digits(club * 10 + member), .club_id = club});
  }
  Session session(engine);
  session.execute(insert<Club>().values(all_clubs));
  session.execute(insert<Member>().values(all_members));
  session.commit();
}

}  // namespace

void map(Mapper<Top>& m) {
  m.table("conf_top");
  m.column<&Top::id>().primary_key();
  m.column<&Top::name>().length(20);
  m.column<&Top::one_id>().references<&Middle::id>();
  m.relationship<&Top::one>().foreign_keys<&Top::one_id>();
  m.relationship<&Top::many>().foreign_keys<&Middle::top_id>().order_by(col<&Middle::name>);
  m.relationship<&Top::both>().secondary(top_middle).order_by(col<&Middle::name>);
}
void map(Mapper<Middle>& m) {
  m.table("conf_middle");
  m.column<&Middle::id>().primary_key();
  m.column<&Middle::name>().length(20);
  m.column<&Middle::top_id>().references<&Top::id>();
  m.column<&Middle::one_id>().references<&Bottom::id>();
  m.relationship<&Middle::one>().foreign_keys<&Middle::one_id>();
  m.relationship<&Middle::many>().foreign_keys<&Bottom::middle_id>().order_by(col<&Bottom::name>);
  m.relationship<&Middle::both>().secondary(middle_bottom).order_by(col<&Bottom::name>);
}
void map(Mapper<Bottom>& m) {
  m.table("conf_bottom");
  m.column<&Bottom::id>().primary_key();
  m.column<&Bottom::name>().length(20);
  m.column<&Bottom::middle_id>().references<&Middle::id>();
}
void map(Mapper<Club>& m) {
  m.table("conf_club");
  m.column<&Club::id>().primary_key();
  m.column<&Club::name>().length(20);
  m.relationship<&Club::members>().back_populates<&Member::club>().order_by(col<&Member::name>);
}
void map(Mapper<Member>& m) {
  m.table("conf_member");
  m.column<&Member::id>().primary_key();
  m.column<&Member::name>().length(20);
  m.column<&Member::club_id>().references<&Club::id>();
  m.relationship<&Member::club>();
}

const Dataset chain{"chain", &make_chain, &drop_chain};
const Dataset crowd{"crowd", &make_crowd, &drop_crowd};

}  // namespace weft::conformance
