// SPDX-License-Identifier: MIT
//
// Which tables a program's entities need, and in which order they can be created.
#pragma once

#include <deque>
#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

struct OrderedTable {
  const TableDefinition* table = nullptr;
  /// Foreign keys to tables that come later: part of a circle.
  std::vector<const ForeignKey*> later{};
};

class TableOrder {
public:
  /// All tables that the entities reach, each once, those that others refer to first. Throws `MappingError`.
  explicit TableOrder(const std::vector<sql::EntityFunction>& entities);

  [[nodiscard]] const std::vector<OrderedTable>& tables() const noexcept { return tables_; }

private:
  enum class Visit : std::uint8_t { unseen, open, closed };
  struct Place {
    const TableDefinition* table = nullptr;
    Visit visit = Visit::unseen;
  };

  void reach(const MappedEntity& entity);
  void add(const TableDefinition& table);
  void visit(Place& place);
  [[nodiscard]] Place* find(const TableDefinition& table) noexcept;

  std::vector<const MappedEntity*> reached_{};
  std::deque<Place> places_{};
  std::deque<TableDefinition> merged_{}; ///< tables that several entities share
  std::vector<OrderedTable> tables_{};
};

} // namespace weft::detail
