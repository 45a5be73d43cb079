// SPDX-License-Identifier: MIT
#include "session/foreign_key_owners.hpp"

#include "session/write_batch.hpp"

namespace weft::detail {
namespace {

/// False when a part of it is null, or has still to be made by the database.
bool key_of(const ForeignLink& link, bool of_owner, Instance& instance, std::string& key) {
  Scratch scratch;
  for (const auto& pair : link.pairs) {
    const MappedColumn& column = of_owner ? *pair.remote : *pair.local;
    const Cell cell = column.bind(instance.object(), scratch);
    if (cell.is_null()) return false;
    if (of_owner && &column == instance.entity().generated_key && waits_for_key(instance)) return false;
    append_key(column, cell, key);
  }
  return true;
}

}  // namespace

const std::vector<ForeignLink>& ForeignKeyOwners::links(const MappedEntity& child, const MappedEntity& owner) {
  auto known = links_.find({&child, &owner});
  if (known == links_.end()) known = links_.emplace(std::pair(&child, &owner), foreign_links(child, owner)).first;
  return known->second;
}

Instance* ForeignKeyOwners::find(Instance& child, const ForeignLink& link, const MappedEntity& entity) {
  std::string wanted;
  if (!key_of(link, false, child, wanted)) return nullptr;
  auto rows = rows_.find({&link, &entity});
  if (rows == rows_.end()) {
    rows = rows_.emplace(std::pair(&link, &entity), Rows{}).first;
    for (auto* instance : inserts_) {
      std::string key;
      if (&instance->entity() == &entity && key_of(link, true, *instance, key)) rows->second.emplace(std::move(key), instance);
    }
  }
  const auto found = rows->second.find(wanted);
  return found == rows->second.end() ? nullptr : found->second;
}

}  // namespace weft::detail
