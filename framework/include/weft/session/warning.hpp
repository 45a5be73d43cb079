// SPDX-License-Identifier: MIT
//
// Warnings: what works, but is probably not what was meant.
//
//   auto guard = weft::on_warning([](std::string_view text) { log(text); });
//
// While no handler is there, warnings go to standard error. Not for errors: those are thrown.
#pragma once

#include <string_view>
#include <utility>

#include "weft/session/subscription.hpp"

namespace weft {

namespace detail {
Subscription subscribe_to_warnings(Callback<std::string_view> callback);
}  // namespace detail

/// Calls `handler` with every warning of the process, on the thread that warns, until the handle is gone.
/// Several handlers are all called, perhaps by several threads at once. What a handler throws is dropped:
/// warnings come from places that cannot fail, destructors among them.
template <class Handler>
[[nodiscard]] Subscription on_warning(Handler handler) {
  return detail::subscribe_to_warnings(detail::Callback<std::string_view>(std::move(handler)));
}

}  // namespace weft
