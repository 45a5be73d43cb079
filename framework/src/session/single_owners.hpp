// SPDX-License-Identifier: MIT
//
// Who holds what in relationships that allow one owner at a time.
#pragma once

#include <tsl/robin_map.h>

#include <unordered_map>
#include <vector>

#include "weft/mapping/entity.hpp"
#include "weft/session/instance.hpp"

namespace weft {

class Graph;

namespace detail {

/// Knows of a relationship from the first question about it on, or from the first time that what an owner holds is
/// forgotten: then it looks at all owners once. Afterwards whatever makes an owner hold something notes it here. What is
/// known of an owner is checked against the owner itself, so nothing has to be said when it gives something up. One that
/// was expired meanwhile is read again for that.
class SingleOwners {
 public:
  explicit SingleOwners(Graph& graph) noexcept : graph_(&graph) {}

  /// True when another owner than `owner` holds `item`, as far as memory knows. May send statements for owners that were
  /// expired, and throw what these throw.
  [[nodiscard]] bool another_has(const MappedRelationship& relationship, const Instance& owner, Instance& item);
  void note(const MappedRelationship& relationship, Instance& owner, Instance& item);
  /// The same for all that `owner` holds.
  void note_all(const MappedRelationship& relationship, Instance& owner);
  /// The same before it is forgotten what `owner` holds, asked or not.
  void remember(const MappedRelationship& relationship, Instance& owner);
  /// What is known of the instances of another graph, before they come into this one.
  void absorb(SingleOwners& other);

 private:
  using Holders = tsl::robin_map<const Instance*, std::vector<Instance*>>;

  Holders& known(const MappedRelationship& relationship);
  static void look_at_all(const MappedRelationship& relationship, Graph& graph, Holders& holders);
  static void add(const MappedRelationship& relationship, Instance& owner, Instance& item, Holders& holders);

  Graph* graph_;
  std::unordered_map<const MappedRelationship*, Holders> relationships_{};
};

}  // namespace detail
}  // namespace weft
