// SPDX-License-Identifier: MIT
//
// Tables for entities.
//
//   weft::create_all<Department, Order>(engine);   // and every table that they reach
//   weft::drop_all<Department, Order>(engine);
//
// Meant for tests, examples and first steps: what exists is left as it is, so a changed mapping does not
// change its table. Databases that live longer want migrations, which are written in SQL.
#pragma once

#include <vector>

#include "weft/fwd.hpp"
#include "weft/mapping/draft.hpp"

namespace weft {

namespace detail {

void create_tables(const Engine& engine, const std::vector<sql::EntityFunction>& entities);
void drop_tables(const Engine& engine, const std::vector<sql::EntityFunction>& entities);

}  // namespace detail

/// Creates the tables of the entities and of all that they reach by relationships and foreign keys, association
/// tables included, in the order in which they depend on one another. Throws `MappingError` for a wrong mapping, and
/// what a statement throws; where the database can, nothing is created then. Takes a connection of the engine.
template <class... Entities>
void create_all(const Engine& engine) {
  static_assert(sizeof...(Entities) > 0, "weft: create_all<...>() names at least one entity");
  detail::create_tables(engine, {&entity_of<Entities>...});
}

/// Drops the same tables with all their rows, in the opposite order; those that do not exist are passed over.
/// Throws what a statement throws; when tables of others refer to these, it says which.
template <class... Entities>
void drop_all(const Engine& engine) {
  static_assert(sizeof...(Entities) > 0, "weft: drop_all<...>() names at least one entity");
  detail::drop_tables(engine, {&entity_of<Entities>...});
}

}  // namespace weft
