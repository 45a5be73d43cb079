// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// True when a flush that writes these columns has to change rows of association tables as well.
[[nodiscard]] bool carries_associations(const MappedEntity& entity, std::span<const MappedColumn* const> columns) noexcept;

}  // namespace weft::detail
