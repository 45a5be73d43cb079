// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {

/// The script of a seed: always the same one, and one that ends with a commit.
[[nodiscard]] Script generate(std::uint64_t seed);

}  // namespace weft::test::scripts
