// SPDX-License-Identifier: MIT
//
// A query for what is related to some owners. The strategy says for whom; the framework knows the keys,
// the join, the order, the options that go on below, and what the dialect allows.
//
//   context.related().for_owners(owners).load();
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "weft/fwd.hpp"

namespace weft {

/// Used where it was made, within the call of the strategy.
class RelatedQuery {
 public:
  struct State;

  RelatedQuery(RelatedQuery&&) noexcept;
  RelatedQuery& operator=(RelatedQuery&&) = delete;
  ~RelatedQuery();

  /// For exactly this one.
  RelatedQuery& for_owner(Instance& owner);

  /// For these, by their keys: as many statements as the key list has chunks. Owners without a key get
  /// nothing, and equal keys are asked for once.
  RelatedQuery& for_owners(std::span<Instance* const> owners);

  /// For these, which one statement read: by repeating that statement as a subquery instead of naming keys.
  RelatedQuery& for_owners_of_statement(std::span<Instance* const> owners);

  /// At most so many keys in one statement; the dialect's own limit when 0 or larger than it.
  RelatedQuery& chunk_size(std::size_t keys);

  /// Runs it and gives every owner its related entities; owners for which no row came have none. Throws
  /// what the statements throw; owners not reached stay unloaded.
  void load();

 private:
  friend class LoadContext;
  explicit RelatedQuery(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weft
