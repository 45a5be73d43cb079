// SPDX-License-Identifier: MIT
//
// Entities that a query of their base read: which kind a row is, and what they have beyond that base.
#pragma once

#include "loading/query_plan.hpp"
#include "session/graph.hpp"

namespace weft::detail {

/// The kind of entity that a row is by its discriminator; `last` is tried first. Throws `MappingError` for a value that
/// no known entity has.
const EntityPlan::Kind& kind_of(const EntityPlan& plan, const Cell& discriminator, const EntityPlan::Kind* last);
/// Throws `StaleDataError`: the session holds a row of `wanted` as another kind.
[[noreturn]] void throw_other_kind(Instance& instance, const MappedEntity& wanted);

/// How many of the columns of its entity the instance has.
[[nodiscard]] std::uint32_t columns_read(const Instance& instance) noexcept;
/// Whether it has all that `entity`, its own or a base of it, has.
[[nodiscard]] bool has_read(const Instance& instance, const MappedEntity& entity) noexcept;
/// The instance has so many of the columns of its entity, and lacks the others.
void set_columns_read(Instance& instance, std::size_t columns) noexcept;
/// After what the instance was lacking of `entity`, its own or a base of it, was read.
void note_read(Instance& instance, const MappedEntity& entity);
/// The functions that run once the instance is read as far as it is.
[[nodiscard]] const Hooks& hooks_after_load(const Instance& instance) noexcept;

/// Reads what the instance lacks to be an `entity`, together with all of its type that the same statement read.
void read_whole(Instance& instance, const MappedEntity& entity);
/// Reads what these lack, of whatever types they are.
void read_whole(SessionCore& session, std::vector<Instance*> instances);

/// An instance, and how far it shall be read.
struct Wanted {
  Instance* instance = nullptr;
  const MappedEntity* entity = nullptr;  ///< its own or a base of it
};
/// Reads what they lack: one statement for each type and for what several lack alike.
void read_wanted(SessionCore& session, std::vector<Wanted> wanted);

}  // namespace weft::detail
