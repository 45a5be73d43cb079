// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "mapping/models.hpp"
#include "weft/error.hpp"

namespace mapping_test {
namespace {

using weft::entity_of;
using weft::MappedColumn;
using weft::MappedEntity;
using weft::TypeKind;

enum class Status : std::int8_t { open = 1, sold = 2 };

struct Stamped {
  std::chrono::sys_time<std::chrono::microseconds> created_at{};
};

struct HTTPLogEntry : Stamped {
  weft::Uuid id{};
  Status status{};
  std::optional<Status> last_status{};
  int revision{};
  std::string note{};
  std::optional<std::string> remark{};
};

void map(weft::Mapper<HTTPLogEntry>& m) {
  m.column<&HTTPLogEntry::id>().primary_key().default_with(&weft::Uuid::random);
  m.column<&HTTPLogEntry::created_at>().default_with(&std::chrono::system_clock::now).index();
  m.column<&HTTPLogEntry::status>().as_text({{Status::open, "open"}, {Status::sold, "sold out"}});
  m.column<&HTTPLogEntry::last_status>().as_text({{Status::open, "open"}}).length(20);
  m.column<&HTTPLogEntry::revision>().version();
  m.column<&HTTPLogEntry::note>().default_value("none").unique().server_default("''");
  m.column<&HTTPLogEntry::remark>().not_null().on_update_with([] { return "changed"; }).type(weft::types::Text{9});
  m.unique<&HTTPLogEntry::status, &HTTPLogEntry::note>().index<&HTTPLogEntry::note, &HTTPLogEntry::created_at>("ix");
  m.check("revision >= 0");
}

struct Unmapped {
  int id{};
};

struct Given {
  int id{};
};
void map(weft::Mapper<Given>& m) {
  m.column<&Given::id>().primary_key().autoincrement(false);
}

const MappedEntity& log_entry() {
  return entity_of<HTTPLogEntry>().configured();
}
const MappedColumn& column(std::string_view member) {
  for (const MappedColumn& each : log_entry().columns) {
    if (each.member == member)
      return each;
  }
  throw std::out_of_range(std::string(member));
}

TEST(Mapper, names_tables_after_the_type_and_columns_after_the_member) {
  EXPECT_EQ(log_entry().name, "HTTPLogEntry");
  EXPECT_EQ(log_entry().table.name, "http_log_entry");
  EXPECT_EQ(entity_of<TreeNode>().table.name, "tree_node");
  EXPECT_EQ(column("last_status").column->name, "last_status");
  EXPECT_EQ(entity_of<Employee>().table.name, "staff");
  EXPECT_EQ(entity_of<Employee>().table.schema, "hr");
  EXPECT_EQ(entity_of<Employee>().columns[1].column->name, "full_name");
}

TEST(Mapper, takes_everything_that_is_said_of_a_column) {
  EXPECT_EQ(column("note").column->type, (weft::SqlType{TypeKind::text, 0, 0, 0}));
  EXPECT_EQ(column("note").column->server_default, "''");
  EXPECT_TRUE(column("note").column->unique);
  EXPECT_TRUE(column("created_at").column->indexed);
  EXPECT_EQ(column("remark").column->type, (weft::SqlType{TypeKind::text, 9, 0, 0}));
  EXPECT_FALSE(column("remark").column->nullable);
  EXPECT_TRUE(column("last_status").column->nullable);
  EXPECT_EQ(log_entry().version, &column("revision"));
  EXPECT_EQ(log_entry().table.checks, std::vector<std::string>{"revision >= 0"});
}

TEST(Mapper, makes_indexes_of_several_columns) {
  const auto& indexes = log_entry().table.indexes;

  ASSERT_EQ(indexes.size(), 2U);
  EXPECT_TRUE(indexes[0].unique);
  EXPECT_EQ(indexes[0].columns, (std::vector{log_entry().table.find("status"), log_entry().table.find("note")}));
  EXPECT_EQ(indexes[1].name, "ix");
  EXPECT_FALSE(indexes[1].unique);
}

TEST(Mapper, finds_members_of_a_base_class) {
  HTTPLogEntry entry;
  entry.created_at = std::chrono::sys_days(std::chrono::year(2009) / 1 / 2);
  weft::Scratch scratch;

  EXPECT_EQ(column("created_at").bind(&entry, scratch).view(), "2009-01-02 00:00:00");
}

TEST(Mapper, fills_defaults) {
  HTTPLogEntry entry;

  column("id").fill_default(column("id").in(&entry));
  column("created_at").fill_default(column("created_at").in(&entry));
  column("note").fill_default(column("note").in(&entry));
  column("remark").fill_on_update(column("remark").in(&entry));

  EXPECT_FALSE(entry.id.is_nil());
  EXPECT_GT(entry.created_at.time_since_epoch().count(), 0);
  EXPECT_EQ(entry.note, "none");
  EXPECT_EQ(entry.remark, "changed");
}

TEST(Mapper, stores_enumerators_by_their_names) {
  HTTPLogEntry entry;
  entry.status = Status::sold;
  weft::Scratch scratch;

  EXPECT_EQ(column("status").column->type, (weft::SqlType{TypeKind::text, 8, 0, 0}));
  EXPECT_EQ(column("last_status").column->type.length, 20U);
  EXPECT_EQ(column("status").bind(&entry, scratch).view(), "sold out");
  EXPECT_TRUE(column("last_status").bind(&entry, scratch).is_null());

  column("status").read(weft::Cell::text("open"), &entry);
  column("last_status").read(weft::Cell::text("open"), &entry);

  EXPECT_EQ(entry.status, Status::open);
  EXPECT_EQ(entry.last_status, Status::open);
}

TEST(Mapper, lets_the_database_make_a_single_integer_key) {
  const auto generated = [](const MappedEntity& entity) { return entity.configured().generated_key; };

  EXPECT_EQ(generated(entity_of<Department>()), entity_of<Department>().configured().primary_key[0]);
  EXPECT_TRUE(entity_of<Department>().table.columns[0].autoincrement);
  EXPECT_TRUE(entity_of<Department>().integer_key);
  EXPECT_EQ(generated(log_entry()), nullptr);
  EXPECT_FALSE(log_entry().integer_key);
  EXPECT_EQ(generated(entity_of<Passport>()), nullptr) << "it references another table";
  EXPECT_TRUE(entity_of<Passport>().integer_key);
  EXPECT_EQ(generated(entity_of<Invoice>()), nullptr) << "it has two columns";
  EXPECT_EQ(generated(entity_of<Given>()), nullptr) << "it says autoincrement(false)";
}

TEST(Mapper, resolves_foreign_keys_of_one_and_of_several_columns) {
  const auto& single = entity_of<Employee>().configured().table.foreign_keys;
  const auto& several = entity_of<Invoice>().configured().table.foreign_keys;

  ASSERT_EQ(single.size(), 1U);
  EXPECT_EQ(single[0].columns[0]->name, "department_id");
  EXPECT_EQ(single[0].targets[0], entity_of<Department>().table.find("id"));
  EXPECT_EQ(single[0].on_delete, "set null");
  ASSERT_EQ(several.size(), 1U);
  EXPECT_EQ(several[0].columns[0]->name, "order_number");
  EXPECT_EQ(several[0].targets[1]->name, "shop_id");
  EXPECT_EQ(several[0].targets[1]->table, &entity_of<Order>().table);
}

TEST(Mapper, makes_copies_and_destroys_objects_it_does_not_know) {
  const weft::ObjectOps& ops = entity_of<Unmapped>().object;
  alignas(16) std::byte place[sizeof(Unmapped)];
  alignas(16) std::byte other[sizeof(Unmapped)];

  ops.construct(place);
  reinterpret_cast<Unmapped*>(place)->id = 7;
  ops.copy_construct(other, place);

  EXPECT_EQ(ops.size, sizeof(Unmapped));
  EXPECT_TRUE(ops.trivially_destructible);
  EXPECT_FALSE(entity_of<Department>().object.trivially_destructible);
  EXPECT_EQ(reinterpret_cast<Unmapped*>(other)->id, 7);
}

TEST(Mapper, reads_a_mapping_once_whoever_asks_first) {
  const MappedEntity* seen[4] = {};
  std::vector<std::thread> threads;

  for (auto& each : seen)
    threads.emplace_back([&each] { each = &entity_of<Person>().configured(); });
  for (std::thread& thread : threads)
    thread.join();

  EXPECT_EQ(std::count(std::begin(seen), std::end(seen), &entity_of<Person>()), 4);
  const auto all = weft::mapped_entities();
  EXPECT_EQ(std::count(all.begin(), all.end(), &entity_of<Person>()), 1);
}

TEST(Mapper, finds_columns_and_relationships) {
  const MappedEntity& node = entity_of<TreeNode>().configured();

  EXPECT_EQ(node.column_at(offsetof(TreeNode, name))->member, "name");
  EXPECT_EQ(node.column_at(offsetof(TreeNode, parent)), nullptr);
  EXPECT_EQ(node.relationship_at(offsetof(TreeNode, parent))->name, "parent");
  EXPECT_EQ(node.relationship("nobody"), nullptr);
  EXPECT_EQ(node.column_of(node.table.columns[2])->member, "parent_id");
  EXPECT_EQ(node.column_of(entity_of<Person>().table.columns[0]), nullptr);
}

TEST(Table, takes_the_types_of_what_it_references) {
  const weft::TableDefinition& table = student_course.definition();

  EXPECT_EQ(table.columns[0].type.kind, TypeKind::int64);
  EXPECT_EQ(table.columns[1].type, (weft::SqlType{TypeKind::text, 8, 0, 0}));
  EXPECT_EQ(table.columns[2].type.kind, TypeKind::int32);
  EXPECT_TRUE(table.columns[2].nullable);
  EXPECT_EQ(table.primary_key.size(), 2U);
  ASSERT_EQ(table.foreign_keys.size(), 2U);
  EXPECT_EQ(table.foreign_keys[0].on_delete, "cascade");
  EXPECT_EQ(table.foreign_keys[1].targets[0], entity_of<Course>().table.find("code"));
}

TEST(Table, holds_null_where_a_column_refers_to_nothing_unless_it_says_otherwise) {
  const weft::Table table("place", weft::Column{"student_id"}.references<&Student::id>(),
                          weft::Column{"teacher_id"}.references<&Student::id>().nullable(),
                          weft::Column{"kind", weft::types::Integer{}}.primary_key(),
                          weft::Column{"position", weft::types::Integer{}},
                          weft::Column{"since", weft::types::Integer{}}.not_null().server_default("1"));
  const weft::TableDefinition& definition = table.definition();

  const auto nullable = [&](const char* column) { return definition.find(column)->nullable; };
  EXPECT_FALSE(nullable("student_id"));
  EXPECT_TRUE(nullable("teacher_id"));
  EXPECT_FALSE(nullable("kind"));
  EXPECT_TRUE(nullable("position"));
  EXPECT_FALSE(nullable("since"));
}

TEST(Table, refers_to_a_key_of_several_columns_as_a_whole) {
  const weft::Table table("order_tag", weft::Column{"shop_id"}.references<&Order::shop_id>(),
                          weft::Column{"number"}.references<&Order::number>(),
                          weft::Column{"tag", weft::types::Text{20}});

  const auto& keys = table.definition().foreign_keys;

  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].columns.size(), 2U);
  EXPECT_EQ(keys[0].targets[1]->name, "number");
}

} // namespace
} // namespace mapping_test
