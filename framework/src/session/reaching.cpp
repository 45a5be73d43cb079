// SPDX-License-Identifier: MIT
#include "session/reaching.hpp"

#include "session/instance_flags.hpp"
#include "session/relation_core.hpp"

namespace weft::detail {

std::vector<Instance*> reached_by(Instance& first, Cascade cascade) {
  std::vector<Instance*> reached{&first};
  std::vector<Instance*> related;
  set_flag(first, flag_cascading);
  for (std::size_t index = 0; index < reached.size(); ++index) {
    for (const auto& relationship : reached[index]->entity().relationships) {
      if (!relationship.cascade.has(cascade)) continue;
      related.clear();
      for_each_related(*reached[index], relationship, related);
      for (auto* one : related) {
        if (has_flag(*one, flag_cascading)) continue;
        set_flag(*one, flag_cascading);
        reached.push_back(one);
      }
    }
  }
  for (auto* instance : reached) clear_flag(*instance, flag_cascading);
  return reached;
}

}  // namespace weft::detail
