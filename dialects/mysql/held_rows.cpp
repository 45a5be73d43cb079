// SPDX-License-Identifier: MIT
#include "held_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

namespace weft::mysql {
namespace {

using Length = std::uint32_t;
constexpr Length null = std::numeric_limits<Length>::max();  // longer than any value that a server sends
constexpr std::size_t block_size = 64U << 10U;

}  // namespace

void HeldRows::add(std::span<const std::string_view> row) {
  std::size_t size = 0;
  for (const std::string_view value : row)
    size += sizeof(Length) + value.size();
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < size) {
    blocks_.emplace_back().reserve(std::max(size, block_size));
  }
  std::string& block = blocks_.back();
  for (const std::string_view value : row) {
    const Length length = value.data() == nullptr ? null : static_cast<Length>(value.size());
    block.append(reinterpret_cast<const char*>(&length), sizeof length);
    block.append(value);
  }
}

bool HeldRows::next(std::span<std::string_view> row) {
  if (!blocks_.empty() && read_ == blocks_.front().size()) {
    blocks_.pop_front();
    read_ = 0;
  }
  if (blocks_.empty()) return false;
  const char* at = blocks_.front().data() + read_;
  for (std::string_view& value : row) {
    Length length = 0;
    std::memcpy(&length, at, sizeof length);
    at += sizeof length;
    value = length == null ? std::string_view() : std::string_view(at, length);
    at += value.size();
  }
  read_ = static_cast<std::size_t>(at - blocks_.front().data());
  return true;
}

}  // namespace weft::mysql
