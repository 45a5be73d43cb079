// SPDX-License-Identifier: MIT
//
// Resolves mappings: what was written becomes keys, foreign keys, pairs of columns and directions. Each
// step works on one entity, once, under `mapping_mutex`, and throws `MappingError`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weft/mapping/entity.hpp"

namespace weft {

struct MappingConfigurator {
  /// What is wrong with the mapping, empty while nothing is known to be.
  [[nodiscard]] static std::string& failure(const MappedEntity& entity) noexcept { return entity.failure_; }
  [[nodiscard]] static bool done(const MappedEntity& entity) noexcept {
    return entity.configured_.load(std::memory_order_acquire);
  }
  static void configure(const MappedEntity& entity);

private:
  static void finish(const MappedEntity& entity) noexcept { entity.configured_.store(true, std::memory_order_release); }
};

namespace detail {

/// The text for an entity without a `map`.
[[nodiscard]] std::string not_mapped(const MappedEntity& entity);
/// The entity that `function` finds. Throws `MappingError` when it has no `map`.
[[nodiscard]] MappedEntity& mapped(sql::EntityFunction function);
/// The column that a member names. Throws `MappingError`, which begins with `who`, when the member is not mapped.
[[nodiscard]] const MappedColumn& resolve(const MemberRef& member, const std::string& who);

/// What happens to a foreign key, ON DELETE or ON UPDATE, in lower case. Throws `MappingError` for what is no action.
[[nodiscard]] std::string checked_action(const std::string& who, std::string_view option, const std::string& action);

/// Does what follows once for an entity; a mistake is remembered and thrown again.
void prepare_table(MappedEntity& entity);

/// What a derived entity has of its base, once its `map` was run.
void inherit_members(MappedEntity& entity);
/// The tables of an entity, and what tells it from others of its root; the columns and the base are resolved.
void resolve_inheritance(MappedEntity& entity);
/// Columns, primary key, indexes.
void resolve_table(MappedEntity& entity);
/// Foreign keys; the tables they refer to went through `resolve_table`.
void resolve_foreign_keys(MappedEntity& entity);
/// Directions and pairs; the foreign keys of both sides are resolved.
void resolve_relationship(MappedRelationship& relationship);
/// The same by primaryjoin() and secondaryjoin(), as far as they are written: without an association table, and with one.
void resolve_direct_join(MappedRelationship& relationship);
void resolve_association_join(MappedRelationship& relationship);
/// The columns that `foreign_keys()` names, on this side or on the other one: both go by the same key.
[[nodiscard]] const std::vector<MemberRef>& named_foreign_keys(const MappedRelationship& relationship);
/// The other sides; all relationships that lead here are resolved.
void resolve_back(MappedRelationship& relationship);
/// Checks that need all of the above.
void check_relationship(const MappedRelationship& relationship);

/// Warns of columns that this relationship and one that was checked before both write without being two sides of one.
void report_overlaps(const MappedRelationship& relationship);

/// "department_id, company_id"
[[nodiscard]] std::string names_of(const std::vector<const TableColumn*>& columns);

} // namespace detail
} // namespace weft
