// SPDX-License-Identifier: MIT
//
// What the typed front of mappings (`Mapper` and what it hands out) is made on: adds what a program says
// to a `MappedEntity`, without types, and remembers the first mistake. Not for applications.
#pragma once

#include <atomic>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>

#include "weft/mapping/entity.hpp"

namespace weft {

/// The mapping of T, read at the first call (mapping/mapper.hpp).
template <class T>
const MappedEntity& entity_of();

struct TableOptions {
  std::string schema{};
};

namespace detail {

/// An entity's C++ type, as the registry sees it.
struct EntityType {
  std::string_view name{};
  const std::type_info* type = nullptr;
  sql::EntityFunction self = nullptr;
  ObjectOps object{};
  /// Runs the program's `map`; false when there is none.
  bool (*map)(MappedEntity& entity) = nullptr;
};

/// The mapping of that type out of the registry of the process, read at the first call. `known` is where
/// the caller keeps it.
const MappedEntity& read_mapping(std::atomic<const MappedEntity*>& known, const EntityType& type);

/// A mapping that cannot work whatever else is said: reported when the mapping is first used.
void note_mistake(MappedEntity& entity, std::string text);

/// The entity is derived from `base`, whose part of an object begins at `offset`.
void set_base(MappedEntity& entity, const MappedEntity& base, std::ptrdiff_t offset, Value identity);
/// The column that tells what a row is, and what it holds for the entity itself.
void set_discriminator(MappedEntity& entity, const MemberRef& member, Value identity);
void set_concrete(MappedEntity& entity);
void set_polymorphic_load(MappedEntity& entity, std::string_view how);

void set_table(MappedEntity& entity, std::string_view name, std::string_view schema);
/// `path` are the names of the member, and of the members of structs in it.
MappedColumn& add_column(MappedEntity& entity, std::initializer_list<std::string_view> path, std::ptrdiff_t offset,
                         const TypeOps& ops, std::string_view name);
/// What enumerators are called in the database; `names` is what `as_text` was given.
void set_names(MappedColumn& column, std::vector<std::pair<std::int64_t, std::string>> names);

MappedRelationship& add_relationship(MappedEntity& entity, std::string_view member, std::ptrdiff_t offset,
                                     RelationKind kind, sql::EntityFunction target,
                                     std::shared_ptr<const DictKeys> keys);
void set_passive_deletes(MappedRelationship& relationship, std::string_view how);
/// `members` is a list with commas.
void add_overlaps(MappedRelationship& relationship, std::string_view members);

}  // namespace detail
}  // namespace weft
