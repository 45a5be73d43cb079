// SPDX-License-Identifier: MIT
//
// A mapping at run time: what `map(weft::Mapper<T>&)` said, resolved and checked.
//
// Strategies and other readers see entities through these types and never need the C++ type behind
// them. Everything here is made once, never changes after it was configured, and lives as long as the
// process; it may be read from every thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "weft/loading/strategy_traits.hpp"
#include "weft/mapping/cascade.hpp"
#include "weft/mapping/hooks.hpp"
#include "weft/mapping/member_list.hpp"
#include "weft/mapping/table_definition.hpp"
#include "weft/mapping/type_ops.hpp"
#include "weft/sql/node.hpp"

namespace weft {

class MappedEntity;
class DictKeys;
class Table;

/// A member named before its entity's mapping is known; resolved when mappings are configured.
struct MemberRef {
  sql::EntityFunction entity = nullptr;
  std::ptrdiff_t offset = 0;
  std::string_view name{};
  explicit operator bool() const noexcept { return entity != nullptr; }
};

struct ReferenceOptions {
  std::string on_delete{};
  std::string on_update{};
};

struct MappedColumn {
  const MappedEntity* entity = nullptr;
  std::string member{};
  std::ptrdiff_t offset = 0;
  std::uint32_t index = 0;  ///< position in `MappedEntity::columns`
  std::uint32_t part = 0;   ///< position of its table in `MappedEntity::tables`
  const TypeOps* ops = nullptr;
  TableColumn* column = nullptr;
  bool version = false;  ///< compared whenever a row is updated or deleted
  bool deferred = false;         ///< left out when rows are read, unless a query says otherwise
  bool deferred_raises = false;  ///< and not read when it is used either
  std::optional<bool> autoincrement{};  ///< as written; empty when the program said nothing
  MemberRef references{};
  ReferenceOptions reference_options{};
  std::function<void(void* member)> fill_default{};    ///< default_value, default_with: before an INSERT
  std::function<void(void* member)> fill_on_update{};  ///< on_update_with: before an UPDATE
  /// version, version_with: makes the row's version the next one. Empty for version_by_program.
  std::function<void(void* member)> next_version{};
  /// as_text: what an enumerator is called in the database; empty for every other column.
  std::vector<std::pair<std::int64_t, std::string>> names{};
  std::int64_t (*to_integer)(const void* member) = nullptr;      ///< enumerations only
  void (*from_integer)(std::int64_t value, void* member) = nullptr;

  [[nodiscard]] void* in(void* object) const noexcept { return static_cast<std::byte*>(object) + offset; }
  [[nodiscard]] const void* in(const void* object) const noexcept {
    return static_cast<const std::byte*>(object) + offset;
  }
  /// The member of `object` as a parameter. The cell may point into the object or into `scratch`.
  [[nodiscard]] Cell bind(const void* object, Scratch& scratch) const;
  /// Writes a cell into the member of `object`; throws `OperationalError` naming the member when it does not fit.
  void read(const Cell& cell, void* object) const;
};

enum class Direction : std::uint8_t { many_to_one, one_to_many, many_to_many };
enum class RelationKind : std::uint8_t { ref, list, set, dict };

/// A column of the owner and the column of the other side that holds the same value.
struct ColumnPair {
  const MappedColumn* local = nullptr;
  const MappedColumn* remote = nullptr;
};

/// A column of an entity and the column of the association table that holds the same value.
struct AssociationPair {
  const MappedColumn* mapped = nullptr;
  const TableColumn* association = nullptr;
};

struct MappedRelationship {
  const MappedEntity* owner = nullptr;
  const MappedEntity* target = nullptr;
  const MappedRelationship* back = nullptr;  ///< the other side, when both are mapped
  std::string name{};                        ///< of the member
  std::ptrdiff_t offset = 0;
  std::uint32_t index = 0;  ///< position in `MappedEntity::relationships`
  RelationKind kind = RelationKind::ref;
  Direction direction = Direction::many_to_one;

