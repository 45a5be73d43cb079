// SPDX-License-Identifier: MIT
//
// Mappings that are wrong, one mistake each, and what is said about it.
#include <gtest/gtest.h>

#include "weft/error.hpp"
#include "weft/mapping/table.hpp"
#include "weft/session/dict.hpp"
#include "weft/session/list.hpp"
#include "weft/session/ref.hpp"
#include "weft/session/warning.hpp"

namespace mapping_test {
namespace {

template <class T>
std::string mistake_of() {
  try {
    weft::entity_of<T>().configured();
  } catch (const weft::MappingError& error) {
    return error.what();
  }
  return "none";
}

struct Nobody {
  int id{};
};

struct NoColumns {
  int id{};
};
void map(weft::Mapper<NoColumns>&) {}

struct NoKey {
  int number{};
  std::string name{};
};
void map(weft::Mapper<NoKey>& m) {
  m.column<&NoKey::number>();
  m.column<&NoKey::name>();
}

struct Twice {
  int id{};
};
void map(weft::Mapper<Twice>& m) {
  m.column<&Twice::id>().primary_key();
  m.column<&Twice::id>();
}

struct OneName {
  int id{};
  int other{};
};
void map(weft::Mapper<OneName>& m) {
  m.column<&OneName::id>().primary_key();
  m.column<&OneName::other>("id");
}

TEST(MappingError, says_what_a_table_lacks) {
  EXPECT_EQ(mistake_of<Nobody>(), "entity \"Nobody\" is not mapped: there is no map(weft::Mapper<Nobody>&)\n"
                                  "  remedy  declare that function in the namespace and the header of \"Nobody\"");
  EXPECT_EQ(mistake_of<NoColumns>(),
            "entity \"NoColumns\" cannot be mapped: it has no columns\n"
            "  remedy  m.column<&NoColumns::...>() for each column in map(weft::Mapper<NoColumns>&)");
  EXPECT_EQ(mistake_of<NoKey>(), "entity \"NoKey\" cannot be mapped: it has no primary key\n"
                                 "  columns  number, name\n"
                                 "  remedy   m.column<&NoKey::...>().primary_key()");
}

TEST(MappingError, says_what_is_there_twice) {
  EXPECT_EQ(mistake_of<Twice>(), "entity \"Twice\" cannot be mapped: member \"id\" is mapped twice\n"
                                 "  remedy  say everything of a column in one chain behind m.column<...>()");
  EXPECT_EQ(mistake_of<OneName>(), "entity \"OneName\" cannot be mapped: two members have column \"id\"\n"
                                   "  members  id, other\n"
                                   "  remedy   m.column<&OneName::other>(\"another name\")");
}

struct VersionInKey {
  int id{};
};
void map(weft::Mapper<VersionInKey>& m) {
  m.column<&VersionInKey::id>().primary_key().version();
}

TEST(MappingError, says_that_a_key_is_no_version) {
  EXPECT_EQ(mistake_of<VersionInKey>(),
            "entity \"VersionInKey\" cannot be mapped: the version \"id\" is part of the primary key\n"
            "  remedy  a member of its own for the version: it changes whenever the row does");
}

TEST(MappingError, is_the_same_every_time) {
  const std::string first = mistake_of<NoKey>();

  EXPECT_EQ(mistake_of<NoKey>(), first);
}

struct Parent {
  int id{};
  int unmapped{};
};
void map(weft::Mapper<Parent>& m) {
  m.column<&Parent::id>().primary_key();
}

struct ToNobody {
  int id{};
  weft::Ref<Nobody> nobody{};
};
void map(weft::Mapper<ToNobody>& m) {
  m.column<&ToNobody::id>().primary_key();
  m.relationship<&ToNobody::nobody>();
}

struct ToUnmapped {
  int id{};
  int parent{};
};
void map(weft::Mapper<ToUnmapped>& m) {
  m.column<&ToUnmapped::id>().primary_key();
  m.column<&ToUnmapped::parent>().references<&Parent::unmapped>();
}

struct WrongAction {
  int id{};
};
void map(weft::Mapper<WrongAction>& m) {
  m.column<&WrongAction::id>().primary_key().references<&Parent::id>({.on_delete = "explode"});
}

TEST(MappingError, says_where_a_foreign_key_ends) {
  EXPECT_EQ(mistake_of<ToUnmapped>(),
            "foreign key \"ToUnmapped::parent\" cannot be resolved: member \"Parent::unmapped\" is no column\n"
            "  columns of \"Parent\"  id\n"
            "  remedy               m.column<&Parent::unmapped>() in map(weft::Mapper<Parent>&)");
  EXPECT_EQ(mistake_of<WrongAction>(), "foreign key \"WrongAction::id\" cannot be resolved: \"explode\" is no action\n"
                                       "  on_delete  explode\n"
                                       "  remedy     one of cascade, set null, set default, restrict, no action");
}

TEST(MappingError, names_the_relationship_that_leads_to_an_unmapped_entity) {
  EXPECT_EQ(mistake_of<ToNobody>(),
            "relationship \"ToNobody::nobody\" cannot be resolved: entity \"Nobody\" is not mapped: there is no "
            "map(weft::Mapper<Nobody>&)\n"
            "  remedy  declare that function in the namespace and the header of \"Nobody\"");
}

struct Lonely {
  int id{};
  weft::List<Parent> parents{};
};
void map(weft::Mapper<Lonely>& m) {
  m.column<&Lonely::id>().primary_key();
  m.relationship<&Lonely::parents>();
}

struct ListByOwnKey {
  int id{};
  int parent_id{};
  weft::List<Parent> parents{};
};
void map(weft::Mapper<ListByOwnKey>& m) {
  m.column<&ListByOwnKey::id>().primary_key();
  m.column<&ListByOwnKey::parent_id>().references<&Parent::id>();
  m.relationship<&ListByOwnKey::parents>();
}

struct TwoKeys {
  int id{};
  int left_id{};
  int right_id{};
  weft::Ref<Parent> parent{};
};
void map(weft::Mapper<TwoKeys>& m) {
  m.column<&TwoKeys::id>().primary_key();
  m.column<&TwoKeys::left_id>().references<&Parent::id>();
  m.column<&TwoKeys::right_id>().references<&Parent::id>();
  m.relationship<&TwoKeys::parent>();
}

struct Node {
  int id{};
  std::optional<int> parent_id{};
  weft::Ref<Node> parent{};
};
void map(weft::Mapper<Node>& m) {
  m.column<&Node::id>().primary_key();
  m.column<&Node::parent_id>().references<&Node::id>();
  m.relationship<&Node::parent>();
}

TEST(MappingError, lists_the_foreign_keys_considered_and_names_the_option_that_decides) {
  EXPECT_EQ(mistake_of<Lonely>(),
            "relationship \"Lonely::parents\" cannot be resolved: no foreign key connects table \"lonely\" and table "
            "\"parent\"\n"
            "  foreign keys of \"lonely\"  none\n"
            "  foreign keys of \"parent\"  none\n"
            "  remedy                    references<...>() on a column of either table, or secondary(...) for an "
            "association table");
  EXPECT_EQ(mistake_of<ListByOwnKey>(),
            "relationship \"ListByOwnKey::parents\" cannot be resolved: it is a collection, and its foreign key is in "
            "its own table\n"
            "  foreign keys of \"list_by_own_key\"  parent_id -> parent (id)\n"
            "  foreign keys of \"parent\"           none\n"
            "  remedy                             weft::Ref<Parent> for the member");
  EXPECT_EQ(mistake_of<TwoKeys>(),
            "relationship \"TwoKeys::parent\" cannot be resolved: several foreign keys connect table \"two_keys\" and "
            "table \"parent\"\n"
            "  foreign keys of \"two_keys\"  left_id -> parent (id), right_id -> parent (id)\n"
            "  foreign keys of \"parent\"    none\n"
            "  remedy                      foreign_keys<...>() with the columns of one of them");
  EXPECT_EQ(mistake_of<Node>(),
            "relationship \"Node::parent\" cannot be resolved: it may be either side of the foreign key of table "
            "\"node\" to itself\n"
            "  foreign keys of \"node\"  parent_id -> node (id)\n"
            "  remedy                  remote_side<&Node::id>() where it leads to the parent");
}

struct Child;
struct Family {
  int id{};
  weft::List<Child> children{};
  weft::List<Child> adopted{};
};
struct Child {
  int id{};
  int family_id{};
  weft::Ref<Family> family{};
};
void map(weft::Mapper<Family>& m) {
  m.column<&Family::id>().primary_key();
  m.relationship<&Family::children>().back_populates<&Child::family>();
  m.relationship<&Family::adopted>();
}
void map(weft::Mapper<Child>& m) {
  m.column<&Child::id>().primary_key();
  m.column<&Child::family_id>().references<&Family::id>();
  m.relationship<&Child::family>().back_populates<&Family::adopted>();
}

struct Orphanage {
  int id{};
  int parent_id{};
  weft::Ref<Parent> parent{};
};
void map(weft::Mapper<Orphanage>& m) {
  m.column<&Orphanage::id>().primary_key();
  m.column<&Orphanage::parent_id>().references<&Parent::id>();
  m.relationship<&Orphanage::parent>().cascade(weft::Cascade::all | weft::Cascade::delete_orphan);
}

struct Ward;

struct Guardian {
  int id{};
  weft::List<Ward> wards{};
};
struct Ward {
  int id{};
  std::optional<int> guardian_id{};
};
void map(weft::Mapper<Ward>& m) {
  m.column<&Ward::id>().primary_key();
  m.column<&Ward::guardian_id>().references<&Guardian::id>();
}
void map(weft::Mapper<Guardian>& m) {
  m.column<&Guardian::id>().primary_key();
  m.relationship<&Guardian::wards>()
      .cascade(weft::Cascade::save_update | weft::Cascade::remove)
      .passive_deletes("all");
}

struct Borrower;

struct Lender {
  int id{};
  weft::List<Borrower> borrowers{};
};
struct Borrower {
  int id{};
  std::optional<int> lender_id{};
};
void map(weft::Mapper<Borrower>& m) {
  m.column<&Borrower::id>().primary_key();
  m.column<&Borrower::lender_id>().references<&Lender::id>();
}
void map(weft::Mapper<Lender>& m) {
  m.column<&Lender::id>().primary_key();
  m.relationship<&Lender::borrowers>().cascade(weft::Cascade::save_update | weft::Cascade::delete_orphan);
}

struct Keyless {
  int id{};
  std::optional<int> parent_id{};
  weft::Dict<int, Keyless> children{};
};
void map(weft::Mapper<Keyless>& m) {
  m.column<&Keyless::id>().primary_key();
  m.column<&Keyless::parent_id>().references<&Keyless::id>();
  m.relationship<&Keyless::children>();
}

TEST(MappingError, says_which_sides_contradict_one_another) {
  EXPECT_EQ(mistake_of<Family>(),
            "relationship \"Family::children\" cannot be resolved: the two sides name different members\n"
            "  \"Family::children\"  back_populates \"Child::family\"\n"
            "  \"Child::family\"     back_populates \"Family::adopted\"\n"
            "  remedy              back_populates() with the same two members on both sides");
  EXPECT_EQ(mistake_of<Child>(), mistake_of<Family>());
}

TEST(MappingError, says_what_an_option_needs) {
  EXPECT_EQ(mistake_of<Orphanage>(),
            "relationship \"Orphanage::parent\" cannot be resolved: delete_orphan on a many-to-one relationship would "
            "delete entities that others still have\n"
            "  \"Orphanage::parent\"  many-to-one by parent_id = id\n"
            "  remedy               delete_orphan on the one-to-many side, or single_parent() where each has one "
            "owner");
  EXPECT_EQ(mistake_of<Guardian>(),
            "relationship \"Guardian::wards\" cannot be resolved: it leaves deleting to the database and asks for it, "
            "too\n"
            "  options  passive_deletes(\"all\"), cascade with remove\n"
            "  remedy   passive_deletes() with the cascade, or passive_deletes(\"all\") without");
  EXPECT_EQ(mistake_of<Keyless>(),
            "relationship \"Keyless::children\" cannot be resolved: it is a weft::Dict without a key\n"
            "  remedy  keyed_by<&Keyless::...>()");
}

TEST(MappingWarning, says_that_orphans_are_deleted_and_the_rest_is_left) {
  std::string warned;
  const auto guard = weft::on_warning([&](std::string_view text) { warned += text; });

  EXPECT_EQ(mistake_of<Lender>(), "none");

  EXPECT_EQ(warned,
            "relationship \"Lender::borrowers\" deletes what is taken out of it, but not what it holds when its owner "
            "is removed\n"
            "  cascade  delete_orphan without remove\n"
            "  remedy   cascade(all | delete_orphan)");
}

const weft::Table untyped("untyped", weft::Column{"id"});
const weft::Table one_sided("one_sided", weft::Column{"parent_id"}.references<&Parent::id>());

struct Half {
  int id{};
  weft::List<Parent> parents{};
};
void map(weft::Mapper<Half>& m) {
  m.column<&Half::id>().primary_key();
  m.relationship<&Half::parents>().secondary(one_sided);
}

TEST(MappingError, says_what_an_association_table_lacks) {
  EXPECT_EQ(mistake_of<Half>(),
            "relationship \"Half::parents\" cannot be resolved: table \"one_sided\" has no foreign keys to table "
            "\"half\"\n"
            "  foreign keys of \"one_sided\"  parent_id -> parent (id)\n"
            "  remedy                       one column that references<...>() each of both entities");
  try {
    (void)untyped.definition();
    FAIL() << "a column without a type was accepted";
  } catch (const weft::MappingError& error) {
    EXPECT_STREQ(error.what(), "column \"id\" of table \"untyped\" has no type\n"
                               "  remedy  references<...>(), or type(...) with one of weft::types");
  }
  EXPECT_THROW((void)untyped.column("name"), weft::MappingError);
}

struct Plain {
  int id{};
};
void map(weft::Mapper<Plain>& m) {
  m.column<&Plain::id>("plain_id").primary_key();
}

TEST(MappedColumn, says_which_member_a_cell_does_not_fit) {
  const weft::MappedColumn& column = weft::entity_of<Plain>().configured().columns[0];
  Plain object;

  try {
    column.read(weft::Cell::text("secret"), &object);
    FAIL() << "a text was read into an integer";
  } catch (const weft::OperationalError& error) {
    EXPECT_STREQ(error.what(), "cannot read \"Plain::id\": the column holds a text that is no integer of the member's "
                               "size\n  give the member the type of column \"plain_id\" of table \"plain\"");
  }
  try {
    column.read(weft::Cell::null(), &object);
    FAIL() << "NULL was read into an integer";
  } catch (const weft::OperationalError& error) {
    EXPECT_STREQ(error.what(), "cannot read \"Plain::id\": the column is NULL and the member is no std::optional\n"
                               "  make the member a std::optional, or the column NOT NULL");
  }
}

} // namespace
} // namespace mapping_test
