// SPDX-License-Identifier: MIT
//
// A run that proves nothing of the plugins it was given must not look like one that does.
#pragma once

#include "plan.hpp"

namespace weft::conformance {

/// Throws `UsageError` for a plugin file of the command line that no planned case uses, with the reason.
void refuse_unused_plugins(const Options& options, const Plan& plan);

}  // namespace weft::conformance
