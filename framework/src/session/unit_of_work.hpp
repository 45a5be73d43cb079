// SPDX-License-Identifier: MIT
//
// One flush: what changed in the graph becomes statements, in an order that the database accepts.
//
// 1. cascades: what goes with a removed owner, orphans, children that lose their owner
// 2. order: entity types by their foreign keys, rows of types that refer to each other by their links
// 3. room: rows that give up a value which another row takes over give it up first
// 4. inserts and updates from owners to owned, association rows, deletes the other way round
//
// Statements of one kind on one set of columns go out as one batch.
#pragma once

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "session/foreign_key_owners.hpp"
#include "session/graph.hpp"
#include "session/row_copy.hpp"
#include "session/row_order.hpp"

namespace weft::detail {

/// The columns in which an instance differs from its snapshot, into `changed`.
void changed_columns(Instance& instance, std::vector<const MappedColumn*>& changed);
/// True when there are any.
[[nodiscard]] bool columns_changed(Instance& instance);
/// True when the relationship is not what it was.
[[nodiscard]] bool relation_changed(Instance& instance, RelationHistory& history);

/// What a relationship gained and lost since the last flush.
struct RelationChange {
  std::vector<Instance*> added{};
  std::vector<Instance*> removed{};
};
[[nodiscard]] RelationChange change_of(Instance& instance, const MappedRelationship& relationship);
/// Tells of what a relationship holds and nobody added: the link is not written.
void warn_outside(const Instance& related, const MappedRelationship& relationship);

class UnitOfWork {
 public:
  explicit UnitOfWork(SessionCore& session) : session_(session) {}
  void run();

 private:
  /// A relationship between two rows, from either side: the key of one goes into columns of the other.
  struct Link {
    Instance* owner = nullptr;
    Instance* child = nullptr;  ///< has the foreign key
    const MappedRelationship* relationship = nullptr;  ///< null where the program wrote the foreign key itself
    const ForeignLink* foreign = nullptr;              ///< in that case
  };
  struct OwnerLink {
    Instance* owner = nullptr;
    const MappedRelationship* relationship = nullptr;
  };
  struct AssociationRow {
    const MappedRelationship* relationship = nullptr;
    Instance* owner = nullptr;
    Instance* target = nullptr;
  };
  /// A row that refers to another one by the values of a foreign key of its table.
  struct Reference {
    Instance* child = nullptr;
    Instance* owner = nullptr;
    std::vector<const MappedColumn*> columns{};  ///< of the child
  };
  /// A row that got another key.
  struct MovedRow {
    Instance* instance = nullptr;
    RowCopy before;
  };
  using Instances = std::vector<Instance*>;

  // Cascades (cascading.cpp).
  void collect();
  void expel_orphans();
  void load_sets();
  void expel(Instance& instance);
  void collect_changes(Instance& instance);
  void collect_children(Instance& owner, const MappedRelationship& relationship);
  void drop_removed(Instance& owner, const MappedRelationship& relationship, const Instances& removed);
  void drop_child(Instance& owner, const MappedRelationship& relationship, Instance& child);
  void cascade_removals();
  void cascade_removal(const MappedEntity& entity, const Instances& owners);
  void release_children();
  void doom(Instance& instance);
  void add_association(const MappedRelationship& relationship, Instance& owner, Instance& target, bool added);

  // Order (ordering.cpp).
  void order();
  [[nodiscard]] std::uint32_t rank_of(const MappedEntity& entity) const;
  void order_inserts();
  [[nodiscard]] static Tie tie_of(const Link& link);
  [[noreturn]] static void refuse(const std::vector<Link>& links, const std::vector<std::size_t>& circle);
  void links_by_value(Instance& instance, std::vector<Link>& links);
  [[nodiscard]] static bool may_wait(const Link& link);
  void defer(const Link& link);
  [[nodiscard]] bool is_late(std::vector<const MappedColumn*> columns) const;
  void order_deletes();
  void order_updates();
  void links_to_owners(Instance& instance, std::vector<Link>& links);

  // Rows that take over what others give up (handing_over.cpp).
  void switch_rows();
  void make_room();
  void vacate(Instance& giver, const std::vector<const MappedColumn*>& columns);
  void references_of(Instance& instance, std::vector<Reference>& references);
  void delete_early(const tsl::robin_set<Instance*>& givers);

