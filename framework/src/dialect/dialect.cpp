// SPDX-License-Identifier: MIT
#include "weft/dialect/dialect.hpp"

namespace weft {

Dialect::~Dialect() = default;

bool Dialect::lives_in_connection(const Url&) const {
  return false;
}

}  // namespace weft
