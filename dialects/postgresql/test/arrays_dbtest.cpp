// SPDX-License-Identifier: MIT
//
// Members that are arrays: their columns, their values, and conditions on them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <weft/weft.hpp>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

enum class Colour : std::int16_t { red = 1, green = 2 };

struct Article {
  std::int64_t id{};
  std::vector<std::string> tags{};
  std::optional<std::vector<std::int64_t>> marks{};
  std::vector<std::optional<std::int32_t>> gaps{};
  std::vector<std::int16_t> small{};
  std::vector<bool> flags{};
  std::vector<double> reals{};
  std::vector<float> small_reals{};
  std::vector<Uuid> tokens{};
  std::vector<Moment> moments{};
  std::vector<std::chrono::year_month_day> days{};
  std::vector<Decimal> amounts{};
  std::vector<Json> documents{};
  std::vector<std::vector<std::byte>> parts{};
  std::vector<Colour> colours{};
  std::vector<std::string> codes{};
};

void map(Mapper<Article>& m) {
  m.table("article");
  m.column<&Article::id>().primary_key();
  m.column<&Article::tags>();
  m.column<&Article::marks>();
  m.column<&Article::gaps>();
  m.column<&Article::small>();
  m.column<&Article::flags>();
  m.column<&Article::reals>();
  m.column<&Article::small_reals>();
  m.column<&Article::tokens>();
  m.column<&Article::moments>();
  m.column<&Article::days>();
  m.column<&Article::amounts>().type(types::Array{types::Decimal{10, 2}});
  m.column<&Article::documents>();
  m.column<&Article::parts>();
  m.column<&Article::colours>();
  m.column<&Article::codes>().length(5);
}

class Arrays : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (IsSkipped()) return;
    engine = std::make_unique<Engine>(url());
    create_all<Article>(*engine);
  }
  void TearDown() override {
    engine.reset();
    OnServer::TearDown();
  }

  /// The article as another session reads it.
  Article read_again(Article article) {
    Session session(*engine);
    const auto kept = session.add(std::move(article));
    session.commit();
    Session other(*engine);
    return *other.get<Article>(kept->id);
  }
  std::vector<std::int64_t> found(const Expression<bool>& condition) {
    Session session(*engine);
    std::vector<std::int64_t> ids;
    for (const auto& article : session.scalars(select<Article>().where(condition).order_by(col<&Article::id>.asc())))
      ids.push_back(article->id);
    return ids;
  }

  std::unique_ptr<Engine> engine{};
};

TEST_F(Arrays, are_columns_of_their_own_types) {
  std::map<std::string, std::string> types;
  for (const auto& column : connection->inspector()->columns("article")) types[column.name] = column.type;

  EXPECT_EQ(types["tags"], "text[]");
  EXPECT_EQ(types["marks"], "bigint[]");
  EXPECT_EQ(types["gaps"], "integer[]");
  EXPECT_EQ(types["small"], "smallint[]");
  EXPECT_EQ(types["flags"], "boolean[]");
  EXPECT_EQ(types["reals"], "double precision[]");
  EXPECT_EQ(types["small_reals"], "real[]");
  EXPECT_EQ(types["tokens"], "uuid[]");
  EXPECT_EQ(types["moments"], "timestamp with time zone[]");
  EXPECT_EQ(types["days"], "date[]");
  EXPECT_EQ(types["amounts"], "numeric(10,2)[]");
  EXPECT_EQ(types["documents"], "jsonb[]");
  EXPECT_EQ(types["parts"], "bytea[]");
  EXPECT_EQ(types["colours"], "smallint[]");
  EXPECT_EQ(types["codes"], "character varying(5)[]");
}

TEST_F(Arrays, come_back_as_they_were) {
  Article article;
  article.tags = {"", "NULL", "null", "a \"q\" \\,{}", "it's", "\xF0\x9F\xA6\x86", "line\nline\ttab", " blanks "};
  article.marks = std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::min(), 0, std::numeric_limits<std::int64_t>::max()};
  article.gaps = {1, std::nullopt, -3};
  article.small = {-32768, 32767};
  article.flags = {true, false, true};
  article.reals = {0.1, -0.0, 1e300, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  article.small_reals = {0.1F, std::numeric_limits<float>::max()};
  article.tokens = {Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Uuid()};
  article.moments = {Moment(std::chrono::microseconds(-1)), Moment(std::chrono::microseconds(1700000000000001))};
  article.days = {std::chrono::year(1815) / 12 / 10};
  article.amounts = {Decimal("-12.50"), Decimal("0.01")};
  article.documents = {Json(R"({"a": "\"x\""})"), Json("null")};
  article.parts = {{std::byte{0}, std::byte{255}, std::byte{'"'}}, {}};
  article.colours = {Colour::green, Colour::red};
  article.codes = {"12345"};

  const Article read = read_again(article);

  EXPECT_EQ(read.tags, article.tags);
  EXPECT_EQ(read.marks, article.marks);
  EXPECT_EQ(read.gaps, article.gaps);
  EXPECT_EQ(read.small, article.small);
  EXPECT_EQ(read.flags, article.flags);
  EXPECT_EQ(read.reals, article.reals);
  EXPECT_TRUE(std::signbit(read.reals[1]));
  EXPECT_EQ(read.small_reals, article.small_reals);
  EXPECT_EQ(read.tokens, article.tokens);
  EXPECT_EQ(read.moments, article.moments);
  EXPECT_EQ(read.days, article.days);
  EXPECT_EQ(read.amounts, article.amounts);
  EXPECT_EQ(read.documents, article.documents);
  EXPECT_EQ(read.parts, article.parts);
  EXPECT_EQ(read.colours, article.colours);
  EXPECT_EQ(read.codes, article.codes);
}

