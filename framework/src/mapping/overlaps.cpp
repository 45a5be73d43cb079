// SPDX-License-Identifier: MIT
//
// Relationships that write the same column without knowing of each other: what one says, the other may undo.
#include <algorithm>
#include <unordered_map>

#include "configurator.hpp"
#include "message.hpp"
#include "session/warn.hpp"

namespace weft::detail {
namespace {

using Writers = std::vector<const MappedRelationship*>;

/// Who writes which column, of all relationships checked so far. Used under `mapping_mutex`.
std::unordered_map<const TableColumn*, Writers>& writers() {
  static auto& all = *new std::unordered_map<const TableColumn*, Writers>;
  return all;
}

std::vector<const TableColumn*> written_by(const MappedRelationship& relationship) {
  std::vector<const TableColumn*> columns;
  for (const ColumnPair& pair : relationship.pairs)
    columns.push_back(relationship.direction == Direction::many_to_one ? pair.local->column : pair.remote->column);
  for (const auto* pairs : {&relationship.owner_pairs, &relationship.target_pairs})
    for (const AssociationPair& pair : *pairs)
      columns.push_back(pair.association);
  return columns;
}

bool allows(const MappedRelationship& relationship, const MappedRelationship& other) {
  return std::find(relationship.overlaps.begin(), relationship.overlaps.end(), other.name) != relationship.overlaps.end();
}

} // namespace

void report_overlaps(const MappedRelationship& relationship) {
  if (relationship.view_only)
    return;
  std::vector<std::pair<const MappedRelationship*, std::string>> conflicts;
  for (const TableColumn* column : written_by(relationship)) {
    Writers& others = writers()[column];
    // A derived entity has the relationships of its base.
    if (std::find(others.begin(), others.end(), &relationship) != others.end())
      continue;
    for (const MappedRelationship* other : others) {
      if (other == relationship.back || allows(relationship, *other) || allows(*other, relationship))
        continue;
      auto known = std::find_if(conflicts.begin(), conflicts.end(), [&](const auto& one) { return one.first == other; });
      if (known == conflicts.end())
        known = conflicts.insert(known, {other, {}});
      known->second += (known->second.empty() ? "\"" : ", \"") + column->table->name + "." + column->name + '"';
    }
    others.push_back(&relationship);
  }
  for (const auto& [other, columns] : conflicts) {
    warn(message("relationships \"" + other->display() + "\" and \"" + relationship.display() +
                     "\" write the same column, and are not two sides of one",
                 {{"written by both", columns}},
                 "back_populates<...>() where they are two sides, view_only() where one of them only reads, overlaps(\"" +
                     other->name + "\") on \"" + relationship.display() + "\" where both are meant to write"));
  }
}

} // namespace weft::detail
