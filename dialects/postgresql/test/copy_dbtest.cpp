// SPDX-License-Identifier: MIT
//
// Rows that enter tables by COPY: the same as by INSERT, errors included.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <weft/weft.hpp>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

enum class Colour : std::int32_t { red = 1, green = 2 };

/// A column of every type.
struct Sample {
  std::int64_t id{};
  std::optional<bool> yes{};
  std::optional<std::int16_t> small{};
  std::optional<std::int32_t> medium{};
  std::optional<std::int64_t> large{};
  std::optional<std::uint64_t> natural{};
  std::optional<float> small_real{};
  std::optional<double> real{};
  std::optional<std::string> words{};
  std::optional<std::string> brief{};
  std::optional<std::vector<std::byte>> bytes{};
  std::optional<Decimal> amount{};
  std::optional<Moment> moment{};
  std::optional<std::chrono::year_month_day> day{};
  std::optional<std::chrono::microseconds> time_of_day{};
  std::optional<Uuid> token{};
  std::optional<Json> data{};
  std::optional<Colour> colour{};
  std::optional<std::vector<std::string>> tags{};
  std::optional<std::vector<std::optional<std::int64_t>>> marks{};
  std::optional<std::vector<std::vector<std::byte>>> parts{};
};

void map(Mapper<Sample>& m) {
  m.table("sample");
  m.column<&Sample::id>().primary_key().autoincrement(false);
  m.column<&Sample::yes>();
  m.column<&Sample::small>();
  m.column<&Sample::medium>();
  m.column<&Sample::large>();
  m.column<&Sample::natural>();
  m.column<&Sample::small_real>();
  m.column<&Sample::real>();
  m.column<&Sample::words>("order");
  m.column<&Sample::brief>().length(10);
  m.column<&Sample::bytes>();
  m.column<&Sample::amount>().type(types::Decimal{20, 4});
  m.column<&Sample::moment>();
  m.column<&Sample::day>();
  m.column<&Sample::time_of_day>();
  m.column<&Sample::token>();
  m.column<&Sample::data>();
  m.column<&Sample::colour>().as_text({{Colour::red, "red"}, {Colour::green, "green"}});
  m.column<&Sample::tags>();
  m.column<&Sample::marks>();
  m.column<&Sample::parts>();
}

/// A key that the program gives, what the database fills in, and links.
struct Label;
struct Page {
  std::string address{};
  std::string title{};
  std::string state{};
  List<Label> labels{};
};
struct Label {
  std::string name{};
  List<Page> pages{};
};
inline const Table page_label{"page_label", Column{"page"}.references<&Page::address>().primary_key(),
                              Column{"label"}.references<&Label::name>().primary_key()};
void map(Mapper<Page>& m) {
  m.table("page");
  m.column<&Page::address>().primary_key();
  m.column<&Page::title>().unique();
  m.column<&Page::state>().server_default("'new'");
  m.relationship<&Page::labels>().secondary(page_label).back_populates<&Label::pages>();
}
void map(Mapper<Label>& m) {
  m.table("label");
  m.column<&Label::name>().primary_key();
  m.relationship<&Label::pages>().secondary(page_label).back_populates<&Page::labels>();
}

/// A row in two tables, with a key that the database makes and a version.
struct CopiedPerson {
  std::int64_t id{};
  std::string kind{};
  std::string note{};
  std::int64_t version{};
};
struct CopiedEngineer : CopiedPerson {
  std::string language{};
};
void map(Mapper<CopiedPerson>& m) {
  m.polymorphic_on<&CopiedPerson::kind>("person");
  m.column<&CopiedPerson::id>().primary_key();
  m.column<&CopiedPerson::kind>().length(20);
  m.column<&CopiedPerson::note>();
  m.column<&CopiedPerson::version>().version();
}
void map(Mapper<CopiedEngineer>& m) {
  m.inherits<CopiedPerson>("engineer").table("copied_engineer");
  m.column<&CopiedEngineer::language>();
}

