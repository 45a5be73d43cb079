// SPDX-License-Identifier: MIT
//
// A JSON document as its text.
//
//   struct Event { std::int64_t id{}; weft::Json payload{}; };
//   event.modify()->payload = weft::Json(R"({"kind": "click"})");
//   my_parser::parse(event->payload.text());
//
// weft does not look inside: use a JSON library of your choice, perhaps through a `TypeTraits` whose
// `stored` is `Json`. The database checks the text when it is written, SQLite apart. Two documents are equal when their
// texts are; a database may give back other white space and another order of keys than it was given.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "weft/mapping/codec.hpp"

namespace weft {

class Json {
 public:
  /// The document `null`.
  Json() : text_("null") {}
  explicit Json(std::string text) noexcept : text_(std::move(text)) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::string text_;
};

namespace detail {

template <>
struct Codec<Json> {
  static constexpr SqlType type{TypeKind::json};
  static constexpr CellKind cell = CellKind::text;
  static constexpr std::string_view name = "weft::Json";
  static bool read(const Cell& from, Json& value) {
    std::string text;
    if (!read_text(from, text)) return false;
    value = Json(std::move(text));
    return true;
  }
  static Cell bind(const Json& value, Scratch&) { return bind_text(value.text()); }
};

}  // namespace detail
}  // namespace weft
