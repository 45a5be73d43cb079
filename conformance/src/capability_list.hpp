// SPDX-License-Identifier: MIT
//
// The capabilities that are claimed with "yes", by name. The list is complete, or this does not compile.
#pragma once

#include <span>
#include <string_view>

#include "case.hpp"

namespace weft::conformance {

struct NamedClaim {
  std::string_view name{};
  Claim claim = nullptr;
};

[[nodiscard]] std::span<const NamedClaim> named_claims() noexcept;
[[nodiscard]] std::string_view name_of(Claim claim) noexcept;

}  // namespace weft::conformance
