// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "loading/context_state.hpp"
#include "weft/loading/related_query.hpp"

namespace weft {

enum class RelatedForm : std::uint8_t { by_keys, by_statement };

struct RelatedQuery::State {
  explicit State(LoadContext::State& loading) : context(loading) {}

  LoadContext::State& context;
  RelatedForm form = RelatedForm::by_keys;
  std::vector<Instance*> owners{};
  std::size_t chunk = 0;
};

}  // namespace weft
