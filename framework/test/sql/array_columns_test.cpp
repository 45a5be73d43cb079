// SPDX-License-Identifier: MIT
//
// Arrays on a database that has none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Tagged {
  std::int64_t id{};
  std::vector<std::string> tags{};
};
void map(Mapper<Tagged>& m) {
  m.table("tagged");
  m.column<&Tagged::id>().primary_key();
  m.column<&Tagged::tags>("all_tags");
}

struct KeyedByArray {
  std::vector<std::int64_t> id{};
};
void map(Mapper<KeyedByArray>& m) { m.column<&KeyedByArray::id>().primary_key(); }

template <class Error, class Work>
std::string thrown(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

struct ArrayColumns : testing::Test {
  Database database{};
  Session session{database.engine};
};

const auto names_it = AllOf(HasSubstr("column \"tagged.all_tags\" cannot be used: it is an array, and this database has none"),
                            HasSubstr("\"Tagged::tags\""), HasSubstr("weft::Json"));

TEST_F(ArrayColumns, are_refused_when_their_table_is_created) {
  EXPECT_THAT(thrown<UsageError>([&] { create_all<Tagged>(database.engine); }), names_it);
}

TEST_F(ArrayColumns, are_refused_by_every_statement) {
  EXPECT_THAT(thrown<UsageError>([&] { (void)session.scalars(select<Tagged>()).all(); }), names_it);
  EXPECT_THAT(thrown<UsageError>([&] { session.execute(insert<Tagged>().values(Tagged{})); }), names_it);
  EXPECT_THAT(thrown<UsageError>([&] {
                session.add(Tagged{.tags = {"a"}});
                session.flush();
              }),
              names_it);
}

TEST_F(ArrayColumns, are_refused_in_conditions) {
  EXPECT_THAT(thrown<UsageError>([&] {
                (void)session.execute(select(col<&Tagged::id>).where(col<&Tagged::tags>.any("a"))).all();
              }),
              HasSubstr("it looks into an array, and this database has none"));
}

TEST_F(ArrayColumns, are_no_keys) {
  EXPECT_THAT(thrown<MappingError>([] { (void)entity_of<KeyedByArray>().configured(); }),
              AllOf(HasSubstr("its key \"id\" is an array"), HasSubstr("a key of one value")));
}

}  // namespace
}  // namespace weft::test
