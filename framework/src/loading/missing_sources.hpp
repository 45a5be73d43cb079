// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "weft/query/select_builder.hpp"

namespace weft::detail {

/// The select with every entity of its items in FROM: one that no join brings is joined without a condition, as in SQLAlchemy,
/// since `where` may link it. Where nothing does, a warning tells of the cartesian product. Selects inside of others stay as
/// they are: what they lack belongs to the statement around them.
[[nodiscard]] std::shared_ptr<const SelectState> with_missing_sources(std::shared_ptr<const SelectState> select);

}  // namespace weft::detail
