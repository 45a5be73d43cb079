// SPDX-License-Identifier: MIT
#include "weft/mapping/uuid.hpp"

#include <cstdint>
#include <cstring>
#include <functional>
#include <random>

#include "weft/error.hpp"

namespace weft {
namespace {

int hexadecimal(char c) noexcept {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

constexpr bool dash_before(std::size_t byte) noexcept {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

} // namespace

Uuid::Uuid(std::string_view text) {
  const std::optional<Uuid> parsed = parse(text);
  if (!parsed)
    throw UsageError("text is no uuid: \"" + std::string(text) +
                     "\"\n  expected  32 hexadecimal digits, as in 0f8fad5b-d9cb-469f-a165-70867728950e");
  *this = *parsed;
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
    text = text.substr(1, text.size() - 2);
  const bool dashes = text.size() == 36;
  if (!dashes && text.size() != 32)
    return std::nullopt;
  Bytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (dashes && dash_before(i) && text[at++] != '-')
      return std::nullopt;
    const int high = hexadecimal(text[at]);
    const int low = hexadecimal(text[at + 1]);
    if (high < 0 || low < 0)
      return std::nullopt;
    bytes[i] = static_cast<std::byte>(high * 16 + low);
    at += 2;
  }
  return Uuid(bytes);
}

Uuid Uuid::random() {
  std::random_device source;
  Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const std::uint32_t word = source();
    std::memcpy(&bytes[i], &word, sizeof word);
  }
  bytes[6] = (bytes[6] & std::byte{0x0F}) | std::byte{0x40}; // version 4
  bytes[8] = (bytes[8] & std::byte{0x3F}) | std::byte{0x80}; // the variant of RFC 4122
  return Uuid(bytes);
}

std::string Uuid::to_string() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (dash_before(i))
      text += '-';
    const auto byte = std::to_integer<std::size_t>(bytes_[i]);
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

namespace detail {

bool read_uuid(const Cell& cell, Uuid& value) noexcept {
  if (cell.kind == CellKind::blob && cell.size == 16) {
    Uuid::Bytes bytes{};
    std::memcpy(bytes.data(), cell.bytes, bytes.size());
    value = Uuid(bytes);
    return true;
  }
  if (cell.kind != CellKind::text && cell.kind != CellKind::blob)
    return false;
  const std::optional<Uuid> parsed = Uuid::parse(cell.view());
  if (parsed)
    value = *parsed;
  return parsed.has_value();
}

} // namespace detail
} // namespace weft

std::size_t std::hash<weft::Uuid>::operator()(const weft::Uuid& value) const noexcept {
  std::uint64_t halves[2];
  std::memcpy(halves, value.bytes().data(), sizeof halves);
  return std::hash<std::uint64_t>{}(halves[0] ^ (halves[1] * 0x9E3779B97F4A7C15U));
}
