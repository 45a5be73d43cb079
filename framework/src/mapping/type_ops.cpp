// SPDX-License-Identifier: MIT
#include "weft/mapping/type_ops.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "weft/error.hpp"
#include "weft/mapping/type_traits.hpp"

namespace weft {

namespace {
constexpr std::size_t block_size = 4096;
} // namespace

Scratch::~Scratch() = default;

std::string_view Scratch::keep(std::string_view bytes) {
  if (bytes.empty())
    return {};
  while (block_ < blocks_.size() && blocks_[block_].size - used_ < bytes.size()) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(block_size, bytes.size());
    blocks_.push_back({std::make_unique<char[]>(size), size});
    used_ = 0;
  }
  char* place = blocks_[block_].bytes.get() + used_;
  std::memcpy(place, bytes.data(), bytes.size());
  used_ += bytes.size();
  return {place, bytes.size()};
}

void Scratch::clear() noexcept {
  block_ = 0;
  used_ = 0;
}

namespace detail {
namespace {

// 2^63 is the first double above all 64-bit integers.
constexpr double integer_end = 9223372036854775808.0;

/// Reads a whole text as one number; spaces around it are let through, as databases with padded columns
/// give them.
template <class Number>
bool parse_whole(std::string_view text, Number& value) noexcept {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  if (!text.empty() && text.front() == '+')
    text.remove_prefix(1);
  Number parsed{};
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, parsed);
  if (failure != std::errc() || stopped != end)
    return false;
  value = parsed;
  return true;
}

bool whole(double real, std::int64_t& value) noexcept {
  if (!(real >= -integer_end && real < integer_end) || std::trunc(real) != real)
    return false;
  value = static_cast<std::int64_t>(real);
  return true;
}

} // namespace

bool read_integer(const Cell& cell, std::int64_t& value) noexcept {
  switch (cell.kind) {
  case CellKind::integer:
    value = cell.integer;
    return true;
  case CellKind::real:
    return whole(cell.real, value);
  case CellKind::text: {
    if (parse_whole(cell.view(), value))
      return true;
    // 3.0 and 1e3 are whole, too.
    double real = 0;
    return cell.view().find_first_of(".eE") != std::string_view::npos && parse_whole(cell.view(), real) &&
           whole(real, value);
  }
  case CellKind::null:
  case CellKind::blob:
    break;
  }
  return false;
}

bool read_real(const Cell& cell, double& value) noexcept {
  switch (cell.kind) {
  case CellKind::integer:
    value = static_cast<double>(cell.integer);
    return true;
  case CellKind::real:
    value = cell.real;
    return true;
  case CellKind::text:
    return parse_whole(cell.view(), value);
  case CellKind::null:
  case CellKind::blob:
    break;
  }
  return false;
}

bool read_boolean(const Cell& cell, bool& value) noexcept {
  if (cell.kind == CellKind::text) {
    const std::string_view text = cell.view();
    const bool yes = text == "t" || text == "true" || text == "TRUE";
    if (yes || text == "f" || text == "false" || text == "FALSE") {
      value = yes;
      return true;
    }
  }
  // MySQL has bit columns for this: one byte.
  if (cell.kind == CellKind::blob && cell.size == 1 && static_cast<unsigned char>(cell.bytes[0]) <= 1) {
    value = cell.bytes[0] == 1;
    return true;
  }
  std::int64_t number = 0;
  if (!read_integer(cell, number) || (number != 0 && number != 1))
    return false;
  value = number == 1;
  return true;
}

bool read_text(const Cell& cell, std::string& value) {
  char digits[32];
  switch (cell.kind) {
  case CellKind::text:
  case CellKind::blob:
    value.assign(cell.view());
    return true;
  case CellKind::integer:
    value.assign(digits, std::to_chars(digits, std::end(digits), cell.integer).ptr);
    return true;
  case CellKind::real:
    value.assign(digits, std::to_chars(digits, std::end(digits), cell.real).ptr);
    return true;
  case CellKind::null:
    break;
  }
  return false;
}

bool read_bytes(const Cell& cell, std::vector<std::byte>& value) {
  if (cell.kind != CellKind::blob && cell.kind != CellKind::text)
    return false;
  const auto* bytes = reinterpret_cast<const std::byte*>(cell.bytes);
  value.assign(bytes, bytes + cell.size);
  return true;
}

Cell bind_unsigned(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    throw_unstorable("an unsigned number above 9223372036854775807 has no place in a 64-bit column");
  return Cell::of(static_cast<std::int64_t>(value));
}

Cell bind_text(std::string_view value) {
  if (value.size() > std::numeric_limits<std::uint32_t>::max())
    throw_unstorable("a text has 4 GiB or more");
  return Cell::text(value);
}

Cell bind_bytes(const std::byte* bytes, std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max())
    throw_unstorable("a blob has 4 GiB or more");
  return Cell::blob({reinterpret_cast<const char*>(bytes), size});
}

void throw_unstorable(const char* why) {
  throw UsageError(std::string("value cannot be stored: ") + why);
}

} // namespace detail
} // namespace weft
