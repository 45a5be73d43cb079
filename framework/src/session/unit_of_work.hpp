// SPDX-License-Identifier: MIT
//
// One flush: what changed in the graph becomes statements, in an order that the database accepts.
//
// 1. cascades: what goes with a removed owner, orphans, children that lose their owner
// 2. order: entity types by their foreign keys, rows of types that refer to each other by their links
// 3. inserts and updates from owners to owned, association rows, deletes the other way round
//
// Statements of one kind on one set of columns go out as one batch.
#pragma once

#include <tsl/robin_map.h>

#include <set>
#include <tuple>
#include <vector>

#include "session/graph.hpp"

namespace weft::detail {

/// The columns in which an instance differs from its snapshot.
[[nodiscard]] std::vector<const MappedColumn*> changed_columns(Instance& instance);
/// True when the relationship is not what it was.
[[nodiscard]] bool relation_changed(Instance& instance, RelationHistory& history);

/// What a relationship gained and lost since the last flush.
struct RelationChange {
  std::vector<Instance*> added{};
  std::vector<Instance*> removed{};
};
[[nodiscard]] RelationChange change_of(Instance& instance, const MappedRelationship& relationship);

class UnitOfWork {
 public:
  explicit UnitOfWork(SessionCore& session) : session_(session) {}
  void run();

 private:
  /// The owner's key goes into the columns of `child`.
  struct OwnerLink {
    Instance* owner = nullptr;
    const MappedRelationship* relationship = nullptr;
  };
  struct AssociationRow {
    const MappedRelationship* relationship = nullptr;
    Instance* owner = nullptr;
    Instance* target = nullptr;
  };
  /// A foreign key that is written after both rows exist, because each refers to the other.
  struct Deferred {
    Instance* instance = nullptr;
    const MappedRelationship* relationship = nullptr;
    Instance* target = nullptr;
  };

  // Cascades (cascading.cpp).
  void cascade_removals();
  void cascade_removal(const MappedEntity& entity, const std::vector<Instance*>& owners);
  void release_children(Instance& owner, const MappedRelationship& relationship);
  void collect_changes();
  void collect_changes(Instance& instance);
  void drop_child(Instance& owner, const MappedRelationship& relationship, Instance& child);
  void doom(Instance& instance);
  void add_association(const MappedRelationship& relationship, Instance& owner, Instance& target, bool added);

  // Order (ordering.cpp).
  void order();
  void order_updates();
  void order_rows(std::vector<Instance*>& instances, bool deleting);
  [[nodiscard]] std::uint32_t rank_of(const MappedEntity& entity);
  std::uint32_t level_of(Instance& instance, tsl::robin_map<Instance*, std::uint32_t>& levels);
  void owners_of(Instance& instance, std::vector<std::pair<Instance*, const MappedRelationship*>>& owners);

  // Statements (writing.cpp).
  void copy_keys(Instance& instance);
  void insert_all();
  void insert_batch(const MappedEntity& entity, std::span<Instance* const> batch);
  void insert_group(const MappedEntity& entity, std::span<Instance* const> group,
                    const std::vector<const MappedColumn*>& columns, bool generated);
  void update_all(std::span<Instance* const> instances);
  void write_deferred();
  void write_associations(const std::vector<AssociationRow>& rows, bool insert);
  void delete_all();
  void delete_associations();
  void delete_batch(const MappedEntity& entity, std::span<Instance* const> batch);
  void settle();

  SessionCore& session_;
  std::vector<Instance*> inserts_{};
  std::vector<Instance*> updates_{};
  std::vector<Instance*> deletes_{};
  std::vector<AssociationRow> association_inserts_{};
  std::vector<AssociationRow> association_deletes_{};
  std::set<std::tuple<const TableDefinition*, Instance*, Instance*>> association_seen_{};
  tsl::robin_map<Instance*, std::vector<OwnerLink>> owner_links_{};
  std::vector<Deferred> deferred_{};
  tsl::robin_map<const MappedEntity*, std::uint32_t> ranks_{};
  std::set<const MappedEntity*> cyclic_{};
};

}  // namespace weft::detail
