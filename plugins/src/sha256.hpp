// SPDX-License-Identifier: MIT
//
// The SHA-256 sum of a file, for lock files. Not for anything else: it is neither fast nor constant in time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weft::plugins {

class Sha256 {
public:
  void add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. Call it once, at the end.
  std::string finish();

private:
  void block(const unsigned char* bytes);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t total_ = 0;
};

/// Empty when the file cannot be read.
std::optional<std::string> sha256_of_file(const std::string& file);

} // namespace weft::plugins
