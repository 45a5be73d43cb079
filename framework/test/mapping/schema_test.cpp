// SPDX-License-Identifier: MIT
#include "weft/mapping/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "mapping/models.hpp"
#include "support/fake_dialect.hpp"
#include "weft/session/engine.hpp"

namespace mapping_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// Two tables that refer to one another.
struct Employer;
struct Worker {
  std::int64_t id{};
  std::int64_t employer_id{};
};
struct Employer {
  std::int64_t id{};
  std::optional<std::int64_t> boss_id{};
};
void map(weft::Mapper<Worker>& m) {
  m.column<&Worker::id>().primary_key();
  m.column<&Worker::employer_id>().references<&Employer::id>();
}
void map(weft::Mapper<Employer>& m) {
  m.column<&Employer::id>().primary_key();
  m.column<&Employer::boss_id>().references<&Worker::id>();
}

// Two entities of one table.
struct Summary {
  std::int64_t id{};
  std::string title{};
};
struct Article {
  std::int64_t id{};
  std::string title{};
  std::string body{};
};
void map(weft::Mapper<Summary>& m) {
  m.table("article");
  m.column<&Summary::id>().primary_key();
  m.column<&Summary::title>();
}
void map(weft::Mapper<Article>& m) {
  m.column<&Article::id>().primary_key();
  m.column<&Article::title>();
  m.column<&Article::body>();
}

class Schema : public testing::Test {
protected:
  /// What was sent, each statement up to its parenthesis.
  std::vector<std::string> sent() {
    std::vector<std::string> starts;
    for (const std::string& entry : database_.log()) {
      if (entry.find("TABLE") != std::string::npos)
        starts.push_back(entry.substr(0, entry.find(" (")));
    }
    return starts;
  }

  weft::test::FakeDatabase database_{};
  weft::Engine engine_{database_.url()};
};

TEST_F(Schema, is_created_with_all_that_is_reached_in_the_order_of_dependency) {
  weft::create_all<Employee, Course>(engine_);

  EXPECT_THAT(sent(), ElementsAre("CREATE TABLE IF NOT EXISTS department", "CREATE TABLE IF NOT EXISTS hr.staff",
                                  "CREATE TABLE IF NOT EXISTS course", "CREATE TABLE IF NOT EXISTS student",
                                  "CREATE TABLE IF NOT EXISTS student_course"));
}

TEST_F(Schema, is_dropped_in_the_opposite_order) {
  weft::drop_all<Invoice>(engine_);

  EXPECT_THAT(sent(), ElementsAre("DROP TABLE IF EXISTS invoice", "DROP TABLE IF EXISTS \"order\"",
                                  "DROP TABLE IF EXISTS address"));
}

TEST_F(Schema, refers_to_itself_within_its_table) {
  weft::create_all<TreeNode>(engine_);

  EXPECT_THAT(sent(), ElementsAre("CREATE TABLE IF NOT EXISTS tree_node"));
  EXPECT_THAT(database_.log().back(), HasSubstr("FOREIGN KEY (parent_id) REFERENCES tree_node (id)"));
}

TEST_F(Schema, adds_the_foreign_keys_of_a_circle_afterwards) {
  weft::create_all<Worker, Employer>(engine_);

  EXPECT_THAT(sent(), ElementsAre("CREATE TABLE IF NOT EXISTS employer", "CREATE TABLE IF NOT EXISTS worker",
                                  "ALTER TABLE employer ADD CONSTRAINT fk_employer_boss_id FOREIGN KEY"));
}

TEST_F(Schema, drops_the_foreign_keys_of_a_circle_first) {
  database_.set_tables({"employer", "worker"});

  weft::drop_all<Worker, Employer>(engine_);

  EXPECT_THAT(sent(), ElementsAre("ALTER TABLE employer DROP CONSTRAINT fk_employer_boss_id",
                                  "DROP TABLE IF EXISTS worker", "DROP TABLE IF EXISTS employer"));
}

TEST_F(Schema, has_no_foreign_keys_to_drop_where_there_is_no_table) {
  weft::drop_all<Worker, Employer>(engine_);

  EXPECT_THAT(sent(), ElementsAre("DROP TABLE IF EXISTS worker", "DROP TABLE IF EXISTS employer"));
}

TEST_F(Schema, leaves_a_circle_as_it_is_where_tables_may_name_later_ones) {
  weft::Capabilities can;
  can.forward_references = true;
  database_.set_capabilities(can);

  weft::create_all<Worker, Employer>(engine_);

  EXPECT_THAT(sent(), ElementsAre("CREATE TABLE IF NOT EXISTS employer", "CREATE TABLE IF NOT EXISTS worker"));
}

TEST_F(Schema, creates_one_table_for_several_entities_with_the_columns_of_all) {
  weft::create_all<Summary, Article>(engine_);

  EXPECT_THAT(sent(), ElementsAre("CREATE TABLE IF NOT EXISTS article"));
  EXPECT_THAT(database_.log().back(), HasSubstr("body"));
}

TEST_F(Schema, is_one_transaction_where_the_database_can) {
  weft::Capabilities can;
  can.transactional_ddl = true;
  database_.set_capabilities(can);

  weft::create_all<Address>(engine_);

  EXPECT_THAT(database_.log(),
              ElementsAre("connect", "BEGIN", StartsWith("CREATE TABLE IF NOT EXISTS address"), "COMMIT"));
}

TEST_F(Schema, sends_nothing_for_a_mapping_that_is_wrong) {
  struct Unmapped {
    int id{};
  };

  EXPECT_THROW(weft::create_all<Unmapped>(engine_), weft::MappingError);

  EXPECT_TRUE(database_.log().empty());
}

} // namespace
} // namespace mapping_test
