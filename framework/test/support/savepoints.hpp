// SPDX-License-Identifier: MIT
#pragma once

#include "support/database.hpp"

namespace weft::test {

/// A session on a company and a school.
struct Savepoints : testing::Test {
  Savepoints() {
    database.fill_company();
    database.fill_school();
  }
  [[nodiscard]] Names employees() { return database.texts("SELECT full_name || age FROM employee ORDER BY id"); }
  Database database{};
  Session session{database.engine};
};

}  // namespace weft::test
