// SPDX-License-Identifier: MIT
#include "loading/missing_sources.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "mapping/derived_kinds.hpp"
#include "session/warn.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {
namespace {

using sql::Node;
using sql::NodeKind;
using sql::Source;

/// An entity under a name of its own, or under none.
struct Place {
  sql::EntityFunction entity = nullptr;
  std::string alias{};
  bool of_column = false;  ///< which may be one that another entity has of this one, by concrete inheritance
};

/// Of related entities either the same source reads both, or with_polymorphic is missing: an error says so.
bool stands_for(const Source& source, const Place& place) {
  if (!place.alias.empty()) return source.alias == place.alias || source.cte == place.alias;
  if (!source.entity) return false;
  const MappedEntity& entity = source.entity().configured();
  return are_related(entity, place.entity()) || (place.of_column && copies(entity, place.entity())) ||
         entity.stands_in(place.entity().configured().table);
}

bool brings(const sql::Join& join, const Place& place) {
  return stands_for(join.source, place) ||
         std::any_of(join.nested.begin(), join.nested.end(), [&](const auto& nested) { return brings(nested, place); });
}

bool is_there(const sql::SelectStatement& statement, const Place& place) {
  return stands_for(statement.from, place) ||
         std::any_of(statement.joins.begin(), statement.joins.end(), [&](const auto& join) { return brings(join, place); });
}

template <class Visit>
void for_each_column(const Node& node, const Visit& visit) {
  if (node.kind == NodeKind::entity_column) visit(node);
  for (const auto& child : node.children)
    if (child) for_each_column(*child, visit);
}

std::vector<Place> places_of(const SelectState& select) {
  std::vector<Place> places;
  for (const auto& item : select.items) {
    if (item.entity) {
      places.push_back({item.entity, item.alias});
      continue;
    }
    // An alias that only a column names may be that of a select, which nobody but the program can place.
    for_each_column(*item.node, [&](const Node& column) {
      if (column.text.empty()) places.push_back({column.entity, {}, true});
    });
  }
  return places;
}

/// Whether a condition takes columns of the place and of another one.
bool links(const Node& condition, const Place& place) {
  if (condition.kind == NodeKind::binary && condition.op == sql::Op::logical_and)
    return std::any_of(condition.children.begin(), condition.children.end(),
                       [&](const auto& child) { return links(*child, place); });
  bool here = false;
  bool elsewhere = false;
  for_each_column(condition, [&](const Node& column) {
    const bool same = place.alias.empty() ? column.text.empty() && are_related(column.entity(), place.entity())
                                          : column.text == place.alias;
    (same ? here : elsewhere) = true;
  });
  return here && (elsewhere || condition.select || std::any_of(condition.children.begin(), condition.children.end(),
                                                               [](const auto& child) { return child && child->select; }));
}

bool linked(const sql::SelectStatement& statement, const Place& place) {
  const auto by = [&](const sql::NodePtr& condition) { return condition && links(*condition, place); };
  return by(statement.where) || std::any_of(statement.joins.begin(), statement.joins.end(), [&](const auto& join) { return by(join.on); });
}

/// Whether the first join said what the query reads from, and that is nothing that it selects.
bool starts_elsewhere(const SelectState& select, const std::vector<Place>& places) {
  return !select.from_said && std::none_of(places.begin(), places.end(), [&](const Place& place) {
    return stands_for(select.statement.from, place);
  });
}

/// The place is read with each of the other rows.
void tell_unlinked(const SelectState& select, const std::vector<Place>& places, const MappedEntity& entity) {
  if (starts_elsewhere(select, places))
    throw UsageError("cannot read \"" + entity.name + "\": the first join of the query starts from \"" +
                     select.statement.from.entity().name + "\", which is not selected, and nothing links the two\n  start with a relationship of \"" +
                     entity.name + "\", join it, too, or link it in where()");
  warn("cartesian product: nothing links \"" + entity.name + "\" to what else the query reads, so each of its rows comes with each of theirs\n"
       "  join it, or link it in where(); cross_join<" + entity.name + ">() says that it is meant");
}

}  // namespace

std::shared_ptr<const SelectState> with_missing_sources(std::shared_ptr<const SelectState> select) {
  const bool one_entity = select->items.size() == 1 && select->items.front().entity &&
                          select->items.front().entity == select->statement.from.entity &&
                          select->items.front().alias == select->statement.from.alias;
  if (one_entity) return select;
  std::shared_ptr<SelectState> changed;
  const std::vector<Place> places = places_of(*select);
  for (const auto& place : places) {
    const SelectState& now = changed ? *changed : *select;
    if (now.statement.from.entity == nullptr && !now.from_said) continue;
    if (is_there(now.statement, place)) continue;
    if (!changed) changed = std::make_shared<SelectState>(*select);
    changed->statement.joins.push_back({.kind = sql::JoinKind::cross, .source = {.entity = place.entity, .alias = place.alias}});
    if (!linked(changed->statement, place)) tell_unlinked(*select, places, place.entity());
  }
  return changed ? changed : select;
}

}  // namespace weft::detail