TEST_F(Arrays, that_are_empty_are_not_null) {
  const Article read = read_again({.marks = std::vector<std::int64_t>{}});

  EXPECT_THAT(read.tags, IsEmpty());
  ASSERT_TRUE(read.marks.has_value());
  EXPECT_THAT(*read.marks, IsEmpty());
  EXPECT_EQ(read_again({}).marks, std::nullopt);
}

TEST_F(Arrays, are_written_when_an_element_changed_only) {
  Session session(*engine);
  const auto article = session.add(Article{.tags = {"a"}, .reals = {std::nan("")}});
  session.commit();
  StatementCounter counter(*engine);

  article.modify()->tags = {"a"};
  session.flush();
  EXPECT_THAT(counter.statements(), testing::Each(Not(testing::StartsWith("UPDATE"))));

  article.modify()->tags.push_back("b");
  session.commit();
  EXPECT_EQ(number(*connection, "SELECT cardinality(tags) FROM article"), 2);
}

TEST_F(Arrays, are_found_by_their_elements) {
  {
    Session session(*engine);
    session.add(Article{.id = 1, .tags = {"news", "it's"}, .marks = std::vector<std::int64_t>{1, 2}, .codes = {"x"}});
    session.add(Article{.id = 2, .tags = {"sport"}, .gaps = {7, std::nullopt}, .colours = {Colour::green}});
    session.commit();
  }

  EXPECT_THAT(found(col<&Article::tags>.any("it's")), ElementsAre(1));
  EXPECT_THAT(found(!col<&Article::tags>.any("news")), ElementsAre(2));
  EXPECT_THAT(found(col<&Article::codes>.any("x")), ElementsAre(1));
  EXPECT_THAT(found(col<&Article::marks>.any(2)), ElementsAre(1));
  EXPECT_THAT(found(col<&Article::gaps>.any(7)), ElementsAre(2));
  EXPECT_THAT(found(col<&Article::colours>.any(Colour::green)), ElementsAre(2));
  EXPECT_THAT(found(col<&Article::tags>.contains({"it's", "news"})), ElementsAre(1));
  EXPECT_THAT(found(col<&Article::marks>.contains({2, 3})), IsEmpty());
  EXPECT_THAT(found(col<&Article::tags> == std::vector<std::string>{"sport"}), ElementsAre(2));
  EXPECT_THAT(found(col<&Article::codes> == std::vector<std::string>{"x"}), ElementsAre(1));
  EXPECT_THAT(found(col<&Article::tags> != std::vector<std::string>{"sport"}), ElementsAre(1));
  EXPECT_THAT(found(col<&Article::marks>.is_null()), ElementsAre(2));
  EXPECT_THAT(found(col<&Article::tags>.in({{"sport"}, {"other"}})), ElementsAre(2));
  const std::vector<std::vector<std::string>> several{{"sport"}, {"other"}};
  EXPECT_THAT(found(col<&Article::tags>.in(several)), ElementsAre(2));
}

TEST_F(Arrays, are_set_by_statements) {
  {
    Session session(*engine);
    session.execute(insert<Article>().values(Article{.id = 5, .tags = {"a"}}));
    session.execute(update<Article>().set(col<&Article::tags>, std::vector<std::string>{"b", "c"}));
    session.commit();
  }

  EXPECT_THAT(found(col<&Article::tags>.contains({"c", "b"})), ElementsAre(5));
}

TEST_F(Arrays, that_a_member_cannot_hold_are_an_error_that_names_it) {
  Session session(*engine);
  const auto kept = session.add(Article{.small = {1}});
  session.commit();
  run(*connection, "UPDATE article SET small = '{1,NULL}'");
  Session other(*engine);
  try {
    (void)other.get<Article>(kept->id);
    FAIL() << "nothing was thrown";
  } catch (const OperationalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot read \"Article::small\""));
  }
  run(*connection, "UPDATE article SET small = '{{1,2},{3,4}}'");
  EXPECT_THROW((void)other.get<Article>(kept->id), OperationalError);
  run(*connection, "UPDATE article SET small = '[5:6]={1,2}'");
  EXPECT_THAT(other.get<Article>(kept->id)->small, ElementsAre(1, 2));
}

}  // namespace
}  // namespace weft::postgresql::test
