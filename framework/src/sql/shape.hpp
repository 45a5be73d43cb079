// SPDX-License-Identifier: MIT
//
// The shape of a statement: everything but its values. Statements of one shape have one SQL text, so what
// was compiled and prepared for one of them serves all. Made at every execution, hence cheap: one walk,
// two buffers that can be used again, no look-ups.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "weft/dialect/compiler.hpp"
#include "weft/sql/node.hpp"

namespace weft::sql {

struct Shape {
  std::string key{};  ///< bytes; equal for statements with equal text
  std::vector<const Node*> parameters{};  ///< `parameter` and `key_list` nodes in the order of the walk
};

/// Whether the number of keys in a key list shows in the text: not when all travel as one array.
enum class KeyLists : std::uint8_t { by_count, as_array };

// The nodes in `parameters` belong to the statement and live as long as it does.
[[nodiscard]] Shape shape_of(const SelectStatement& statement, KeyLists key_lists = KeyLists::by_count);
[[nodiscard]] Shape shape_of(const InsertStatement& statement, KeyLists key_lists = KeyLists::by_count);
[[nodiscard]] Shape shape_of(const UpdateStatement& statement, KeyLists key_lists = KeyLists::by_count);
[[nodiscard]] Shape shape_of(const DeleteStatement& statement, KeyLists key_lists = KeyLists::by_count);
/// Of SQL given by the program: a `raw` node.
[[nodiscard]] Shape shape_of(const Node& raw, KeyLists key_lists = KeyLists::by_count);

// The same into a shape that was used before, whose memory is used again.
void take_shape(const SelectStatement& statement, Shape& shape, KeyLists key_lists = KeyLists::by_count);
void take_shape(const InsertStatement& statement, Shape& shape, KeyLists key_lists = KeyLists::by_count);
void take_shape(const UpdateStatement& statement, Shape& shape, KeyLists key_lists = KeyLists::by_count);
void take_shape(const DeleteStatement& statement, Shape& shape, KeyLists key_lists = KeyLists::by_count);
void take_shape(const Node& raw, Shape& shape, KeyLists key_lists = KeyLists::by_count);

/// Where the value of a placeholder comes from in any statement of the shape.
struct SlotPlace {
  std::uint32_t parameter = 0;  ///< index in `Shape::parameters`
  std::int32_t element = -1;    ///< as in `Slot`
  const Node* constant = nullptr;  ///< part of a mapping, with the same value in every statement; then not in the shape
  friend bool operator==(const SlotPlace&, const SlotPlace&) = default;
};

/// The places of the compiled statement's slots, in the order of the text; `shape` must be of the statement
/// that was compiled. Throws `UsageError` when the compiler of the dialect wrote a value that is no part of it.
[[nodiscard]] std::vector<SlotPlace> slot_order(const CompiledSql& compiled, const Shape& shape);

}  // namespace weft::sql
