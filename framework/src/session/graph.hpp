// SPDX-License-Identifier: MIT
//
// Where instances live: slabs of slots, owned by a graph, owned by a session or by the handles into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#include "session/single_owners.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/session/instance.hpp"
#include "weft/session/relation.hpp"

namespace weft {

namespace detail {
class Nursery;
class SessionCore;
struct YoungSlab;
}

/// Instances that may point to one another. Freed as a whole: edges inside cost nothing and leak nothing.
class Graph {
 public:
  static Graph& create();

  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  /// A new object of that entity with its members' initialisers.
  Instance& make(const MappedEntity& entity);
  /// The same for a row that was read: in the nursery, while there is one.
  Instance& make_loaded(const MappedEntity& entity);
  /// A new object that takes over a program's value. `alone`: the graph is made for this one.
  Instance& make(const MappedEntity& entity, void* value, bool alone);
  /// Takes over everything of another graph, which is gone afterwards. The other has no session.
  void absorb(Graph& other);

  [[nodiscard]] detail::SessionCore* session() const noexcept { return session_; }
  void attach(detail::SessionCore& session) noexcept { session_ = &session; }
  /// The session lets go. The graph is freed now, or with the last handle into it.
  void detach() noexcept;

  /// What is loaded from now on may be let go again. Does nothing when there is a nursery already.
  void begin_nursery();
  /// What is in the nursery stays.
  void end_nursery() noexcept;
  /// Null while nothing streams.
  [[nodiscard]] detail::Nursery* nursery() const noexcept { return nursery_.get(); }

  void handle_appeared() noexcept { ++referenced_; }
  void handle_vanished() noexcept {
    if (--referenced_ == 0 && !session_) delete this;
  }

  template <class Visit>
  void for_each(Visit visit);
  /// The instances of an entity type, those of derived ones too.
  template <class Visit>
  void for_each(const MappedEntity& entity, Visit visit);
  /// Made at the first call.
  [[nodiscard]] detail::SingleOwners& single_owners();
  /// An owner holds something in a relationship that allows one owner: nothing is noted as long as nobody asked.
  void note_single_owner(const MappedRelationship& relationship, Instance& owner, Instance& item) {
    if (single_owners_) single_owners_->note(relationship, owner, item);
  }
  void note_single_owner(const MappedRelationship& relationship, Instance& owner) {
    if (single_owners_) single_owners_->note_all(relationship, owner);
  }
  /// What the owner holds in such a relationship is about to be forgotten.
  void remember_single_owner(const MappedRelationship& relationship, Instance& owner) {
    single_owners().remember(relationship, owner);
  }
  /// Some of what was noted is gone: the next question looks at all owners again.
  void forget_single_owners() noexcept { single_owners_.reset(); }

 private:
  Graph() = default;
  ~Graph();

  detail::SessionCore* session_ = nullptr;
  std::size_t referenced_ = 0;  ///< instances that handles point to
  std::vector<detail::Slab*> slabs_{};
  std::vector<detail::Slab*> open_{};  ///< one per entity type: the slab being filled
  detail::Slab* filling_ = nullptr;    ///< the one that was filled last
  std::unique_ptr<detail::SingleOwners> single_owners_{};
  std::unique_ptr<detail::Nursery> nursery_{};

  friend class detail::Nursery;
  detail::Slab& add_slab(const MappedEntity& entity, std::uint32_t capacity);
  /// All slabs are of age; those from which everything was let go are freed.
  void drop_empty_slabs() noexcept;
  detail::Slab& open_slab(const MappedEntity& entity, bool alone);
};

namespace detail {

/// What no entity may exceed; copies of single objects are aligned to it.
inline constexpr std::align_val_t object_alignment{16};

/// A run of slots for one entity type. The slots follow the header in memory. Those of instances that were let go have no
/// slab.
struct alignas(16) Slab {
  Graph* graph = nullptr;
  const MappedEntity* entity = nullptr;
  std::uint32_t capacity = 0;
  std::uint32_t used = 0;
  std::size_t slot_size = 0;
  YoungSlab* young = nullptr;  ///< in the nursery

  [[nodiscard]] Instance* slot(std::uint32_t index) noexcept {
    return reinterpret_cast<Instance*>(reinterpret_cast<std::byte*>(this + 1) + index * slot_size);
  }
  [[nodiscard]] std::uint32_t index_of(const Instance& instance) noexcept {
    return static_cast<std::uint32_t>(
        static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&instance) - reinterpret_cast<std::byte*>(this + 1)) /
        slot_size);
  }
};

/// The instance stays in the session from now on, whether the program has a handle on it or not.
void keep_young(Instance& instance) noexcept;
inline void keep(Instance& instance) noexcept {
  if (InstanceAccess::slab(instance)->young) keep_young(instance);
}
/// The same for what is loaded into a relationship of one that stays.
inline void keep_for(Instance& owner, Instance& related) noexcept {
  if (InstanceAccess::slab(related)->young && !InstanceAccess::slab(owner)->young) keep_young(related);
}

