// SPDX-License-Identifier: MIT
#include "weft/loading/path.hpp"

#include <algorithm>

namespace weft {

std::size_t RelationshipPath::repetitions() const noexcept {
  return static_cast<std::size_t>(std::count(steps_.begin(), steps_.end(), steps_.back()));
}

bool RelationshipPath::cyclic() const noexcept {
  const MappedEntity* target = steps_.back()->target;
  if (root_ == target) return true;
  return std::any_of(steps_.begin(), std::prev(steps_.end()), [&](const auto* step) { return step->target == target; });
}

RelationshipPath RelationshipPath::then(const MappedRelationship& step) const {
  RelationshipPath longer = *this;
  longer.steps_.push_back(&step);
  return longer;
}

std::string RelationshipPath::display() const {
  std::string text = root_->name;
  for (const auto* step : steps_) text += " > " + step->name;
  return text;
}

}  // namespace weft
