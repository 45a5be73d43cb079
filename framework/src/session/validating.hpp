// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "session/graph.hpp"

namespace weft::detail {

/// Lets the validators of the mapping look at what these instances would write: everything of new ones, what changed
/// of others. Throws `UsageError` for what one refuses.
void validate(std::span<Instance* const> instances);
/// The same for an entity that is about to be put into a relationship.
void validate_link(Instance& owner, const MappedRelationship& relationship, Instance& item);

}  // namespace weft::detail
