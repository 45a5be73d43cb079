// SPDX-License-Identifier: MIT
//
// A database of a test's own: SQLite in a file, with the tables of `models.hpp` and nothing in them. In a file,
// because a database in memory has one connection, and tests look past the session at what it wrote.
//
//   Database database;
//   database.run("INSERT INTO department VALUES (1, 'Sales')");
//   Session session(database.engine);
//   auto sales = session.get<Department>(1);
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/models.hpp"

namespace weft::test {

/// A path that no other test uses; the files are removed at the end.
class TemporaryFile {
 public:
  TemporaryFile()
      : path_(testing::TempDir() + "weft_" + std::to_string(getpid()) + "_" + std::to_string(++made_) + ".db") {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::remove((path_ + ending).c_str());
  }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  static inline std::atomic<int> made_{};
  std::string path_;
};

struct Database {
  explicit Database(EngineOptions options = {.pool_timeout = std::chrono::milliseconds(200)})
      : engine("sqlite:///" + file.path(), std::move(options)) {
    create_all<Department, Student, TreeNode, Order, Author, Country, Shelf, Traveller, Team>(engine);
  }

  /// Runs these statements in a transaction of their own.
  void run(std::initializer_list<std::string_view> statements) {
    Session session(engine);
    for (std::string_view sql : statements) session.execute(text(std::string(sql)));
    session.commit();
  }
  void run(std::string_view sql) { run({sql}); }

  /// The first column of a query, which is a number.
  [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view sql) {
    std::vector<std::int64_t> found;
    Session session(engine);
    for (auto& [number] : session.execute(text(std::string(sql)).columns<std::int64_t>())) found.push_back(number);
    return found;
  }
  /// The first column of a query, which is text.
  [[nodiscard]] std::vector<std::string> texts(std::string_view sql) {
    std::vector<std::string> found;
    Session session(engine);
    for (auto& [one] : session.execute(text(std::string(sql)).columns<std::string>())) found.push_back(one);
    return found;
  }

  /// Three departments; two employees in the first, one in the second, none in the third; one in none.
  void fill_company() {
    run({"INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Stock'), (3, 'Board')",
         "INSERT INTO employee (id, full_name, age, department_id) VALUES (1, 'Ann', 30, 1), (2, 'Bob', 40, 1), "
         "(3, 'Cid', 50, 2), (4, 'Dan', 60, NULL)"});
  }
  /// Ann takes both courses, Bob the second, Cid none.
  void fill_school() {
    run({"INSERT INTO student (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')",
         "INSERT INTO course (id, title) VALUES (1, 'Maths'), (2, 'Music')",
         "INSERT INTO student_course (student_id, course_id) VALUES (1, 1), (1, 2), (2, 2)"});
  }
  /// Two roots; below the first a chain of three, one of them with a sibling.
  void fill_tree() {
    run("INSERT INTO tree_node (id, name, parent_id) VALUES (1, 'root', NULL), (2, 'other', NULL), (3, 'a', 1), "
        "(4, 'b', 1), (5, 'aa', 3), (6, 'aaa', 5)");
  }
  /// Two orders of three items.
  void fill_shop() {
    run({"INSERT INTO item (id, name, price) VALUES (1, 'Mug', 12.5), (2, 'Cap', 8), (3, 'Pen', 1)",
         "INSERT INTO \"order\" (id, customer_name) VALUES (1, 'Ann'), (2, 'Bob')",
         "INSERT INTO order_item (order_id, item_id, quantity, price_paid) VALUES (1, 1, 2, 12.5), (1, 2, 1, 8), "
         "(2, 2, 5, 7)"});
  }
  void fill_library() {
    run({"INSERT INTO author (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
         "INSERT INTO book (id, title, author_id) VALUES (1, 'Air', 1), (2, 'Bees', 1), (3, 'Cats', 2)"});
  }

  TemporaryFile file{};
  Engine engine;
};

/// The names of what a range leads to, in its order.
template <class Range, class Member>
[[nodiscard]] std::vector<std::string> names(const Range& range, Member member) {
  std::vector<std::string> found;
  for (const auto& one : range) found.push_back((*one).*member);
  return found;
}

using Names = std::vector<std::string>;

}  // namespace weft::test
