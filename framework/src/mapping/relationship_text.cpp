// SPDX-License-Identifier: MIT
#include "relationship_text.hpp"

#include <algorithm>

#include "configurator.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string text_of(const ForeignKey& key) {
  return names_of(key.columns) + " -> " + key.targets[0]->table->name + " (" + names_of(key.targets) + ")";
}

}  // namespace

std::string who(const MappedRelationship& relationship) { return "relationship \"" + relationship.display() + '"'; }

std::string wrong(const MappedRelationship& relationship, std::string_view why, const Details& details,
                  std::string_view remedy) {
  return message(who(relationship) + " cannot be resolved: " + std::string(why), details, remedy);
}

std::pair<std::string, std::string> keys_of(const TableDefinition& table) {
  std::string keys;
  for (const ForeignKey& key : table.foreign_keys) keys.append(keys.empty() ? "" : ", ").append(text_of(key));
  return {"foreign keys of \"" + table.name + '"', keys.empty() ? "none" : keys};
}

Details keys_of_both(const MappedRelationship& relationship) {
  Details details;
  for (const MappedEntity* start : {relationship.owner, relationship.target}) {
    for (const MappedEntity* entity = start; entity; entity = entity->base) {
      const auto keys = keys_of(entity->table);
      if (std::none_of(details.begin(), details.end(), [&](const auto& one) { return one.first == keys.first; }))
        details.push_back(keys);
    }
  }
  return details;
}

std::string name_of(const MappedColumn& column) { return '"' + column.entity->name + "::" + column.member + '"'; }

const MappedColumn& column_named(const MappedRelationship& relationship, const MappedEntity& entity,
                                 const TableColumn& column) {
  if (const MappedColumn* found = entity.column_named(*column.table, column.name)) return *found;
  throw MappingError(wrong(relationship,
                           "entity \"" + entity.name + "\" has no member for column \"" + column.name + '"', {},
                           "m.column<&" + entity.name + "::...>(\"" + column.name + "\")"));
}

}  // namespace weft::detail
