// SPDX-License-Identifier: MIT
//
// The tables of a live database, as they are there.
//
//   auto inspector = connection.inspector();
//   for (const auto& table : inspector->tables()) { ... inspector->columns(table) ... }
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

struct InspectedColumn {
  std::string name{};
  std::string type{};  ///< in the database's own words
  bool nullable = true;
  bool primary_key = false;
  std::optional<std::string> server_default{};
};

struct InspectedForeignKey {
  std::vector<std::string> columns{};
  std::string target_table{};
  std::vector<std::string> target_columns{};
  std::string on_delete{};  ///< "cascade", "set null", ...; empty for the database's default
  std::string on_update{};
};

struct InspectedIndex {
  std::string name{};
  std::vector<std::string> columns{};
  bool unique = false;
};

/// Every function asks the database anew and throws `StatementError` when it cannot; an unknown table has
/// no columns. One thread at a time, no longer than the connection it came from.
class Inspector {
 public:
  Inspector() = default;
  Inspector(const Inspector&) = delete;
  Inspector& operator=(const Inspector&) = delete;
  virtual ~Inspector();
  /// Names of the tables, without the database's own, in alphabetical order.
  virtual std::vector<std::string> tables() = 0;
  virtual std::vector<InspectedColumn> columns(std::string_view table) = 0;
  /// In the order of the key.
  virtual std::vector<std::string> primary_key(std::string_view table) = 0;
  virtual std::vector<InspectedForeignKey> foreign_keys(std::string_view table) = 0;
  /// Without the index behind the primary key.
  virtual std::vector<InspectedIndex> indexes(std::string_view table) = 0;
};

}  // namespace weft
