// SPDX-License-Identifier: MIT
//
// Tables next to tables of somebody else.
#include <gmock/gmock.h>

#include <optional>
#include <string>

#include "support/databases.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A table that is called as another one but for its case, and refers to one, as does that.
struct Owner {
  std::int64_t id{};
};
struct Album {
  std::int64_t id{};
  std::optional<std::int64_t> owner_id{};
};
struct ShoutedAlbum {
  std::int64_t id{};
  std::optional<std::int64_t> owner_id{};
};

void map(Mapper<Owner>& m) {
  m.table("owner");
  m.column<&Owner::id>().primary_key();
}
void map(Mapper<Album>& m) {
  m.table("album");
  m.column<&Album::id>().primary_key();
  m.column<&Album::owner_id>().references<&Owner::id>().index();
}
void map(Mapper<ShoutedAlbum>& m) {
  m.table("ALBUM");
  m.column<&ShoutedAlbum::id>().primary_key();
  m.column<&ShoutedAlbum::owner_id>().references<&Owner::id>().index();
}

using TablesByCase = OnDatabase;

TEST_P(TablesByCase, may_have_foreign_keys_of_the_same_columns) {
  create_all<ShoutedAlbum>(engine());
  create_all<Album>(engine());
  create_all<Album, ShoutedAlbum>(engine());
  Session session(engine());
  session.add(Album{.id = 1});
  session.add(ShoutedAlbum{.id = 2});
  session.commit();

  EXPECT_EQ(session.scalars(select<Album>()).one()->id, 1);
  EXPECT_EQ(session.scalars(select<ShoutedAlbum>()).one()->id, 2);
  session.commit();
  drop_all<Album, ShoutedAlbum>(engine());
}

WEFT_ON_SERVERS(TablesByCase); // to SQLite they are one table

// Tables that refer to each other.
struct Boss;
struct Firm {
  std::int64_t id{};
  std::optional<std::int64_t> boss_id{};
};
struct Boss {
  std::int64_t id{};
  std::int64_t firm_id{};
};

void map(Mapper<Firm>& m) {
  m.table("firm");
  m.column<&Firm::id>().primary_key();
  m.column<&Firm::boss_id>().references<&Boss::id>();
}
void map(Mapper<Boss>& m) {
  m.table("boss");
  m.column<&Boss::id>().primary_key();
  m.column<&Boss::firm_id>().references<&Firm::id>();
}

using TablesInACircle = OnDatabase;

TEST_P(TablesInACircle, are_dropped_with_their_rows) {
  create_all<Firm, Boss>(engine());
  run(engine(), {"INSERT INTO firm (id, boss_id) VALUES (1, NULL)", "INSERT INTO boss (id, firm_id) VALUES (1, 1)",
                 "UPDATE firm SET boss_id = 1"});

  drop_all<Firm, Boss>(engine());

  EXPECT_THROW((void)numbers(engine(), "SELECT id FROM firm"), StatementError);
  EXPECT_THROW((void)numbers(engine(), "SELECT id FROM boss"), StatementError);
}

WEFT_ON_DATABASES(TablesInACircle);

using TablesOfOthers = OnDatabase;

TEST_P(TablesOfOthers, that_refer_to_ours_are_named_when_ours_cannot_be_dropped) {
  create_all<Album>(engine());
  run(engine(), {"INSERT INTO owner (id) VALUES (1)", "INSERT INTO album (id, owner_id) VALUES (1, 1)"});

  try {
    drop_all<Owner>(engine());
    FAIL() << "nothing was thrown";
  } catch (const StatementError& error) {
    EXPECT_THAT(error.what(), HasSubstr("table \"album\" refers to \"owner\": drop it first"));
  }
  EXPECT_THAT(numbers(engine(), "SELECT count(*) FROM owner"), ElementsAre(1));
  drop_all<Album>(engine());
}

WEFT_ON_DATABASES(TablesOfOthers);

} // namespace
} // namespace weft::test
