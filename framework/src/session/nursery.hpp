// SPDX-License-Identifier: MIT
//
// What is loaded while results stream, and how it is let go again.
//
// Instances cannot be moved, as objects of programs point to one another: what is let go leaves its slot to the next one.
// A sweep looks at the nursery only. Whatever outside of it comes to refer to something inside says so at that moment, with
// `keep`; so does what a session notes of an instance.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "session/graph.hpp"

namespace weft::detail {

/// What the nursery knows of a slab: its slots by their index.
struct YoungSlab {
  enum Mark : std::uint8_t {
    kept = 1,     ///< stays whatever happens
    reached = 2,  ///< in the sweep that is going on
  };
  Slab* slab = nullptr;
  std::vector<std::uint8_t> marks{};
  std::vector<std::uint32_t> free{};  ///< slots that were let go
};

class Nursery {
 public:
  explicit Nursery(Graph& graph) noexcept : graph_(graph) {}
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;
  /// Everything stays where it is.
  ~Nursery();

  Instance& make(const MappedEntity& entity);
  /// The batch may come to hold young members, which it has to forget when they are let go.
  void watch(LoadBatch& batch);

  /// Enough was made since the last sweep: sweeping costs as much as there is, so it must not be done for little.
  [[nodiscard]] bool worth_sweeping() const noexcept { return made_ > survivors_; }
  /// Lets go of what nobody refers to. `session`: that of the graph.
  void sweep(SessionCore& session);

 private:
  struct Kind {
    const MappedEntity* entity = nullptr;
    std::vector<YoungSlab*> slabs{};
    std::size_t open = 0;  ///< the first slab that may have room
  };

  YoungSlab& open_slab(const MappedEntity& entity);
  void mark_roots(const SessionCore& session);
  void reach(Instance* instance);
  void reach_related(Instance& instance);
  void reach_pinned(Instance& owner);
  /// Takes those that were not reached out of the session, and returns them.
  std::vector<Instance*> take_out(SessionCore& session);
  void forget_in_batches() noexcept;
  void free_slots(const std::vector<Instance*>& gone) noexcept;

  Graph& graph_;
  std::vector<std::unique_ptr<YoungSlab>> slabs_{};
  std::vector<Kind> kinds_{};
  std::vector<LoadBatch*> batches_{};  ///< held
  std::vector<Instance*> waiting_{};   ///< reached, and not looked at yet
  std::size_t made_ = 0;               ///< since the last sweep
  std::size_t survivors_ = 0;          ///< of the last sweep
};

}  // namespace weft::detail
