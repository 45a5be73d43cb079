// SPDX-License-Identifier: MIT
//
// The plugins that registered themselves with LinkedPlugin.
#pragma once

#include "weft/plugin/linked.hpp"

namespace weft::plugins {

/// The one that registered last; null when there is none.
const LinkedPlugin* first_linked_plugin() noexcept;

} // namespace weft::plugins
