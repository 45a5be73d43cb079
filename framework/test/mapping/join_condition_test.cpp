// SPDX-License-Identifier: MIT
//
// What becomes of primaryjoin and secondaryjoin, and what is said of those that cannot work.
#include <gtest/gtest.h>

#include "weft/error.hpp"
#include "weft/mapping/table.hpp"
#include "weft/session/list.hpp"
#include "weft/session/ref.hpp"

namespace join_condition_test {
namespace {

using weft::col;
using weft::Direction;
using weft::MappedRelationship;

template <class T>
const MappedRelationship& relationship(std::string_view name) {
  return *weft::entity_of<T>().configured().relationship(name);
}

template <class T>
std::string mistake_of() {
  try {
    weft::entity_of<T>().configured();
  } catch (const weft::MappingError& error) {
    return error.what();
  }
  return "none";
}

enum class Kind { home, work };

struct Street {
  int id{};
  int person_id{};
  std::string mail{};
  Kind kind{};
};
void map(weft::Mapper<Street>& m);

struct Person {
  int id{};
  std::string mail{};
  int since{};
  weft::List<Street> homes{};
  weft::Ref<Street> by_mail{};
  weft::List<Street> marked{};
  weft::List<Street> named{};
  weft::List<Street> later{};
};
void map(weft::Mapper<Person>& m) {
  m.column<&Person::id>().primary_key();
  m.column<&Person::mail>();
  m.column<&Person::since>();
  m.relationship<&Person::homes>().primaryjoin(col<&Person::id> == col<&Street::person_id> &&
                                               col<&Street::kind> == Kind::home);
  m.relationship<&Person::by_mail>().primaryjoin(col<&Street::mail> == col<&Person::mail>).view_only();
  m.relationship<&Person::marked>().primaryjoin(weft::foreign(col<&Street::mail>) == col<&Person::mail> &&
                                                col<&Street::person_id> == col<&Person::id>);
  m.relationship<&Person::named>()
      .primaryjoin(col<&Street::mail> == col<&Person::mail>)
      .foreign_keys<&Street::mail>()
      .overlaps("marked");
  m.relationship<&Person::later>().primaryjoin(col<&Street::id> > col<&Person::since>).view_only();
}
void map(weft::Mapper<Street>& m) {
  m.column<&Street::id>().primary_key();
  m.column<&Street::person_id>().references<&Person::id>();
  m.column<&Street::mail>();
  m.column<&Street::kind>().as_text({{Kind::home, "home"}, {Kind::work, "work"}});
}

TEST(JoinCondition, is_taken_apart_into_pairs_and_the_rest) {
  const auto& homes = relationship<Person>("homes");

  EXPECT_EQ(homes.direction, Direction::one_to_many);
  ASSERT_EQ(homes.pairs.size(), 1U);
  EXPECT_EQ(homes.pairs[0].local->member, "id");
  EXPECT_EQ(homes.pairs[0].remote->member, "person_id");
  EXPECT_EQ(homes.owner_criteria, nullptr);
  ASSERT_NE(homes.criteria, nullptr);
  EXPECT_EQ(homes.criteria->children[0]->side, weft::sql::JoinSide::related);
  EXPECT_TRUE(homes.criteria->children[1]->constant);
  EXPECT_EQ(homes.criteria->children[1]->value, weft::Value::text("home"));  // as the column writes it
}

TEST(JoinCondition, needs_no_foreign_key_where_it_is_only_read) {
  const auto& by_mail = relationship<Person>("by_mail");

  EXPECT_EQ(by_mail.direction, Direction::many_to_one);
  ASSERT_EQ(by_mail.pairs.size(), 1U);
  EXPECT_FALSE(by_mail.target_by_key);
  EXPECT_EQ(by_mail.criteria, nullptr);
}

TEST(JoinCondition, is_written_by_the_columns_that_are_marked_or_named) {
  const auto& marked = relationship<Person>("marked");
  const auto& named = relationship<Person>("named");

  ASSERT_EQ(marked.pairs.size(), 1U);
  EXPECT_EQ(marked.pairs[0].remote->member, "mail");
  EXPECT_NE(marked.owner_criteria, nullptr);  // what else has to be equal is asked for, and not written
  ASSERT_EQ(named.pairs.size(), 1U);
  EXPECT_EQ(named.direction, Direction::one_to_many);
}

TEST(JoinCondition, without_anything_equal_is_left_whole) {
  const auto& later = relationship<Person>("later");

  EXPECT_TRUE(later.pairs.empty());
  ASSERT_NE(later.owner_criteria, nullptr);
  EXPECT_EQ(later.criteria, nullptr);
}

struct Folder {
  int account{};
  int id{};
  int parent{};
  bool shown{};
  weft::Ref<Folder> up{};
  weft::List<Folder> down{};
  weft::List<Folder> shown_below{};
};
void map(weft::Mapper<Folder>& m) {
  m.column<&Folder::account>().primary_key();
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::parent>();
  m.column<&Folder::shown>();
  m.foreign_key<&Folder::account, &Folder::parent>().references<&Folder::account, &Folder::id>();
  m.relationship<&Folder::up>()
      .primaryjoin(col<&Folder::account> == weft::remote(col<&Folder::account>) &&
                   col<&Folder::parent> == weft::remote(col<&Folder::id>))
      .back_populates<&Folder::down>();
  m.relationship<&Folder::down>().primaryjoin(weft::remote(col<&Folder::account>) == col<&Folder::account> &&
                                              weft::remote(col<&Folder::parent>) == col<&Folder::id>);
  m.relationship<&Folder::shown_below>()
      .primaryjoin(col<&Folder::account> == weft::remote(col<&Folder::account>) &&
                   col<&Folder::id> == weft::remote(col<&Folder::parent>) && weft::remote(col<&Folder::shown>) &&
                   col<&Folder::shown>)
      .view_only();
}

TEST(JoinCondition, of_an_entity_with_itself_says_which_columns_are_the_others) {
  const auto& up = relationship<Folder>("up");
  const auto& down = relationship<Folder>("down");
  const auto& below = relationship<Folder>("shown_below");

  EXPECT_EQ(up.direction, Direction::many_to_one);
  EXPECT_TRUE(up.target_by_key);
  ASSERT_EQ(up.pairs.size(), 2U);
  EXPECT_EQ(up.pairs[1].local->member, "parent");
  EXPECT_EQ(up.pairs[1].remote->member, "id");
  EXPECT_EQ(down.direction, Direction::one_to_many);
  EXPECT_EQ(down.back, &up);
  ASSERT_EQ(below.pairs.size(), 2U);
  ASSERT_NE(below.criteria, nullptr);
  EXPECT_EQ(below.criteria->side, weft::sql::JoinSide::related);
  ASSERT_NE(below.owner_criteria, nullptr);
  EXPECT_EQ(below.owner_criteria->side, weft::sql::JoinSide::owner);
}

struct Leaf {
  int id{};
  std::optional<int> parent_id{};
  weft::Ref<Leaf> parent{};
  weft::List<Leaf> children{};
};
void map(weft::Mapper<Leaf>& m) {
  m.column<&Leaf::id>().primary_key();
  m.column<&Leaf::parent_id>().references<&Leaf::id>();
  m.relationship<&Leaf::parent>().primaryjoin(col<&Leaf::parent_id> == col<&Leaf::id>).remote_side<&Leaf::id>();
  m.relationship<&Leaf::children>()
      .primaryjoin(col<&Leaf::parent_id> == col<&Leaf::id>)
      .back_populates<&Leaf::parent>();
}

TEST(JoinCondition, of_an_entity_with_itself_goes_by_the_remote_side) {
  EXPECT_EQ(relationship<Leaf>("parent").pairs[0].local->member, "parent_id");
  EXPECT_TRUE(relationship<Leaf>("parent").target_by_key);
  EXPECT_EQ(relationship<Leaf>("children").pairs[0].remote->member, "parent_id");
}

// Mistakes, one for each entity.

struct Town {
  int id{};
  std::string name{};
};
void map(weft::Mapper<Town>& m) {
  m.column<&Town::id>().primary_key();
  m.column<&Town::name>();
}

struct NoForeignKey {
  int id{};
  std::string town_name{};
  weft::Ref<Town> town{};
};
void map(weft::Mapper<NoForeignKey>& m) {
  m.column<&NoForeignKey::id>().primary_key();
  m.column<&NoForeignKey::town_name>();
  m.relationship<&NoForeignKey::town>().primaryjoin(col<&NoForeignKey::town_name> == col<&Town::name>);
}

struct Unequal {
  int id{};
  weft::List<Town> towns{};
};
void map(weft::Mapper<Unequal>& m) {
  m.column<&Unequal::id>().primary_key();
  m.relationship<&Unequal::towns>().primaryjoin(col<&Unequal::id> < col<&Town::id>);
}

TEST(JoinConditionMistake, is_nothing_to_write) {
  EXPECT_EQ(mistake_of<NoForeignKey>(),
            "relationship \"NoForeignKey::town\" cannot be resolved: primaryjoin() compares no foreign key with the column "
            "that it refers to, so a flush could not write it\n"
            "  compared                          \"NoForeignKey::town_name\" = \"Town::name\"\n"
            "  foreign keys of \"no_foreign_key\"  none\n"
            "  foreign keys of \"town\"            none\n"
            "  remedy                            references<...>() on a column, foreign_keys<...>() or weft::foreign(...) "
            "with the one that is written, or view_only() where it is only read");
  EXPECT_EQ(mistake_of<Unequal>(),
            "relationship \"Unequal::towns\" cannot be resolved: primaryjoin() compares no foreign key with the column "
            "that it refers to, so a flush could not write it\n"
            "  compared                   no column of one side with one of the other\n"
            "  foreign keys of \"unequal\"  none\n"
            "  foreign keys of \"town\"     none\n"
            "  remedy                     references<...>() on a column, foreign_keys<...>() or weft::foreign(...) "
            "with the one that is written, or view_only() where it is only read");
}

struct Left;
struct Right {
  int id{};
  int left_id{};
};
struct Left {
  int id{};
  int right_id{};
  weft::Ref<Right> right{};
};
void map(weft::Mapper<Right>& m) {
  m.column<&Right::id>().primary_key();
  m.column<&Right::left_id>().references<&Left::id>();
}
void map(weft::Mapper<Left>& m) {
  m.column<&Left::id>().primary_key();
  m.column<&Left::right_id>().references<&Right::id>();
  m.relationship<&Left::right>().primaryjoin(col<&Left::right_id> == col<&Right::id> && col<&Right::left_id> == col<&Left::id>);
}

struct Crowd {
  int id{};
  int town_id{};
  weft::List<Town> towns{};
};
void map(weft::Mapper<Crowd>& m) {
  m.column<&Crowd::id>().primary_key();
  m.column<&Crowd::town_id>().references<&Town::id>();
  m.relationship<&Crowd::towns>().primaryjoin(col<&Crowd::town_id> == col<&Town::id>);
}

TEST(JoinConditionMistake, is_a_direction_that_does_not_fit) {
  EXPECT_EQ(mistake_of<Left>(),
            "relationship \"Left::right\" cannot be resolved: primaryjoin() compares foreign keys of both sides\n"
            "  compared                 \"Left::right_id\" = \"Right::id\", \"Left::id\" = \"Right::left_id\"\n"
            "  foreign keys of \"left\"   right_id -> right (id)\n"
            "  foreign keys of \"right\"  left_id -> left (id)\n"
            "  remedy                   foreign_keys<...>() or weft::foreign(...) with the columns of one side, or "
            "view_only() where it is only read");
  EXPECT_EQ(mistake_of<Crowd>(),
            "relationship \"Crowd::towns\" cannot be resolved: it is a collection, and its foreign key is in its own table\n"
            "  compared  \"Crowd::town_id\" = \"Town::id\"\n"
            "  remedy    weft::Ref<Town> for the member");
}

struct Stranger {
  int id{};
};
void map(weft::Mapper<Stranger>& m) { m.column<&Stranger::id>().primary_key(); }

struct Strange {
  int id{};
  weft::List<Town> towns{};
};
void map(weft::Mapper<Strange>& m) {
  m.column<&Strange::id>().primary_key();
  m.relationship<&Strange::towns>().primaryjoin(col<&Strange::id> == col<&Town::id> && col<&Stranger::id> == 1).view_only();
}

struct Loose {
  int id{};
  weft::List<Town> towns{};
};
void map(weft::Mapper<Loose>& m) {
  m.column<&Loose::id>().primary_key();
  m.relationship<&Loose::towns>().primaryjoin(col<&Town::id> > 1).view_only();
}

struct Remote {
  int id{};
  int town_id{};
  weft::Ref<Town> town{};
};
void map(weft::Mapper<Remote>& m) {
  m.column<&Remote::id>().primary_key();
  m.column<&Remote::town_id>().references<&Town::id>();
  m.relationship<&Remote::town>().primaryjoin(col<&Remote::town_id> == col<&Town::id>).remote_side<&Town::name>();
}

TEST(JoinConditionMistake, is_a_column_that_does_not_belong_there) {
  EXPECT_EQ(mistake_of<Strange>(),
            "relationship \"Strange::towns\" cannot be resolved: primaryjoin() names a column of neither side\n"
            "  column  \"Stranger::id\"\n"
            "  sides   \"Strange\", \"Town\"\n"
            "  remedy  columns of these, without an alias, or secondary(...) for an association table");
  EXPECT_EQ(mistake_of<Loose>(),
            "relationship \"Loose::towns\" cannot be resolved: primaryjoin() names no column of \"Loose\"\n"
            "  remedy  a condition that ties it to \"Town\"");
  EXPECT_EQ(mistake_of<Remote>(),
            "relationship \"Remote::town\" cannot be resolved: remote_side() names \"Town::name\", and primaryjoin() "
            "compares no column of the owner with it\n"
            "  compared  \"Remote::town_id\" = \"Town::id\"\n"
            "  remedy    leave remote_side() out, or compare the column in primaryjoin()");
}

struct Either {
  int id{};
  std::optional<int> parent_id{};
  weft::Ref<Either> parent{};
};
void map(weft::Mapper<Either>& m) {
  m.column<&Either::id>().primary_key();
  m.column<&Either::parent_id>().references<&Either::id>();
  m.relationship<&Either::parent>().primaryjoin(col<&Either::parent_id> == col<&Either::id>);
}

struct Unsaid {
  int id{};
  std::optional<int> parent_id{};
  bool shown{};
  weft::List<Unsaid> children{};
};
void map(weft::Mapper<Unsaid>& m) {
  m.column<&Unsaid::id>().primary_key();
  m.column<&Unsaid::parent_id>().references<&Unsaid::id>();
  m.column<&Unsaid::shown>();
  m.relationship<&Unsaid::children>().primaryjoin(col<&Unsaid::parent_id> == col<&Unsaid::id> && col<&Unsaid::shown>);
}

TEST(JoinConditionMistake, is_a_column_that_may_be_of_either_side) {
  EXPECT_EQ(mistake_of<Either>(),
            "relationship \"Either::parent\" cannot be resolved: primaryjoin() compares two columns that both sides have\n"
            "  compared  \"Either::parent_id\", \"Either::id\"\n"
            "  remedy    remote_side<&Either::...>() with the one of what it leads to, or weft::remote(...) around it");
  EXPECT_EQ(mistake_of<Unsaid>(),
            "relationship \"Unsaid::children\" cannot be resolved: primaryjoin() does not say whose column "
            "\"Unsaid::shown\" is, as both sides have it\n"
            "  owner     \"Unsaid\"\n"
            "  leads to  \"Unsaid\"\n"
            "  remedy    weft::remote(weft::col<&Unsaid::shown>) for what it leads to; columns without it are then the "
            "owner's");
}

struct Author;
struct Work {
  int id{};
};
struct Author {
  int id{};
  weft::List<Work> works{};
};
const weft::Table credit{"credit", weft::Column{"author_id"}.references<&Author::id>().primary_key(),
                         weft::Column{"editor_id"}.references<&Author::id>(),
                         weft::Column{"work_id"}.references<&Work::id>().primary_key()};
void map(weft::Mapper<Work>& m) { m.column<&Work::id>().primary_key(); }
void map(weft::Mapper<Author>& m) {
  m.column<&Author::id>().primary_key();
  m.relationship<&Author::works>().secondary(credit);
}

struct Untied {
  int id{};
  weft::List<Work> works{};
};
const weft::Table untied_work{"untied_work", weft::Column{"untied_id"}.references<&Untied::id>().primary_key(),
                              weft::Column{"work_id"}.references<&Work::id>().primary_key()};
void map(weft::Mapper<Untied>& m) {
  m.column<&Untied::id>().primary_key();
  m.relationship<&Untied::works>().secondary(untied_work).primaryjoin(untied_work.column("untied_id") <= col<&Untied::id>);
}

struct Second {
  int id{};
  weft::List<Work> works{};
};
void map(weft::Mapper<Second>& m) {
  m.column<&Second::id>().primary_key();
  m.relationship<&Second::works>().secondaryjoin(col<&Work::id> == col<&Second::id>);
}

TEST(JoinConditionMistake, is_an_association_that_is_not_tied_to_both_sides) {
  EXPECT_EQ(mistake_of<Author>(),
            "relationship \"Author::works\" cannot be resolved: table \"credit\" has several foreign keys to table \"author\"\n"
            "  foreign keys of \"credit\"  author_id -> author (id), editor_id -> author (id), work_id -> work (id)\n"
            "  remedy                    primaryjoin(...) with the columns of one of them");
  EXPECT_EQ(mistake_of<Untied>(),
            "relationship \"Untied::works\" cannot be resolved: primaryjoin() makes no column of table \"untied_work\" equal "
            "to one of \"Untied\"\n"
            "  foreign keys of \"untied_work\"  untied_id -> untied (id), work_id -> work (id)\n"
            "  remedy                         table.column(\"...\") == weft::col<&Untied::...>, or view_only() where it is "
            "only read");
  EXPECT_EQ(mistake_of<Second>(),
            "relationship \"Second::works\" cannot be resolved: secondaryjoin() needs an association table\n"
            "  remedy  secondary(...)");
}

}  // namespace
}  // namespace join_condition_test