  // Foreign keys (key_copying.cpp, key_following.cpp, key_carrying.cpp).
  void copy_keys(Instance& instance);
  static void copy_key(const Link& link);
  static void clear_key(Instance& instance, const MappedRelationship& relationship);
  void follow_keys(const MappedEntity& entity, std::span<const MovedRow> moved);
  void carry_keys();
  void carry_key(const MappedRelationship& relationship, const Instances& owners, Instances& moved);
  void carry_associations(const MappedEntity& entity, std::span<const MovedRow> moved);

  // Statements (inserting.cpp, updating.cpp, associations.cpp, deleting.cpp).
  void insert_all();
  void insert_batch(const MappedEntity& entity, std::span<Instance* const> batch);
  void insert_group(const MappedEntity& entity, std::span<Instance* const> group,
                    const std::vector<const MappedColumn*>& columns, bool generated);
  void insert_statements(const MappedEntity& entity, std::span<Instance* const> group,
                         const std::vector<const MappedColumn*>& columns, std::size_t rows, bool generated);
  [[nodiscard]] bool insert_part_in_bulk(const MappedEntity& entity, std::span<Instance* const> group,
                                         const std::vector<const MappedColumn*>& columns, std::size_t part);
  void insert_part(const MappedEntity& entity, std::span<Instance* const> group,
                   const std::vector<const MappedColumn*>& columns, std::size_t part);
  void insert_returning(const MappedEntity& entity, std::span<Instance* const> group,
                        const std::vector<const MappedColumn*>& columns);
  void learn_version(Instance& instance);
  void write_deferred();
  void update_all(std::span<Instance* const> instances);
  void update_rows(const MappedEntity& entity, const std::vector<const MappedColumn*>& columns,
                   std::span<Instance* const> rows);
  void update_part(const MappedEntity& entity, const std::vector<const MappedColumn*>& columns,
                   std::span<Instance* const> rows, std::size_t part);
  void settle_update(const std::vector<const MappedColumn*>& columns, Instance& instance);
  void settle_keys(const MappedEntity& entity, const std::vector<const MappedColumn*>& columns,
                   std::span<const MovedRow> moved);
  void write_associations(const std::vector<AssociationRow>& rows, bool insert);
  void insert_associations(std::span<const AssociationRow> rows);
  void remove_associations(std::span<const AssociationRow> rows);
  void delete_associations(std::span<Instance* const> doomed);
  void delete_associations(const MappedRelationship& relationship, const std::vector<AssociationPair>& pairs,
                           std::span<Instance* const> doomed);
  void release_circles();
  void delete_rows(std::span<Instance* const> doomed);
  void delete_part(const MappedEntity& entity, std::size_t part, std::span<Instance* const> batch);
  void delete_batch(const MappedEntity& entity, std::span<Instance* const> batch);
  void delete_each(const MappedEntity& entity, std::span<Instance* const> batch);
  void settle();

  SessionCore& session_;
  Instances inserts_{};
  std::vector<std::uint32_t> insert_levels_{};  ///< rows of one level do not refer to each other
  Instances updates_{};
  Instances deletes_{};
  Instances switched_{};  ///< new entities that take over the row of a removed one
  std::vector<AssociationRow> association_inserts_{};
  std::vector<AssociationRow> association_deletes_{};
  std::set<std::tuple<const TableDefinition*, Instance*, Instance*>> association_seen_{};
  tsl::robin_map<Instance*, std::vector<OwnerLink>> owner_links_{};
  std::vector<OwnerLink> released_{};        ///< children without an owner: `owner` is the child here
  std::vector<Link> deferred_{};             ///< foreign keys between new rows that refer to each other
  std::vector<Reference> circles_{};         ///< foreign keys between removed rows that refer to each other
  ForeignKeyOwners value_owners_{};
  std::set<std::pair<Instance*, const MappedRelationship*>> unwritten_links_{};  ///< of to-ones, out of the session
  std::set<std::vector<const MappedColumn*>> late_{};  ///< foreign keys of relationships with post_update, sorted
  tsl::robin_map<const MappedEntity*, std::uint32_t> ranks_{};
  std::set<const MappedEntity*> cyclic_{};
};

}  // namespace weft::detail
