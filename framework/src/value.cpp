// SPDX-License-Identifier: MIT
#include "weft/value.hpp"

#include <bit>

namespace weft {

bool operator==(const Cell& left, const Cell& right) noexcept {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
  case CellKind::null: return true;
  case CellKind::integer: return left.integer == right.integer;
  // The bits and not the numbers: a NaN is the value that it was, and -0.0 is not 0.0.
  case CellKind::real: return std::bit_cast<std::uint64_t>(left.real) == std::bit_cast<std::uint64_t>(right.real);
  case CellKind::text:
  case CellKind::blob: return left.view() == right.view();
  }
  return false;
}

bool operator==(const Value& left, const Value& right) noexcept {
  return left.cell() == right.cell();
}

}  // namespace weft
