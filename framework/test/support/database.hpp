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

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/models.hpp"

namespace weft::test {

/// A path that no other test uses; the files are removed at the end.
class TemporaryFile {
 public:
  TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

struct Database {
  /// Waits 200 ms for a connection, unless it is told otherwise.
  Database();
  explicit Database(EngineOptions options);
  ~Database();

  /// Runs these statements in a transaction of their own.
  void run(std::initializer_list<std::string_view> statements);
  void run(std::string_view sql);

  /// The first column of a query, which is a number.
  [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view sql);
  /// The first column of a query, which is text.
  [[nodiscard]] std::vector<std::string> texts(std::string_view sql);

  /// Three departments; two employees in the first, one in the second, none in the third; one in none.
  void fill_company();
  /// Ann takes both courses, Bob the second, Cid none.
  void fill_school();
  /// Two roots; below the first a chain of three, one of them with a sibling.
  void fill_tree();
  /// Two orders of three items.
  void fill_shop();
  void fill_library();

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
