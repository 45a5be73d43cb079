// SPDX-License-Identifier: MIT
//
// What a statement reads of entities derived from those that it names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "loading/query_plan.hpp"

namespace weft::detail {

/// An entity of a statement that is being planned.
struct KindPlace {
  PlannedStatement& planned;
  std::uint32_t position = 0;
  std::string alias{};
  bool inside = false;  ///< the query names it; otherwise a strategy joined it
};

/// Throws `UsageError` when with_polymorphic() names an entity whose rows the select does not find.
void check_kinds(const SelectState& select, const std::vector<const MappedEntity*>& roots);

/// Lets rows hold the derived entities that the query names, and those of which an option or the mapping says it.
void choose_kinds(const KindPlace& place);
/// Lets rows hold the kind, and what stands between it and the entity, unless the query names another derived entity there.
void add_kind(const KindPlace& place, const MappedEntity& kind);
/// Tells the source of the statement which tables come with it.
void name_kinds(const KindPlace& place);
void name_kinds(const EntityPlan& plan, sql::Source& source);

/// What is derived from the entity.
[[nodiscard]] std::vector<const MappedEntity*> derived_kinds(const EntityPlan& plan);
/// The kinds that are read whole, in the statement or after it, and what stands between them and the entity.
[[nodiscard]] std::vector<const MappedEntity*> kinds_read(const EntityPlan& plan);
/// Says of every kind how far it is read, once it is known where rows hold what.
void finish_kinds(EntityPlan& plan);

}  // namespace weft::detail