std::vector<std::byte> every_byte() {
  std::vector<std::byte> bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<std::byte>(byte));
  return bytes;
}

std::vector<Sample> difficult() {
  std::vector<Sample> samples{{}};
  for (const char* text : {"", "NULL", "null", "\\N", "\\.", "\\", "\\\\N", "a\tb", "a\nb\r\nc", "\b\f\v\x01\x7f", "it's \"q\" $1 {,}",
                           "\xF0\x9F\xA6\x86 duck", "  blanks  ", "\\x6162", "\\101"}) {
    Sample sample{.words = text, .tags = std::vector<std::string>{text, "second"}};
    sample.data = Json(R"({"a": "\\N \t \" '"})");
    samples.push_back(std::move(sample));
  }
  for (const std::int64_t number : {std::numeric_limits<std::int64_t>::min(), std::int64_t{0}, std::numeric_limits<std::int64_t>::max()})
    samples.push_back({.large = number, .marks = std::vector<std::optional<std::int64_t>>{number, std::nullopt}});
  for (const double real : {0.1, -0.0, 1.0 / 3, 1e300, std::numeric_limits<double>::denorm_min(),
                            std::numeric_limits<double>::infinity(), std::nan("")})
    samples.push_back({.small_real = static_cast<float>(real), .real = real});
  samples.push_back({.small_real = std::numeric_limits<float>::max()});
  samples.push_back({.yes = true, .small = std::int16_t{-32768}, .medium = 2147483647, .natural = 9223372036854775807U});
  samples.push_back({.yes = false, .brief = "0123456789", .bytes = every_byte(), .amount = Decimal("-12.5000")});
  samples.push_back({.bytes = std::vector<std::byte>{}, .tags = std::vector<std::string>{}});
  samples.push_back({.parts = std::vector<std::vector<std::byte>>{every_byte(), {}}});
  for (const std::int64_t moment : {std::int64_t{-1}, std::int64_t{1}, std::int64_t{-62135596800000000}, std::int64_t{253402300799999999}})
    samples.push_back({.moment = Moment(std::chrono::microseconds(moment))});
  samples.push_back({.day = std::chrono::year(1815) / 12 / 10, .time_of_day = std::chrono::microseconds(86399999999)});
  samples.push_back({.token = Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), .data = Json("[1, \"x\"]"), .colour = Colour::green});
  for (std::size_t index = 0; index < samples.size(); ++index) samples[index].id = static_cast<std::int64_t>(index) + 1;
  return samples;
}

class Copy : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (IsSkipped()) return;
    copying = std::make_unique<Engine>(url("copy_rows=1"));
    inserting = std::make_unique<Engine>(url("copy_rows=0"));
  }
  void TearDown() override {
    copying.reset();
    inserting.reset();
    OnServer::TearDown();
  }

  template <class T>
  static void add_all(Engine& engine, const std::vector<T>& objects) {
    Session session(engine);
    for (const T& object : objects) session.add(object);
    session.commit();
  }

  /// The rows of the table "sample" that are not the same, byte for byte, in the table "expected".
  [[nodiscard]] std::int64_t differences() {
    return number(*connection, "SELECT count(*) FROM sample AS a FULL JOIN expected AS b USING (id) "
                               "WHERE a::text IS DISTINCT FROM b::text");
  }

  std::unique_ptr<Engine> copying{};
  std::unique_ptr<Engine> inserting{};
};

TEST_F(Copy, stores_the_same_as_insert) {
  const std::vector<Sample> samples = difficult();
  create_all<Sample>(*inserting);
  add_all(*inserting, samples);
  run(*connection, "ALTER TABLE sample RENAME TO expected");
  create_all<Sample>(*copying);
  StatementCounter counter(*copying);

  add_all(*copying, samples);

  ASSERT_THAT(counter.statements(), ElementsAre(StartsWith("COPY sample (id, yes,")));
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM sample"), static_cast<std::int64_t>(samples.size()));
  EXPECT_EQ(differences(), 0);
}

