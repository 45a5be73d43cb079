// SPDX-License-Identifier: MIT
#include "support/database.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <utility>

namespace weft::test {
namespace {

std::string new_path() {
  static std::atomic<int> made{};
  return testing::TempDir() + "weft_" + std::to_string(getpid()) + "_" + std::to_string(++made) + ".db";
}

template <class T>
std::vector<T> first_column(Engine& engine, std::string_view sql) {
  std::vector<T> found;
  Session session(engine);
  for (auto& [one] : session.execute(text(std::string(sql)).columns<T>())) found.push_back(one);
  return found;
}

}  // namespace

TemporaryFile::TemporaryFile() : path_(new_path()) {}

TemporaryFile::~TemporaryFile() {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::remove((path_ + ending).c_str());
}

Database::Database() : Database(EngineOptions{.pool_timeout = std::chrono::milliseconds(200)}) {}

Database::Database(EngineOptions options) : engine("sqlite:///" + file.path(), std::move(options)) {
  create_all<Department, Student, TreeNode, Order, Author, Country, Shelf, Traveller, Team>(engine);
}

Database::~Database() = default;

void Database::run(std::initializer_list<std::string_view> statements) {
  Session session(engine);
  for (std::string_view sql : statements) session.execute(text(std::string(sql)));
  session.commit();
}

void Database::run(std::string_view sql) { run({sql}); }

std::vector<std::int64_t> Database::numbers(std::string_view sql) { return first_column<std::int64_t>(engine, sql); }

std::vector<std::string> Database::texts(std::string_view sql) { return first_column<std::string>(engine, sql); }

void Database::fill_company() {
  run({"INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Stock'), (3, 'Board')",
       "INSERT INTO employee (id, full_name, age, department_id) VALUES (1, 'Ann', 30, 1), (2, 'Bob', 40, 1), "
       "(3, 'Cid', 50, 2), (4, 'Dan', 60, NULL)"});
}

void Database::fill_school() {
  run({"INSERT INTO student (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
       "INSERT INTO course (id, title) VALUES (1, 'Maths'), (2, 'Music')",
       "INSERT INTO student_course (student_id, course_id) VALUES (1, 1), (1, 2), (2, 2)"});
}

void Database::fill_tree() {
  run("INSERT INTO tree_node (id, name, parent_id) VALUES (1, 'root', NULL), (2, 'other', NULL), (3, 'a', 1), "
      "(4, 'b', 1), (5, 'aa', 3), (6, 'aaa', 5)");
}

void Database::fill_shop() {
  run({"INSERT INTO item (id, name, price) VALUES (1, 'Mug', 12.5), (2, 'Cap', 8), (3, 'Pen', 1)",
       "INSERT INTO \"order\" (id, customer_name) VALUES (1, 'Ann'), (2, 'Bob')",
       "INSERT INTO order_item (order_id, item_id, quantity, price_paid) VALUES (1, 1, 2, 12.5), (1, 2, 1, 8), "
       "(2, 2, 5, 7)"});
}

void Database::fill_library() {
  run({"INSERT INTO author (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
       "INSERT INTO book (id, title, author_id) VALUES (1, 'Air', 1), (2, 'Bees', 1), (3, 'Cats', 2)"});
}

}  // namespace weft::test
