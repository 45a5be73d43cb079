// SPDX-License-Identifier: MIT
//
// From rows to entities: the one place where cells become members.
#pragma once

#include <tsl/robin_set.h>

#include <span>
#include <vector>

#include "loading/load_batch.hpp"
#include "loading/query_plan.hpp"
#include "session/session_core.hpp"

namespace weft {
class Error;
}

namespace weft::detail {

/// Writes the columns of an entity into an object of it, and leaves those that rows do not hold to be loaded.
void read_columns(const EntityPlan& plan, std::span<const Cell> row, void* object);
/// Makes the relationship members of a new object belong to its instance.
void bind_relations(Instance& instance, LoadState state) noexcept;

/// The instances that a query with populate_existing has read, which it does not read again.
using Populated = tsl::robin_set<Instance*>;

class Hydrator {
 public:
  /// `populated`: not null where rows overwrite what the session holds.
  Hydrator(SessionCore& session, std::shared_ptr<const StatementRecord> record, Populated* populated = nullptr);
  Hydrator(const Hydrator&) = delete;
  Hydrator& operator=(const Hydrator&) = delete;
  ~Hydrator();

  /// Takes one row in. Afterwards `entity` answers for it.
  void row(std::span<const Cell> cells);
  /// The instance that the row holds at a position; null when there is none.
  [[nodiscard]] Instance* entity(std::uint32_t position) const noexcept { return places_[position].current; }
  /// Ends the collections that the rows filled.
  void finish();
  [[nodiscard]] const LoadBatch& batch(std::uint32_t position) const noexcept { return *places_[position].batch; }
  /// The instances read at a position, each once.
  [[nodiscard]] std::span<Instance* const> members(std::uint32_t position) const noexcept {
    return places_[position].batch->members;
  }

 private:
  struct Place {
    const EntityPlan* plan = nullptr;
    EntityIdentities* identities = nullptr;
    LoadBatch* batch = nullptr;
    Instance* current = nullptr;
    std::int64_t last_key = 0;
    Instance* last = nullptr;  ///< the instance with `last_key`
    std::vector<std::uint32_t> key_cells{};
    const EntityPlan::Kind* kind = nullptr;  ///< of the last instance of which it mattered
  };
  struct Filling {
    Instance* owner = nullptr;
    const MappedRelationship* relationship = nullptr;
    LoadState as = LoadState::loaded;
  };

  void take(Place& place, std::span<const Cell> cells);
  Instance* find_or_make(Place& place, std::span<const Cell> cells);
  Instance& make(Place& place, std::span<const Cell> cells);
  void note_refreshed(Instance& instance);
  void note_row(Error& error, const Place& place, std::span<const Cell> cells) const;
  /// A to-one that rows give several entities: the first stays.
  void note_several(Instance& owner, const MappedRelationship& relationship, Instance& first, Instance& other);
  static const EntityPlan::Kind* kind_at(Place& place, const Instance& instance);
  Instance* by_bytes(Place& place, std::span<const Cell> cells);
  void fill(Instance& owner, const EntityPlan::Joined& joined, Instance* related);
  /// Deferred columns that the row holds, where the instance has none.
  void complete(Place& place, Instance& instance, std::span<const Cell> cells);

  SessionCore& session_;
  SessionCore::Loading loading_{session_};
  std::shared_ptr<const StatementRecord> record_;
  Populated* populated_;
  std::vector<Place> places_{};
  std::vector<Filling> filling_{};
  struct Several {
    Instance* owner = nullptr;
    const MappedRelationship* relationship = nullptr;
    std::vector<const Instance*> related{};
  };
  std::vector<Several> several_{};
  std::vector<Instance*> loaded_{};     ///< new in the session, of types that want to know
  std::vector<Instance*> refreshed_{};  ///< read again, likewise
  std::size_t roots_ = 0;
};

}  // namespace weft::detail
