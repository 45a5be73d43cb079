// SPDX-License-Identifier: MIT
//
// SQLite that claims other capabilities than its dialect does, so that the ways of other databases can be tested
// without a server.
//
//   AlteredSqlite database([](Capabilities& can) { can.generated_keys = GeneratedKeys::returning; });
//   create_all<Department>(database.engine);
//
// What is claimed has to work on SQLite.
#pragma once

#include "support/database.hpp"
#include "weft/dialect/capabilities.hpp"

namespace weft::test {

using AlterCapabilities = void (*)(Capabilities& can);

/// The URL of a database in a file; the first one installs a plugin source that knows it.
[[nodiscard]] std::string altered_sqlite_url(const std::string& path, AlterCapabilities alter);

struct AlteredSqlite {
  explicit AlteredSqlite(AlterCapabilities alter) : engine(altered_sqlite_url(file.path(), alter)) {}

  /// The first column of a query, which is a number.
  [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view sql) {
    std::vector<std::int64_t> found;
    Session session(engine);
    for (auto& [number] : session.execute(text(std::string(sql)).columns<std::int64_t>())) found.push_back(number);
    return found;
  }

  TemporaryFile file{};
  Engine engine;
};

}  // namespace weft::test