TEST_F(Copy, stores_the_same_for_statements_of_the_program) {
  const std::vector<Sample> samples = difficult();
  create_all<Sample>(*inserting);
  {
    Session session(*inserting);
    session.execute(insert<Sample>().values(samples));
    session.commit();
  }
  run(*connection, "ALTER TABLE sample RENAME TO expected");
  create_all<Sample>(*copying);
  StatementCounter counter(*copying);
  Session session(*copying);

  const auto result = session.execute(insert<Sample>().values(samples));
  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("COPY sample")));
  EXPECT_EQ(result.affected_rows(), static_cast<std::int64_t>(samples.size()));
  EXPECT_EQ(differences(), 0);
}

TEST_F(Copy, begins_with_as_many_rows_as_the_url_says) {
  create_all<Page, Label>(*inserting);
  Engine engine(url("copy_rows=3"));
  StatementCounter counter(engine);

  add_all<Page>(engine, {{.address = "a", .title = "1"}, {.address = "b", .title = "2"}});
  add_all<Page>(engine, {{.address = "c", .title = "3"}, {.address = "d", .title = "4"}, {.address = "e", .title = "5"}});

  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO page"), StartsWith("COPY page")));
}

TEST_F(Copy, is_reported_with_its_rows) {
  create_all<Page, Label>(*inserting);
  std::vector<std::string> seen;
  const auto watch = copying->on_statement([&](const StatementEvent& event) {
    if (event.kind != StatementKind::statement) return;
    seen.push_back(std::string(event.sql) + ' ' + std::to_string(event.batch_rows) + ' ' + std::to_string(event.rows) + ' ' +
                   std::string(event.params[0].view()));
  });

  add_all<Page>(*copying, {{.address = "a", .title = "1", .state = "x"}, {.address = "b", .title = "2", .state = "y"}});

  EXPECT_THAT(seen, ElementsAre("COPY page (address, title, state) FROM STDIN 2 2 a"));
}

TEST_F(Copy, leaves_defaults_to_the_database) {
  create_all<Page, Label>(*inserting);
  Session session(*copying);
  const auto page = session.add(Page{.address = "a", .title = "1"});
  session.add(Page{.address = "b", .title = "2"});
  StatementCounter counter(*copying);

  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre("COPY page (address, title) FROM STDIN"));
  EXPECT_EQ(page->state, "new");
}

TEST_F(Copy, writes_association_tables) {
  create_all<Page, Label>(*inserting);
  Session session(*copying);
  const auto news = session.add(Label{.name = "news"});
  session.add(Page{.address = "a", .title = "1", .labels = {news}});
  session.add(Page{.address = "b", .title = "2", .labels = {news}});

  session.commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM page_label WHERE label = 'news'"), 2);
}

TEST_F(Copy, writes_the_tables_of_derived_entities) {
  create_all<CopiedPerson, CopiedEngineer>(*inserting);
  Session session(*copying);
  const auto first = session.add(CopiedEngineer{{}, "C++"});
  const auto second = session.add(CopiedEngineer{{}, "Ada"});
  StatementCounter counter(*copying);

  session.commit();

  EXPECT_THAT(counter.statements(), ElementsAre(HasSubstr("RETURNING"), "COPY copied_engineer (id, language) FROM STDIN"));
  second.modify()->language = "C";
  session.commit();
  Session other(*copying);
  EXPECT_EQ(other.get<CopiedEngineer>(first->id)->language, "C++");
  EXPECT_EQ(other.get<CopiedEngineer>(second->id)->language, "C");
}

