// SPDX-License-Identifier: MIT
//
// What happens to related entities when something happens to the owner.
//
//   using enum weft::Cascade;
//   m.relationship<&Author::books>().cascade(all | delete_orphan);
//
// The names and the default (`save_update | merge`) are those of SQLAlchemy.
#pragma once

#include <cstdint>

namespace weft {

enum class Cascade : std::uint8_t {
  none = 0,
  save_update = 1,
  merge = 2,
  remove = 4,
  refresh_expire = 8,
  expunge = 16,
  all = 31,
  delete_orphan = 32,
};

/// A set of cascades.
class CascadeSet {
 public:
  constexpr CascadeSet() noexcept = default;
  constexpr CascadeSet(Cascade one) noexcept : bits_(static_cast<std::uint8_t>(one)) {}

  [[nodiscard]] constexpr bool has(Cascade one) const noexcept {
    return (bits_ & static_cast<std::uint8_t>(one)) != 0;
  }
  friend constexpr CascadeSet operator|(CascadeSet left, CascadeSet right) noexcept {
    CascadeSet both;
    both.bits_ = static_cast<std::uint8_t>(left.bits_ | right.bits_);
    return both;
  }
  friend constexpr bool operator==(CascadeSet, CascadeSet) noexcept = default;

 private:
  std::uint8_t bits_ = static_cast<std::uint8_t>(Cascade::save_update) | static_cast<std::uint8_t>(Cascade::merge);
};

constexpr CascadeSet operator|(Cascade left, Cascade right) noexcept { return CascadeSet(left) | CascadeSet(right); }

}  // namespace weft
