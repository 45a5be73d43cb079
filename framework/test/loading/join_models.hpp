// SPDX-License-Identifier: MIT
//
// Relationships with join conditions of their own, and rows for them.
#pragma once

#include "support/database.hpp"

namespace weft::test::joins {

struct Address;
struct Tag;

struct User {
  std::int64_t id{};
  std::string name{};
  std::int64_t budget{};
  List<Address> addresses{};
  List<Address> in_boston{};
  List<Address> in_paris{};
  List<Address> affordable{};
  List<Address> too_dear{};
  Ref<Address> main{};
  List<Tag> liked{};
  List<Tag> within{};
};

struct Address {
  std::int64_t id{};
  std::optional<std::int64_t> user_id{};
  std::string city{};
  std::int64_t price{};
  bool is_main{};
  Ref<User> user{};
  Ref<User> rich{};
};

struct Tag {
  std::int64_t id{};
  std::string name{};
};

inline const Table user_tag{"user_tag", Column{"user_id"}.references<&User::id>().primary_key(),
                            Column{"tag_id"}.references<&Tag::id>().primary_key(), Column{"liked", types::Integer{}},
                            Column{"weight", types::Integer{}}};

inline void map(Mapper<User>& m) {
  m.table("user_");
  m.column<&User::id>().primary_key();
  m.column<&User::name>();
  m.column<&User::budget>();
  m.relationship<&User::addresses>().back_populates<&Address::user>().order_by(col<&Address::id>);
  m.relationship<&User::in_boston>()
      .primaryjoin(col<&Address::user_id> == col<&User::id> && col<&Address::city> == "Boston")
      .order_by(col<&Address::id>)
      .overlaps("addresses, user");
  m.relationship<&User::in_paris>()
      .primaryjoin(col<&User::id> == col<&Address::user_id> && col<&Address::city>.in({"Paris", "Lutetia"}))
      .view_only();
  // Without a foreign key, and without anything equal at all.
  m.relationship<&User::affordable>()
      .primaryjoin(col<&Address::price> < col<&User::budget>)
      .order_by(col<&Address::id>)
      .view_only();
  // The foreign key, and something that takes the owner's row as well.
  m.relationship<&User::too_dear>()
      .primaryjoin(col<&Address::user_id> == col<&User::id> && col<&Address::price> >= col<&User::budget>)
      .view_only();
  m.relationship<&User::main>()
      .primaryjoin(col<&Address::user_id> == col<&User::id> && col<&Address::is_main>)
      .view_only();
  m.relationship<&User::liked>()
      .secondary(user_tag)
      .primaryjoin(user_tag.column("user_id") == col<&User::id> && user_tag.column("liked").as<int>() == 1)
      .view_only();
  m.relationship<&User::within>()
      .secondary(user_tag)
      .primaryjoin(col<&User::id> == user_tag.column("user_id") && col<&User::budget> >= user_tag.column("weight"))
      .view_only();
}

inline void map(Mapper<Address>& m) {
  m.table("address");
  m.column<&Address::id>().primary_key();
  m.column<&Address::user_id>().references<&User::id>();
  m.column<&Address::city>();
  m.column<&Address::price>();
  m.column<&Address::is_main>();
  m.relationship<&Address::user>();
  m.relationship<&Address::rich>()
      .primaryjoin(col<&Address::user_id> == col<&User::id> && col<&User::budget> >= 100)
      .view_only();
}

inline void map(Mapper<Tag>& m) {
  m.table("tag_");
  m.column<&Tag::id>().primary_key();
  m.column<&Tag::name>();
}

inline void fill(Database& database) {
  create_all<User, Address, Tag>(database.engine);
  database.run({"INSERT INTO user_ (id, name, budget) VALUES (1, 'Ann', 10), (2, 'Bob', 100), (3, 'Cid', 0)",
                "INSERT INTO address (id, user_id, city, price, is_main) VALUES (1, 1, 'Boston', 5, 0), "
                "(2, 1, 'Paris', 20, 1), (3, 2, 'Boston', 50, 1), (4, 2, 'Boston', 100, 0), (5, NULL, 'Boston', 1, 0)",
                "INSERT INTO tag_ (id, name) VALUES (1, 'red'), (2, 'blue')",
                "INSERT INTO user_tag (user_id, tag_id, liked, weight) VALUES (1, 1, 1, 5), (1, 2, 0, 50), (2, 2, 1, 50)"});
}

using Ids = std::vector<std::int64_t>;

[[nodiscard]] inline Ids ids_of(const auto& entities) {
  Ids ids;
  for (const auto& one : entities) ids.push_back(one->id);
  return ids;
}

}  // namespace weft::test::joins
