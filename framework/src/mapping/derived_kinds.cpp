// SPDX-License-Identifier: MIT
#include "mapping/derived_kinds.hpp"

#include <algorithm>

#include "weft/error.hpp"

namespace weft::detail {

void require_kind(const MappedEntity& kind, const MappedEntity& base, const std::string& attempt) {
  if (kind.is(base)) return;
  const bool concrete = kind.inheritance == Inheritance::concrete;
  throw UsageError("cannot " + attempt + ": no row of \"" + base.name + "\" is a \"" + kind.name + "\"\n  " +
                   (concrete ? "it is concrete() and has a table of its own; select it by itself:  weft::select<" + kind.name + ">()"
                             : "it is mapped without  m.inherits<" + base.name + ">(...)"));
}

bool copies(const MappedEntity& entity, const MappedEntity& base) noexcept {
  for (const MappedEntity* one = &entity; one;) {
    // Before it is configured the base stands in its usual place.
    const bool concrete = one->inheritance == Inheritance::concrete;
    const MappedEntity* above = one->copied || !concrete ? one->copied : one->base;
    if (above && above->is(base)) return true;
    one = above ? above : one->base;
  }
  return false;
}

std::vector<const MappedEntity*> kinds_below(const MappedEntity& base, const std::vector<const MappedEntity*>& kinds) {
  std::vector<const MappedEntity*> below;
  for (const MappedEntity* kind : kinds) {
    if (!kind->is(base)) continue;
    std::vector<const MappedEntity*> chain;
    for (; kind != &base && std::find(below.begin(), below.end(), kind) == below.end(); kind = kind->base) chain.push_back(kind);
    below.insert(below.end(), chain.rbegin(), chain.rend());
  }
  return below;
}

}  // namespace weft::detail
