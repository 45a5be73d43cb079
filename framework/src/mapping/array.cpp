// SPDX-License-Identifier: MIT
#include "weft/mapping/array.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace weft::detail {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_bytes(std::string& out, std::string_view bytes) {
  out += "\"\\\\x";
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 15U];
  }
  out += '"';
}

void append_real(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value < 0 ? "-Infinity" : "Infinity";
  } else {
    std::array<char, 32> digits{};
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
}

int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

/// Puts the bytes that "\x00ff" names in its place; what is written otherwise stays as it is.
void decode_bytes(std::string& text) {
  if (!text.starts_with("\\x") || text.size() % 2 != 0) return;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 2; at < text.size(); at += 2) {
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return;
    bytes += static_cast<char>(high * 16 + low);
  }
  text = std::move(bytes);
}

/// [2:4]={..} tells where the elements are numbered from, which a vector does not keep.
std::string_view without_bounds(std::string_view text) {
  if (!text.starts_with('[')) return text;
  const std::size_t end = text.find('=');
  return end == std::string_view::npos ? text : text.substr(end + 1);
}

}  // namespace

void ArrayText::add(const Cell& element) {
  if (text_.size() > 1) text_ += ',';
  switch (element.kind) {
  case CellKind::null: text_ += "NULL"; break;
  case CellKind::integer: text_ += std::to_string(element.integer); break;
  case CellKind::real: append_real(text_, element.real); break;
  case CellKind::text: append_quoted(text_, element.view()); break;
  case CellKind::blob: append_bytes(text_, element.view()); break;
  }
}

Cell ArrayText::finish(Scratch& scratch) {
  text_ += '}';
  return Cell::text(scratch.keep(bind_text(text_).view()));
}

ArrayReader::ArrayReader(const Cell& array, TypeKind element) : kind_(element) {
  if (array.kind == CellKind::text) rest_ = without_bounds(array.view());
}

bool ArrayReader::take(char wanted) noexcept {
  if (!rest_.starts_with(wanted)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool ArrayReader::take_quoted() {
  element_.clear();
  while (!rest_.empty()) {
    char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '"') return true;
    if (c == '\\') {
      if (rest_.empty()) return false;
      c = rest_.front();
      rest_.remove_prefix(1);
    }
    element_ += c;
  }
  return false;
}

Cell ArrayReader::made(std::string_view text) {
  if (kind_ == TypeKind::blob) {
    if (text.data() != element_.data()) element_ = text;
    decode_bytes(element_);
    return Cell::blob(element_);
  }
  // The digits of a float name it, and no double: read as one, the largest float would be too large.
  float value = 0;
  if (kind_ == TypeKind::real32 && std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{}) {
    return Cell::of(static_cast<double>(value));
  }
  return Cell::text(text);
}

bool ArrayReader::next(Cell& element) {
  if (first_ ? !take('{') : !take(',')) {
    complete_ = !first_ && take('}') && rest_.empty();
    return false;
  }
  if (std::exchange(first_, false) && rest_ == "}") {
    complete_ = true;
    return false;
  }
  if (take('"')) {
    if (!take_quoted()) return false;
    element = made(element_);
    return true;
  }
  const std::size_t length = rest_.find_first_of(",{}\"\\");
  // An element that is an array belongs to an array of several dimensions.
  if (length == 0 || length == std::string_view::npos) return false;
  const std::string_view text = rest_.substr(0, length);
  rest_.remove_prefix(length);
  element = text == "NULL" ? Cell::null() : made(text);
  return true;
}

}  // namespace weft::detail
