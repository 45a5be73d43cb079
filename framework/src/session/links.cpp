// SPDX-License-Identifier: MIT
//
// What rows wait for: the rows that their foreign keys lead to.
#include <algorithm>

#include "session/key_values.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {

/// The relationships by which `instance` refers to others, as far as they are in memory.
void UnitOfWork::links_to_owners(Instance& instance, std::vector<Link>& links) {
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
    if (Instance* target = RelationAccess::target(relation_of(instance, relationship)))
      links.push_back({target, &instance, &relationship});
  }
  if (auto known = owner_links_.find(&instance); known != owner_links_.end())
    for (const auto& link : known->second) links.push_back({link.owner, &instance, link.relationship});
}

/// A key that the program gives is known before its row is there: whether it may be, the database decides.
Tie UnitOfWork::tie_of(const Link& link) {
  if (may_wait(link)) return Tie::loose;
  return waits_for_key(*link.owner) ? Tie::firm : Tie::tight;
}

/// No row of a circle can be the first one.
void UnitOfWork::refuse(const std::vector<Link>& links, const std::vector<std::size_t>& circle) {
  std::vector<std::string> names;
  std::string needs;
  for (auto place : circle) {
    const Link& link = links[place];
    const std::string& child = link.child->entity().name;
    if (std::find(names.begin(), names.end(), child) == names.end()) names.push_back(child);
    const ColumnPair& pair = link.relationship->pairs.front();
    const MappedColumn& column = link.relationship->direction == Direction::many_to_one ? *pair.local : *pair.remote;
    needs += "\n  \"" + child + "::" + column.member + "\" needs the key of " +
             (link.owner == link.child ? "its own row" : "the new \"" + link.owner->entity().name + '"');
  }
  std::string who;
  for (std::size_t index = 0; index < names.size(); ++index)
    who += (index == 0 ? "\"" : index + 1 == names.size() ? " and \"" : ", \"") + names[index] + '"';
  throw UsageError("cannot insert " + who + ": the database has still to make keys that cannot be null" + needs +
                   "\n  make one of these members std::optional: its row goes first, and is completed afterwards\n"
                   "  or flush one with a row that is there already, and change it then\n"
                   "  or give the keys yourself, where the database checks these constraints at commit (DEFERRABLE)");
}

/// The foreign keys by which `instance` names new rows, and that no link speaks for.
void UnitOfWork::links_by_value(Instance& instance, std::vector<Link>& links) {
  const std::size_t spoken_for = links.size();
  auto says = [](const Link& link, const MappedColumn* column) {
    const bool own = link.relationship->direction == Direction::many_to_one;
    return std::any_of(link.relationship->pairs.begin(), link.relationship->pairs.end(),
                       [&](const ColumnPair& pair) { return (own ? pair.local : pair.remote) == column; });
  };
  for (const auto* owner : cyclic_) {
    if (rank_of(*owner) != rank_of(instance.entity())) continue;
    for (const auto& foreign : value_owners_.links(instance.entity(), *owner)) {
      const bool said = std::any_of(links.begin(), links.begin() + static_cast<std::ptrdiff_t>(spoken_for), [&](const Link& link) {
        return std::all_of(foreign.pairs.begin(), foreign.pairs.end(), [&](const ColumnPair& pair) { return says(link, pair.local); });
      });
      if (said) continue;
      if (Instance* named = value_owners_.find(instance, foreign, *owner))
        links.push_back({named, &instance, nullptr, &foreign});
    }
  }
}

/// True when the foreign key may be empty for a while.
bool UnitOfWork::may_wait(const Link& link) {
  const bool own = link.foreign || link.relationship->direction == Direction::many_to_one;
  const auto& pairs = link.foreign ? link.foreign->pairs : link.relationship->pairs;
  return std::all_of(pairs.begin(), pairs.end(),
                     [&](const ColumnPair& pair) { return may_be_null(own ? *pair.local : *pair.remote); });
}

/// The row is inserted without this key, which follows once both rows are there.
void UnitOfWork::defer(const Link& link) {
  deferred_.push_back(link);
  if (!may_wait(link)) return copy_key(link);
  const bool own = link.foreign || link.relationship->direction == Direction::many_to_one;
  for (const auto& pair : link.foreign ? link.foreign->pairs : link.relationship->pairs) {
    const MappedColumn& column = own ? *pair.local : *pair.remote;
    column.ops->read(Cell::null(), column.in(InstanceAccess::object(*link.child)));
  }
}

bool UnitOfWork::is_late(std::vector<const MappedColumn*> columns) const {
  if (late_.empty()) return false;
  std::sort(columns.begin(), columns.end());
  return late_.contains(columns);
}

}  // namespace weft::detail