  std::vector<ColumnPair> pairs{};  ///< empty for many-to-many
  const TableDefinition* secondary = nullptr;
  std::vector<AssociationPair> owner_pairs{};   ///< many-to-many: owner and association
  std::vector<AssociationPair> target_pairs{};  ///< many-to-many: target and association
  bool target_by_key = false;  ///< to-one whose remote columns are the target's primary key, and nothing else is asked for
  /// What a join condition of the program's asks for beside the pairs: of what is related, and of the row between. Null
  /// for nothing. Its columns know their sides (`sql::Node::side`).
  sql::NodePtr criteria{};
  /// The same of columns of the owner, compared with others: statements have to join the owner, which they know by its
  /// primary key. A relationship that is only read may have this and no pairs.
  sql::NodePtr owner_criteria{};

  std::vector<sql::NodePtr> order_by{};
  CascadeSet cascade{};
  bool passive_deletes = false;
  bool passive_deletes_all = false;
  bool passive_updates = true;  ///< a changed key is left to the database's ON UPDATE
  bool post_update = false;  ///< its foreign key is written after both rows are; the same on both sides
  bool single_parent = false;
  bool view_only = false;
  bool inner_join = false;
  std::string strategy{};
  StrategyOptions strategy_options{};
  std::shared_ptr<const DictKeys> keys{};  ///< Dict only
  const MappedColumn* key_column = nullptr;

  // As written, before it is resolved.
  sql::EntityFunction target_function = nullptr;
  MemberRef back_populates{};
  MemberRef keyed_by{};
  std::vector<MemberRef> remote_side{};
  std::vector<MemberRef> foreign_keys{};
  const Table* secondary_table = nullptr;
  sql::NodePtr primary_join{};
  sql::NodePtr secondary_join{};
  std::vector<std::string> overlaps{};  ///< members that may write the same columns

  [[nodiscard]] bool to_one() const noexcept { return kind == RelationKind::ref; }
  /// "Department::employees", as messages name it.
  [[nodiscard]] std::string display() const;
};

/// How the framework makes, copies and destroys objects of a type it does not know.
struct ObjectOps {
  std::size_t size = 0;
  std::size_t align = 1;
  void (*construct)(void* place) = nullptr;
  void (*move_construct)(void* place, void* from) = nullptr;
  void (*copy_construct)(void* place, const void* from) = nullptr;
  void (*destroy)(void* object) = nullptr;
  bool trivially_destructible = false;
};

/// A table that holds a part of an entity's rows.
struct MappedTable {
  const TableDefinition* table = nullptr;
  std::vector<const TableColumn*> key{};  ///< in the order of `MappedEntity::primary_key`
};

/// How a derived entity is stored.
enum class Inheritance : std::uint8_t {
  none,
  single,    ///< in the table of its base
  joined,    ///< what it adds is in a table of its own, with the key of the base
  concrete,  ///< all of it in a table of its own; in the database it has nothing to do with the base
};

/// When what a derived entity adds is read with a query of its base.
enum class PolymorphicLoad : std::uint8_t {
  on_access,  ///< when it is used
  inlined,    ///< in the statement that reads the base
  selectin,   ///< right after that, for all of that type together
};

class MappedEntity {
 public:
  std::string name{};       ///< of the C++ type, without namespaces
  std::string type_key{};   ///< of the C++ type, the same in every library of the process
  sql::EntityFunction self = nullptr;  ///< what statements name this entity by
  ObjectOps object{};
  MemberList<MappedColumn> columns{};
  MemberList<MappedRelationship> relationships{};
  std::vector<const MappedColumn*> primary_key{};
  std::vector<const MappedColumn*> deferrable{};  ///< in members of type Deferred
  const MappedColumn* generated_key = nullptr;  ///< the key that the database makes, when it does
  const MappedColumn* version = nullptr;
  bool mapped = false;  ///< false: no `map` function was found
  bool integer_key = false;  ///< one integer column is the whole key
  TableDefinition table{};  ///< with the columns that this entity adds
  std::vector<MappedTable> tables{};  ///< that make up a row, the root's first; one but for joined inheritance
  std::vector<const ForeignKey*> foreign_keys{};  ///< of all these tables, those between them left out
  Hooks hooks{};
  std::vector<Validator> validators{};

