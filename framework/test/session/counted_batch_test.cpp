// SPDX-License-Identifier: MIT
//
// What a session makes of drivers that count less than the rows of each statement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/fake_dialect.hpp"
#include "weft/weft.hpp"

namespace weft::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Versioned {
  std::int64_t id{};
  std::string text{};
  std::int64_t revision{};
};
void map(Mapper<Versioned>& m) {
  m.column<&Versioned::id>().primary_key();
  m.column<&Versioned::text>();
  m.column<&Versioned::revision>().version();
}

struct Plain {
  std::int64_t id{};
  std::string text{};
};
void map(Mapper<Plain>& m) {
  m.column<&Plain::id>().primary_key();
  m.column<&Plain::text>();
}

struct Drivers : testing::Test {
  /// Two entities with a row each, of a database that counts like this.
  template <class Entity>
  void fill(bool row_counts, bool batch_row_counts) {
    Capabilities can;
    can.row_counts = row_counts;
    can.batch_row_counts = batch_row_counts;
    database.set_capabilities(can);
    engine.emplace(database.url());
    session.emplace(*engine);
    for (std::int64_t id : {1, 2}) {
      Entity entity;
      entity.id = id;
      session->add(std::move(entity));
    }
    session->flush();
    events = engine->on_statement([this](const StatementEvent& event) { batches.push_back(event.batch_rows); });
  }
  template <class Entity>
  void change(std::int64_t id) {
    session->get<Entity>(id).modify()->text += 'x';
  }
  /// The text of the flush's error, or nothing.
  std::string flush() {
    try {
      session->flush();
      return {};
    } catch (const Error& error) {
      return error.what();
    }
  }

  FakeDatabase database{};
  std::optional<Engine> engine{};
  std::optional<Session> session{};
  Subscription events{};
  std::vector<std::size_t> batches{};  ///< rows of each statement that was sent
};

constexpr auto update_versioned = "UPDATE versioned SET text = ?, revision = ? WHERE id = ? AND revision = ?";
constexpr auto delete_versioned = "DELETE FROM versioned WHERE id = ? AND revision = ?";
constexpr auto update_plain = "UPDATE plain SET text = ? WHERE id = ?";

TEST_F(Drivers, that_count_in_batches_get_batches) {
  fill<Versioned>(true, true);
  change<Versioned>(1);
  change<Versioned>(2);

  EXPECT_EQ(flush(), "");
  EXPECT_THAT(batches, ElementsAre(2));
}

TEST_F(Drivers, that_count_in_batches_are_believed) {
  fill<Versioned>(true, true);
  database.answer(update_versioned, ExecuteResult{0, 0});
  change<Versioned>(1);
  change<Versioned>(2);

  EXPECT_THAT(flush(), HasSubstr("cannot update \"Versioned\" with key 1: its row was changed"));
}

TEST_F(Drivers, that_count_single_statements_get_rows_with_versions_one_by_one) {
  fill<Versioned>(true, false);
  change<Versioned>(1);
  change<Versioned>(2);

  EXPECT_EQ(flush(), "");
  EXPECT_THAT(batches, ElementsAre(1, 1));
}

TEST_F(Drivers, that_count_single_statements_find_stale_updates) {
  fill<Versioned>(true, false);
  database.answer(update_versioned, ExecuteResult{0, 0});
  change<Versioned>(1);
  change<Versioned>(2);

  EXPECT_THAT(flush(), HasSubstr("cannot update \"Versioned\" with key 1: its row was changed"));
}

TEST_F(Drivers, that_count_single_statements_find_stale_deletes) {
  fill<Versioned>(true, false);
  database.answer(delete_versioned, ExecuteResult{0, 0});
  session->remove(session->get<Versioned>(1));
  session->remove(session->get<Versioned>(2));

  EXPECT_THAT(flush(), HasSubstr("cannot delete \"Versioned\" with key"));
}

TEST_F(Drivers, that_count_single_statements_get_batches_of_other_rows) {
  fill<Plain>(true, false);
  database.answer(update_plain, ExecuteResult{0, 0});
  change<Plain>(1);
  change<Plain>(2);

  EXPECT_EQ(flush(), "");
  EXPECT_THAT(batches, ElementsAre(2));
}

TEST_F(Drivers, that_count_single_statements_count_a_row_alone) {
  fill<Plain>(true, false);
  database.answer(update_plain, ExecuteResult{0, 0});
  change<Plain>(1);

  EXPECT_THAT(flush(), HasSubstr("cannot update \"Plain\" with key 1: its row was changed"));
}

TEST_F(Drivers, that_do_not_count_refuse_updates_of_rows_with_versions) {
  fill<Versioned>(false, false);
  change<Versioned>(1);

  EXPECT_EQ(flush(), "cannot update \"Versioned\" with key 1: its version cannot be checked, because the dialect \"fake\" "
                     "does not count the rows that a statement matches\n"
                     "  map \"Versioned::revision\" without a version, or use a database that counts");
  EXPECT_EQ(database.count(update_versioned), 0U);
}

TEST_F(Drivers, that_do_not_count_refuse_deletes_of_rows_with_versions) {
  fill<Versioned>(false, false);
  session->remove(session->get<Versioned>(2));

  EXPECT_THAT(flush(), HasSubstr("cannot delete \"Versioned\" with key 2: its version cannot be checked"));
}

TEST_F(Drivers, that_do_not_count_write_other_rows) {
  fill<Plain>(false, false);
  database.answer(update_plain, ExecuteResult{0, 0});
  change<Plain>(1);

  EXPECT_EQ(flush(), "");
}

}  // namespace
}  // namespace weft::test