TEST_F(Copy, keeps_versions) {
  create_all<CopiedPerson, CopiedEngineer>(*inserting);
  Session session(*copying);
  const auto first = session.add(CopiedPerson{.id = 1});
  session.add(CopiedPerson{.id = 2});
  session.commit();
  EXPECT_EQ(first->version, 1) << "and it is loaded now";
  run(*connection, "UPDATE copied_person SET version = version + 1 WHERE id = 1");

  first.modify()->note = "x";

  EXPECT_THROW(session.flush(), StaleDataError);
}

TEST_F(Copy, keeps_rows_that_are_empty_lines) {
  create_all<Page, Label>(*inserting);

  add_all<Label>(*copying, {{.name = "a"}, {.name = ""}});

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM label WHERE name IN ('a', '')"), 2);
}

TEST_F(Copy, sends_more_than_fits_into_one_piece) {
  create_all<Page, Label>(*inserting);
  std::vector<Page> pages;
  for (int page = 0; page < 3000; ++page)
    pages.push_back({.address = "page " + std::to_string(page), .title = std::to_string(page) + std::string(100, 'x'), .state = "y"});

  Session session(*copying);
  session.execute(insert<Page>().values(pages));
  session.commit();

  EXPECT_EQ(number(*connection, "SELECT count(*) FROM page WHERE length(title) > 100 AND state = 'y'"), 3000);
}

TEST_F(Copy, that_breaks_a_rule_throws_what_insert_throws) {
  create_all<Page, Label>(*inserting);
  Session session(*copying);
  session.add(Page{.address = "a", .title = "secret"});
  session.add(Page{.address = "b", .title = "secret"});
  try {
    session.flush();
    FAIL() << "nothing was thrown";
  } catch (const IntegrityError& error) {
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_THAT(error.what(), HasSubstr("duplicate key value violates unique constraint \"page_title_key\""));
    EXPECT_EQ(error.sql(), "COPY page (address, title) FROM STDIN");
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
  }
  session.rollback();

  session.add(Page{.address = "c", .title = "3"});
  session.commit();

  EXPECT_EQ(text(*connection, "SELECT string_agg(address, ' ') FROM page"), "c") << "nothing is half-written";
}

TEST_F(Copy, of_a_text_with_a_nul_is_refused_as_by_insert) {
  create_all<Page, Label>(*inserting);
  Session session(*copying);
  session.add(Page{.address = "a", .title = std::string("a\0b", 3)});
  try {
    session.flush();
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("is text with a NUL in it"));
  }
}

TEST_F(Copy, leaves_views_rules_and_policies_to_insert) {
  create_all<Page, Label>(*inserting);
  run(*connection, "ALTER TABLE page RENAME TO pages");
  run(*connection, "CREATE VIEW page AS SELECT * FROM pages");
  StatementCounter counter(*copying);
  add_all<Page>(*copying, {{.address = "a", .title = "1"}, {.address = "b", .title = "2"}});
  EXPECT_THAT(counter.statements(), ElementsAre(StartsWith("INSERT INTO page")));
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM pages"), 2);

  run(*connection, "CREATE RULE quiet AS ON INSERT TO label DO INSTEAD NOTHING");
  add_all<Label>(*copying, {{.name = "a"}, {.name = "b"}});
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM label"), 0);
}

TEST_F(Copy, through_a_lost_connection_says_so) {
  create_all<Page, Label>(*inserting);
  Session session(*copying);
  session.add(Page{.address = "a", .title = "1"});
  session.flush();
  const auto pid = std::get<0>(session.execute(weft::text("SELECT pg_backend_pid()").columns<std::int64_t>()).one());
  run(*connection, "SELECT pg_terminate_backend($1::integer, 5000)", {Cell::of(pid)});
  session.add(Page{.address = "b", .title = "2"});

  EXPECT_THROW(session.flush(), DisconnectedError);

  session.rollback();
  EXPECT_EQ(number(*connection, "SELECT count(*) FROM page"), 0);
}

}  // namespace
}  // namespace weft::postgresql::test
