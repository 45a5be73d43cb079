// SPDX-License-Identifier: MIT
#include "session/foreign_links.hpp"

namespace weft::detail {

std::vector<ForeignLink> foreign_links(const MappedEntity& child, const MappedEntity& owner) {
  std::vector<ForeignLink> links;
  for (const auto* key : child.foreign_keys) {
    const TableDefinition& table = *key->targets.front()->table;
    if (!owner.stands_in(table)) continue;
    ForeignLink link{key, {}};
    for (std::size_t index = 0; index < key->columns.size(); ++index) {
      const MappedColumn* local = child.column_of(*key->columns[index]);
      const MappedColumn* remote = owner.column_named(table, key->targets[index]->name);
      if (local && remote) link.pairs.push_back({local, remote});
    }
    if (link.pairs.size() == key->columns.size()) links.push_back(std::move(link));
  }
  return links;
}

}  // namespace weft::detail
