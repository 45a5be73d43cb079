// SPDX-License-Identifier: MIT
//
// Arrays: a column that holds many values of one type, for databases that have such columns (PostgreSQL).
//
//   struct Article { std::int64_t id{}; std::vector<std::string> tags{}; std::vector<std::optional<int>> marks{}; };
//
//   session.scalars(weft::select<Article>().where(weft::col<&Article::tags>.any("news")));
//
// Elements are numbers, bool, text, bytes, times, Decimal, Uuid, Json, enumerations and types of the program;
// std::optional where an element may be NULL. Integers of one byte are none: bytes are a std::vector<std::byte>. An array has
// one dimension. On a database without arrays the first statement that names the column is refused: use `Json` there, or rows
// of their own.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "weft/mapping/codec.hpp"

namespace weft::detail {

/// The text that an array travels as, while it is being written: {1,NULL,"two words"}.
class ArrayText {
 public:
  /// The cell is copied. Throws `UsageError` when the text is longer than a cell can be.
  void add(const Cell& element);
  /// The whole, good as long as `scratch` is. Call it once.
  [[nodiscard]] Cell finish(Scratch& scratch);

 private:
  std::string text_ = "{";
};

/// Reads such a text, as the databases write it.
class ArrayReader {
 public:
  /// `array` is to live as long as the reader. `element` says what the elements are read as.
  ArrayReader(const Cell& array, TypeKind element);

  /// The next element, good until the next call; false at the end, and when the text is no array of one dimension.
  [[nodiscard]] bool next(Cell& element);
  /// After `next` was false: whether all of it was an array.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

 private:
  [[nodiscard]] bool take(char wanted) noexcept;
  [[nodiscard]] bool take_quoted();
  [[nodiscard]] Cell made(std::string_view text);

  std::string_view rest_{};
  std::string element_{};  ///< what was in quotes
  TypeKind kind_;
  bool first_ = true;
  bool complete_ = false;
};

template <class U>
struct ElementOf : std::type_identity<U> {};
template <class U>
struct ElementOf<std::optional<U>> : std::type_identity<U> {};

template <class U>
inline constexpr bool is_one_byte = std::integral<U> && !std::same_as<U, bool> && sizeof(U) == 1;

template <class U>
consteval bool can_be_element() {
  using Value = typename ElementOf<U>::type;
  if constexpr (!Storable<Value> || is_one_byte<Value> || is_deferred<Value>) return false;
  else return Codec<Value>::type.kind != TypeKind::array;
}

template <class U>
  requires(can_be_element<U>())
struct Codec<std::vector<U>> {
  using Element = Codec<typename ElementOf<U>::type>;
  static constexpr SqlType type{TypeKind::array, Element::type.length, Element::type.precision, Element::type.scale,
                                Element::type.kind};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "array";
  static bool read(const Cell& from, std::vector<U>& value) {
    std::vector<U> elements;
    ArrayReader reader(from, type.element);
    Cell found;
    while (reader.next(found)) {
      U element{};
      if (!Codec<U>::read(found, element)) return false;
      elements.push_back(std::move(element));
    }
    if (!reader.complete()) return false;
    value = std::move(elements);
    return true;
  }
  static Cell bind(const std::vector<U>& value, Scratch& scratch) {
    ArrayText text;
    Scratch of_element;
    for (const U& element : value) {
      text.add(Codec<U>::bind(element, of_element));
      of_element.clear();
    }
    return text.finish(scratch);
  }
};

}  // namespace weft::detail
