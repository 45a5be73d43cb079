// SPDX-License-Identifier: MIT
//
// An inspector for databases that describe themselves in tables: a dialect gives the queries.
//
//   const weft::CatalogueQueries catalogue{.tables = "SELECT name FROM ...", ...};
//   return std::make_unique<weft::CatalogueInspector>(connection, catalogue);
//
// Not for a database whose answers need more than SQL to be understood: derive from `Inspector` there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/connection.hpp"
#include "weft/dialect/inspector.hpp"

namespace weft {

/// What each query selects. All but the first have one parameter, the name of a table. Yes and no are integers.
struct CatalogueQueries {
  std::string_view tables{};        ///< name, in alphabetical order
  std::string_view columns{};       ///< name, type, may be null, part of the primary key, default; in order
  std::string_view primary_key{};   ///< name of a column, in the order of the key
  /// what tells the keys of the table apart, column, target's table, its column (NULL: the primary key's), and in the
  /// words of a mapping ON DELETE and ON UPDATE (NULL: what happens anyway); the columns of a key together
  std::string_view foreign_keys{};
  std::string_view indexes{};       ///< name, unique, column (NULL: an expression); the columns of an index together
};

class CatalogueInspector final : public Inspector {
 public:
  /// `connection` lives longer, the texts of the queries as long as the process.
  CatalogueInspector(Connection& connection, const CatalogueQueries& queries) noexcept
      : connection_(connection), queries_(queries) {}

  std::vector<std::string> tables() override;
  std::vector<InspectedColumn> columns(std::string_view table) override;
  std::vector<std::string> primary_key(std::string_view table) override;
  std::vector<InspectedForeignKey> foreign_keys(std::string_view table) override;
  std::vector<InspectedIndex> indexes(std::string_view table) override;

 private:
  Connection& connection_;
  CatalogueQueries queries_;
};

}  // namespace weft