  // Inheritance; what is derived has the members, hooks and validators of its base, too.
  Inheritance inheritance = Inheritance::none;
  const MappedEntity* base = nullptr;  ///< whose rows this entity's are; null at the root, and for concrete inheritance
  const MappedEntity* copied = nullptr;  ///< concrete inheritance: whose columns this entity has, too
  const MappedColumn* discriminator = nullptr;  ///< tells what a row of the root is; null without inheritance
  Value identity{};                             ///< what the discriminator holds for this entity; NULL for none
  sql::NodePtr identity_node{};                 ///< the same as a parameter
  MemberRef polymorphic_on{};                   ///< as written
  bool own_table = false;                       ///< `table` was said
  PolymorphicLoad polymorphic_load = PolymorphicLoad::on_access;

  [[nodiscard]] const MappedEntity& root() const noexcept { return base ? base->root() : *this; }
  /// Whether this entity is the other one or derived from it.
  [[nodiscard]] bool is(const MappedEntity& other) const noexcept {
    for (const MappedEntity* entity = this; entity; entity = entity->base)
      if (entity == &other) return true;
    return false;
  }
  /// Whether a part of its rows is in that table.
  [[nodiscard]] bool stands_in(const TableDefinition& other) const noexcept;
  /// The name of that table among those of this entity, where the entity has the name `alias`; empty for none.
  [[nodiscard]] std::string alias_in(const TableDefinition& part, std::string_view alias) const;
  /// The mapped column of that name in that table, or null.
  [[nodiscard]] const MappedColumn* column_named(const TableDefinition& in, std::string_view column) const noexcept;

  /// Composite foreign keys as written; resolved when configured.
  struct ForeignKeyDraft {
    std::vector<MemberRef> columns{};
    std::vector<MemberRef> targets{};
    ReferenceOptions options{};
  };
  std::vector<ForeignKeyDraft> foreign_key_drafts{};
  struct IndexDraft {
    std::string name{};
    std::vector<MemberRef> columns{};
    bool unique = false;
  };
  std::vector<IndexDraft> index_drafts{};

  /// The column mapped to the member at `offset`, or null.
  [[nodiscard]] const MappedColumn* column_at(std::ptrdiff_t offset) const noexcept;
  [[nodiscard]] const MappedColumn* column_of(const TableColumn& column) const noexcept;
  /// The relationship mapped to the member at `offset`, or null.
  [[nodiscard]] const MappedRelationship* relationship_at(std::ptrdiff_t offset) const noexcept;
  /// The relationship of that name, or null.
  [[nodiscard]] const MappedRelationship* relationship(std::string_view member) const noexcept;

  /// Resolves and checks this mapping and all that it reaches, once. Throws `MappingError`; a mapping that
  /// is wrong stays wrong and says so every time.
  const MappedEntity& configured() const {
    if (!configured_.load(std::memory_order_acquire)) configure();
    return *this;
  }

 private:
  void configure() const;
  friend struct MappingConfigurator;
  mutable std::atomic<bool> configured_{false};
  mutable std::string failure_{};
};

/// Every mapping that was read so far, in the order it was read.
[[nodiscard]] std::vector<const MappedEntity*> mapped_entities();
/// The entity and all that is derived from it, as far as their mappings were read.
[[nodiscard]] std::vector<const MappedEntity*> known_kinds_of(const MappedEntity& entity);
/// Grows whenever the mapping of a derived entity is read: what depends on which ones there are is made anew then.
[[nodiscard]] std::uint64_t inheritance_version() noexcept;
/// Whether both are the same table of the database, perhaps of two entities.
[[nodiscard]] bool same_table(const TableDefinition& left, const TableDefinition& right) noexcept;

}  // namespace weft
