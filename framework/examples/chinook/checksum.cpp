// SPDX-License-Identifier: MIT
#include "checksum.hpp"

namespace chinook {

void Checksum::add(std::string_view text) {
  constexpr std::uint64_t prime = 1099511628211U;
  for (char byte : text)
    value_ = (value_ ^ static_cast<unsigned char>(byte)) * prime;
  value_ = (value_ ^ 0xFFU) * prime; // no text holds this byte: "ab", "c" is not "a", "bc"
}

} // namespace chinook
