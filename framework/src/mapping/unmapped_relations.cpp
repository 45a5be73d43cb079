// SPDX-License-Identifier: MIT
//
// Relationship members that a mapping does not name. What is written to one would reach no flush, and its handles, inside of
// an entity, would keep the graph alive that they are a part of.
//
// C++ does not tell the members of a type, but an object shows them: one that nobody wrote to has a look of its own, and a
// copy of a member that belongs to somebody belongs to nobody, which holds for no other member.
#include <cstddef>
#include <cstring>
#include <memory>

#include "configurator.hpp"
#include "message.hpp"
#include "session/graph.hpp"
#include "session/relation_core.hpp"
#include "weft/error.hpp"
#include "weft/session/ref.hpp"

namespace weft::detail {
namespace {

/// An object with its members' initialisers.
class Sample {
public:
  explicit Sample(const MappedEntity& entity) : entity_(entity), object_(allocate(entity)) {
    try {
      entity_.object.construct(object_);
    } catch (...) {
      ::operator delete(object_, object_alignment);
      throw;
    }
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  ~Sample() { destroy_copy(entity_, object_); }

  [[nodiscard]] std::byte* at(std::size_t offset) const noexcept { return static_cast<std::byte*>(object_) + offset; }
  /// Whether the member at `offset`, which looks like one of a relationship, is copied like one.
  [[nodiscard]] bool copies_without_owner(std::size_t offset) const {
    const void* owner = this;
    std::memcpy(at(offset), &owner, sizeof owner);
    const std::unique_ptr<void, Destroy> copy(copy_object(entity_, object_), Destroy{&entity_});
    std::memcpy(&owner, static_cast<const std::byte*>(copy.get()) + offset, sizeof owner);
    std::memset(at(offset), 0, sizeof owner);
    return owner == nullptr;
  }

private:
  struct Destroy {
    const MappedEntity* entity;
    void operator()(void* copy) const noexcept { destroy_copy(*entity, copy); }
  };
  /// What lies between members is looked at, too.
  static void* allocate(const MappedEntity& entity) {
    return std::memset(::operator new(entity.object.size, object_alignment), 0, entity.object.size);
  }

  const MappedEntity& entity_;
  void* object_;
};

/// Concrete inheritance has none of the base's relationships, unless it maps them again.
bool is_of_base(const MappedEntity& entity, std::ptrdiff_t offset) {
  const MappedEntity* base = entity.copied;
  return base && (base->relationship_at(offset) || is_of_base(*base, offset));
}

} // namespace

void check_relations_are_mapped(const MappedEntity& entity) {
  const Ref<MappedEntity> unwritten{};
  std::size_t found = 0;
  const Sample sample(entity);
  for (std::size_t offset = 0; offset + sizeof(Relation) <= entity.object.size; offset += alignof(Relation)) {
    if (std::memcmp(sample.at(offset), &unwritten, RelationAccess::written_size) != 0)
      continue;
    const auto place = static_cast<std::ptrdiff_t>(offset);
    if (!entity.relationship_at(place) && !is_of_base(entity, place) && sample.copies_without_owner(offset))
      ++found;
  }
  if (found == 0)
    return;
  std::string named;
  for (const MappedRelationship& relationship : entity.relationships)
    named += (named.empty() ? "\"" : ", \"") + relationship.name + '"';
  throw MappingError(message("entity \"" + entity.name + "\" cannot be mapped: it has " +
                                 (found == 1 ? "a member" : std::to_string(found) + " members") +
                                 " of type Ref, List, Set or Dict that the mapping does not name",
                             {{"named", named.empty() ? "none" : named}},
                             "m.relationship<...>() for each, or handles (weft::Ptr, std::vector) for what is not stored"));
}

} // namespace weft::detail
