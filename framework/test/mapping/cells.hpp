// SPDX-License-Identifier: MIT
//
// Values to cells and back, as the framework does it.
#pragma once

#include <optional>

#include "weft/error.hpp"
#include "weft/mapping/type_traits.hpp"

namespace mapping_test {

template <class V>
const weft::TypeOps& ops() {
  return weft::detail::type_ops<V>();
}

template <class V>
weft::Value bound(const V& value) {
  weft::Scratch scratch;
  return weft::Value(ops<V>().bind(&value, scratch));
}

/// What a member holds after reading the cell; nothing when the cell did not fit.
template <class V>
std::optional<V> read(const weft::Cell& cell) {
  V value{};
  if (!ops<V>().read(cell, &value))
    return std::nullopt;
  return value;
}

} // namespace mapping_test