/// A change of a collection that is not loaded: kept until it is, or until the flush.
struct QueuedChange {
  Instance* item = nullptr;
  bool added = true;
  bool direct = true;  ///< said of this collection; else it follows from a change of the other side
  bool visited = false;  ///< put in before it was taken out
};

/// What a relationship was before the unit of work changed it.
struct RelationHistory {
  std::uint32_t relationship = 0;  ///< position in `MappedEntity::relationships`
  bool known = false;              ///< the old contents are known (they were loaded, or the owner is new)
  ItemsPin items{};                ///< collections
  Instance* target = nullptr;      ///< to-one; when it is not known: what the foreign key leads to, if that is in memory
  std::vector<QueuedChange> queue{};  ///< changes of a collection that was not loaded
};

/// Where something went that an owner with delete_orphan had.
struct LastOwner {
  const MappedRelationship* relationship = nullptr;
  Instance* owner = nullptr;  ///< null: it left and found none, so it is an orphan
};

/// What only few instances need.
struct InstanceExtra {
  void* snapshot = nullptr;  ///< a copy of the object as the database has it
  std::vector<RelationHistory> relations{};
  std::vector<LastOwner> owners{};  ///< of relationships with delete_orphan, where one changed since the last flush
  std::uint32_t watched_since = 0;  ///< the savepoint in which `modify()` was first called; 0 is outside of all
  std::uint32_t written_in = 0;     ///< the latest savepoint in which a flush wrote it or its relationships
  std::uint32_t kept_in = 0;        ///< the latest savepoint that keeps its row as it was before

  [[nodiscard]] RelationHistory* history(const MappedRelationship& relationship) noexcept {
    for (auto& one : relations)
      if (one.relationship == relationship.index) return &one;
    return nullptr;
  }
  [[nodiscard]] LastOwner* last_owner(const MappedRelationship& relationship) noexcept {
    for (auto& one : owners)
      if (one.relationship == &relationship) return &one;
    return nullptr;
  }
};

/// What a relationship of the instance was before the unit of work changed it; null while it did not.
inline RelationHistory* history_of(Instance& instance, const MappedRelationship& relationship) noexcept {
  InstanceExtra* extra = InstanceAccess::extra(instance);
  return extra ? extra->history(relationship) : nullptr;
}

/// The instance is about to change: remembers its row, with its session or for the next one (detached_changes.cpp).
void note_change(Instance& instance);
/// A session lets go of the instance, and what was not flushed of it waits for the next one.
void put_down_changes(Instance& instance) noexcept;

/// What tells the kind of the entity, into the object's discriminator.
void write_identity(Instance& instance);
InstanceExtra& extra_of(Instance& instance);
/// Forgets the copy of the row and the history.
void drop_extra(Instance& instance) noexcept;
/// Keeps a copy of the row as it is now, unless there is one.
void take_snapshot(Instance& instance);
/// A copy of an object, to be given back to `destroy_copy`.
void* copy_object(const MappedEntity& entity, const void* object);
void destroy_copy(const MappedEntity& entity, void* copy) noexcept;
/// The object whose columns tell the instance's identity: the copy of the row while there is one.
inline const void* identity_object(Instance& instance) noexcept {
  auto* extra = InstanceAccess::extra(instance);
  return extra && extra->snapshot ? extra->snapshot : instance.object();
}

inline Graph& graph_of(Instance& instance) noexcept { return *InstanceAccess::slab(instance)->graph; }
/// The session that the instance takes part in; null for transient and detached ones.
SessionCore* session_of(Instance& instance) noexcept;
/// Puts two instances into one graph; throws `UsageError` when they belong to two sessions.
void unite(Instance& left, Instance& right);

/// The relationship member of an instance's object.
inline Relation& relation_of(Instance& instance, const MappedRelationship& relationship) noexcept {
  return *reinterpret_cast<Relation*>(static_cast<std::byte*>(InstanceAccess::object(instance)) + relationship.offset);
}

}  // namespace detail

template <class Visit>
void Graph::for_each(Visit visit) {
  for (std::size_t index = 0; index < slabs_.size(); ++index) {
    detail::Slab* slab = slabs_[index];
    for (std::uint32_t slot = 0; slab && slot < slab->used; ++slot)
      if (Instance& instance = *slab->slot(slot); detail::InstanceAccess::slab(instance)) visit(instance);
  }
}

template <class Visit>
void Graph::for_each(const MappedEntity& entity, Visit visit) {
  for (std::size_t index = 0; index < slabs_.size(); ++index) {
    detail::Slab* slab = slabs_[index];
    if (!slab || !slab->entity->is(entity)) continue;
    for (std::uint32_t slot = 0; slot < slab->used; ++slot)
      if (Instance& instance = *slab->slot(slot); detail::InstanceAccess::slab(instance)) visit(instance);
  }
}

}  // namespace weft
