// SPDX-License-Identifier: MIT
//
// How many rows a joined relationship makes of the row of its owner.
#pragma once

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// True for a collection, and for a to-one whose mapping does not say that there is one row: it is not by a foreign key of
/// the owner's, and no primary key, unique column or unique index of what it leads to consists of columns that it compares.
[[nodiscard]] bool several_rows(const MappedRelationship& relationship);

}  // namespace weft::detail
