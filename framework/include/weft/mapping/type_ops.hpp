// SPDX-License-Identifier: MIT
//
// What the framework does with a member without knowing its type: a table of functions per type.
// `TypeTraits` (mapping/type_traits.hpp) fills it; nothing here is for applications.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "weft/mapping/sql_type.hpp"
#include "weft/value.hpp"

namespace weft {

/// Memory for the bytes of parameters that are made while binding (a timestamp written as text).
/// Views into it stay good until `clear` or destruction.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  /// A copy of `bytes` that lives as long as this object.
  std::string_view keep(std::string_view bytes);
  /// Forgets everything kept; the memory is used again.
  void clear() noexcept;

 private:
  struct Block {
    std::unique_ptr<char[]> bytes{};
    std::size_t size = 0;
  };
  std::vector<Block> blocks_{};
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

/// Member types that the hydrator and the binder handle without a call.
enum class FastType : std::uint8_t { other, int32, int64, real64, text, boolean };

struct TypeOps {
  SqlType sql_type{};
  CellKind cell = CellKind::text;  ///< the kind of cell that holds a value of this type
  FastType fast = FastType::other;
  bool nullable = false;  ///< std::optional
  bool deferrable = false;  ///< Deferred: the member may be without its value
  std::size_t size = 0;
  std::string_view type_name{};
  /// Writes a cell into a member; false when the cell does not fit, the member is then unchanged.
  bool (*read)(const Cell& cell, void* member) = nullptr;
  /// The member as a parameter; the cell may point into the member or into `scratch`.
  Cell (*bind)(const void* member, Scratch& scratch) = nullptr;
  bool (*equal)(const void* left, const void* right) = nullptr;
  void (*assign)(void* to, const void* from) = nullptr;
};

}  // namespace weft
