// SPDX-License-Identifier: MIT
//
// A table as the framework and the dialects see it: names, types, keys. Mappings and `weft::Table`
// produce these; nobody writes them by hand. Once configured they never change and live as long as
// the process, so pointers to them may be kept.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weft/mapping/sql_type.hpp"

namespace weft {

struct TableDefinition;

struct TableColumn {
  std::string name{};
  SqlType type{};
  bool nullable = false;
  bool primary_key = false;
  bool unique = false;
  bool indexed = false;
  bool autoincrement = false;  ///< the database generates the value when none is given
  std::optional<std::string> server_default{};
  const TableDefinition* table = nullptr;
  std::uint32_t index = 0;  ///< position in `TableDefinition::columns`
};

struct ForeignKey {
  std::vector<const TableColumn*> columns{};
  std::vector<const TableColumn*> targets{};  ///< same order as `columns`, all of one table
  std::string on_delete{};                    ///< "cascade", "set null", ...; empty for the database's default
  std::string on_update{};
};

struct TableIndex {
  std::string name{};
  std::vector<const TableColumn*> columns{};
  bool unique = false;
};

struct TableDefinition {
  std::string name{};
  std::string schema{};
  std::deque<TableColumn> columns{};  ///< a deque, so that pointers stay good while it grows
  std::vector<const TableColumn*> primary_key{};
  std::vector<ForeignKey> foreign_keys{};
  std::vector<TableIndex> indexes{};  ///< those with several columns or a name of their own
  std::vector<std::string> checks{};

  /// The column of that name, or null.
  [[nodiscard]] const TableColumn* find(std::string_view column) const noexcept;
};

}  // namespace weft
