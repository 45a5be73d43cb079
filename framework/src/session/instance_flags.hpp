// SPDX-License-Identifier: MIT
#pragma once

#include "weft/session/instance.hpp"

namespace weft::detail {

inline void set_flag(Instance& instance, InstanceFlag flag) noexcept { InstanceAccess::flags(instance) |= flag; }
inline void clear_flag(Instance& instance, InstanceFlag flag) noexcept {
  InstanceAccess::flags(instance) &= static_cast<std::uint8_t>(~flag);
}
[[nodiscard]] inline bool has_flag(const Instance& instance, InstanceFlag flag) noexcept {
  return (InstanceAccess::flags(const_cast<Instance&>(instance)) & flag) != 0;
}

}  // namespace weft::detail
