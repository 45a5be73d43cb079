// SPDX-License-Identifier: MIT
//
// Where a relationship stands in a query: Post > comments > author.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "weft/fwd.hpp"
#include "weft/mapping/entity.hpp"

namespace weft {

/// The steps from the entity that was asked for to the relationship that is being loaded. Lazy loads
/// continue the path of the object that was touched. A value; the mappings it names live for ever.
class RelationshipPath {
 public:
  explicit RelationshipPath(const MappedEntity& root) : root_(&root) {}

  [[nodiscard]] const MappedEntity& root() const noexcept { return *root_; }
  /// The last step. Call it on no empty path.
  [[nodiscard]] const MappedRelationship& relationship() const noexcept { return *steps_.back(); }
  [[nodiscard]] const std::vector<const MappedRelationship*>& steps() const noexcept { return steps_; }
  [[nodiscard]] std::size_t depth() const noexcept { return steps_.size(); }
  /// How often the last step occurs in the path: 2 for node > children > children.
  [[nodiscard]] std::size_t repetitions() const noexcept;
  /// True when the last step leads to an entity that the path has been at before.
  [[nodiscard]] bool cyclic() const noexcept;
  [[nodiscard]] RelationshipPath then(const MappedRelationship& step) const;
  /// "Post > comments > author"
  [[nodiscard]] std::string display() const;

 private:
  const MappedEntity* root_;
  std::vector<const MappedRelationship*> steps_{};
};

}  // namespace weft
