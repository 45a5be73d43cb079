// SPDX-License-Identifier: MIT
//
// Keys that the database takes for equal and that are not the same text, as with a collation that does not heed case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Reader;
struct Loan {
  std::int64_t id{};
  std::string reader_name{};
  Ref<Reader> reader{};
};
struct Reader {
  std::string name{};
  List<Loan> loans{};
};

void map(Mapper<Loan>& m) {
  m.table("loan");
  m.column<&Loan::id>().primary_key();
  m.column<&Loan::reader_name>().references<&Reader::name>();
  m.relationship<&Loan::reader>().back_populates<&Reader::loans>();
}
void map(Mapper<Reader>& m) {
  m.table("reader");
  m.column<&Reader::name>().primary_key();
  m.relationship<&Reader::loans>().back_populates<&Loan::reader>();
}

class EqualTexts : public testing::Test {
 protected:
  EqualTexts() {
    database.run({"CREATE TABLE reader (name TEXT COLLATE NOCASE PRIMARY KEY)",
                  "CREATE TABLE loan (id INTEGER PRIMARY KEY, reader_name TEXT COLLATE NOCASE REFERENCES reader(name))",
                  "INSERT INTO reader VALUES ('ann'), ('bob')",
                  "INSERT INTO loan VALUES (1, 'Ann'), (2, 'ann'), (3, 'BOB')"});
  }

  Database database{};
  std::vector<std::string> warnings{};
  Subscription subscription = on_warning([this](std::string_view text) { warnings.emplace_back(text); });
};

TEST_F(EqualTexts, what_is_read_for_one_owner_is_its_own) {
  Session session(database.engine);

  EXPECT_EQ(session.get<Loan>(1)->reader->name, "ann");
  EXPECT_EQ(session.get<Reader>("ann")->loans.size(), 2U);
}

TEST_F(EqualTexts, what_is_read_for_several_and_belongs_to_none_is_told) {
  Session session(database.engine);

  const auto readers = session.scalars(select<Reader>().order_by(col<&Reader::name>).options(selectinload<&Reader::loans>())).all();

  EXPECT_EQ(readers[0]->loans.size(), 1U);
  EXPECT_EQ(readers[1]->loans.size(), 0U);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("rows for \"Reader::loans\" left out, as their key is that of no owner: 2")));
}

TEST_F(EqualTexts, texts_that_are_the_same_are_no_reason_for_a_warning) {
  database.run("UPDATE loan SET reader_name = lower(reader_name)");
  Session session(database.engine);

  const auto readers = session.scalars(select<Reader>().options(selectinload<&Reader::loans>())).all();

  EXPECT_EQ(readers[0]->loans.size() + readers[1]->loans.size(), 3U);
  EXPECT_THAT(warnings, IsEmpty());
}

}  // namespace
}  // namespace weft::test
