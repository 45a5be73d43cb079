// SPDX-License-Identifier: MIT
#include "weft/session/warning.hpp"

#include <cstdio>
#include <string>

#include "session/listeners.hpp"
#include "session/warn.hpp"

namespace weft::detail {
namespace {

Listeners<std::string_view>& handlers() {
  // Never destroyed: guards may live in statics, and destructors of statics may warn.
  static auto& all = *new std::shared_ptr(std::make_shared<Listeners<std::string_view>>());
  return *all;
}

}  // namespace

Subscription subscribe_to_warnings(Callback<std::string_view> callback) { return handlers().add(std::move(callback)); }

void warn(std::string_view text) noexcept {
  if (handlers().any()) {
    handlers().notify(text, [] {});
    return;
  }
  // One call, so that the lines of two threads do not mix.
  std::fprintf(stderr, "weft: warning: %.*s\n", static_cast<int>(text.size()), text.data());
}

}  // namespace weft::detail
