// SPDX-License-Identifier: MIT
//
// What travels between a program and a database: plain cells.
//
// A `Cell` is a view: five kinds, no ownership, no allocation. Cursors fill cells, the hydrator reads
// them; statements are executed with cells as parameters. A `Value` owns what a cell shows. Everything
// that is not a number or bytes travels as text in one form on every dialect:
//
//   timestamp  2026-11-23 10:15:00.000125      date  2026-11-23      time  10:15:00.000125
//   uuid       lower case with dashes          decimal  -12.50       json  as written
//   array      {1,NULL,"two words"}, bytes in it as "\\x00ff"
//
// Booleans travel as the integers 0 and 1. Applications seldom meet either type: members of entities
// have types of their own, and `TypeTraits` turns them into cells and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weft {

enum class CellKind : std::uint8_t { null, integer, real, text, blob };

/// One column of one row, or one parameter, seen in place.
///
/// Text and blob point into memory of whoever made the cell: a cursor keeps it until its next fetch, a
/// parameter must live until the statement was executed. Text need not end in a NUL.
struct Cell {
  CellKind kind = CellKind::null;
  std::uint32_t size = 0;  ///< bytes of text or blob
  union {
    std::int64_t integer;
    double real;
    const char* bytes;
  };

  constexpr Cell() noexcept : integer(0) {}
  static constexpr Cell null() noexcept { return {}; }
  static constexpr Cell of(std::int64_t value) noexcept {
    Cell cell;
    cell.kind = CellKind::integer;
    cell.integer = value;
    return cell;
  }
  static constexpr Cell of(double value) noexcept {
    Cell cell;
    cell.kind = CellKind::real;
    cell.real = value;
    return cell;
  }
  static constexpr Cell text(std::string_view value) noexcept {
    Cell cell;
    cell.kind = CellKind::text;
    cell.size = static_cast<std::uint32_t>(value.size());
    cell.bytes = value.data();
    return cell;
  }
  static constexpr Cell blob(std::string_view value) noexcept {
    Cell cell = text(value);
    cell.kind = CellKind::blob;
    return cell;
  }

  [[nodiscard]] constexpr bool is_null() const noexcept { return kind == CellKind::null; }
  /// The bytes of a text or blob cell; call it on no other kind.
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {bytes, size}; }
};

/// A cell that owns its bytes: parameters kept in statements, keys, defaults.
class Value {
 public:
  Value() = default;
  explicit Value(std::int64_t value) : cell_(Cell::of(value)) {}
  explicit Value(double value) : cell_(Cell::of(value)) {}
  explicit Value(const Cell& cell) : cell_(cell) {
    if (cell.kind >= CellKind::text) bytes_.assign(cell.view());
  }
  static Value text(std::string value) { return Value(CellKind::text, std::move(value)); }
  static Value blob(std::string value) { return Value(CellKind::blob, std::move(value)); }

  [[nodiscard]] CellKind kind() const noexcept { return cell_.kind; }
  [[nodiscard]] bool is_null() const noexcept { return cell_.is_null(); }
  /// A view of this value, good until it is changed or destroyed.
  [[nodiscard]] Cell cell() const noexcept {
    if (cell_.kind < CellKind::text) return cell_;
    return cell_.kind == CellKind::text ? Cell::text(bytes_) : Cell::blob(bytes_);
  }

  /// Same kind and same bits; nulls are equal to one another here, unlike in SQL.
  friend bool operator==(const Value& left, const Value& right) noexcept;

 private:
  Value(CellKind kind, std::string bytes) : bytes_(std::move(bytes)) { cell_.kind = kind; }

  Cell cell_{};
  std::string bytes_{};
};

/// Same kind and same bits (text and blob compare their bytes).
[[nodiscard]] bool operator==(const Cell& left, const Cell& right) noexcept;

}  // namespace weft
