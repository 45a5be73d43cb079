// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "weft/mapping/entity.hpp"
#include "weft/session/instance.hpp"

namespace weft::detail {

/// How messages show a value of a key.
[[nodiscard]] std::string cell_text(const Cell& cell);
/// How messages name a row: `"OrderItem" with key 7, "A"`.
[[nodiscard]] std::string row_text(const MappedEntity& entity, const void* object);
/// The same for the row of an instance, by the key that the database knows it by.
[[nodiscard]] std::string row_text(Instance& instance);

}  // namespace weft::detail
