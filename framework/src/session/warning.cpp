// SPDX-License-Identifier: MIT
#include "weft/session/warning.hpp"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <vector>

#include "session/warn.hpp"

namespace weft {
namespace {

using Handler = std::shared_ptr<const std::function<void(std::string_view)>>;

struct Handlers {
  std::mutex mutex{};
  std::vector<Handler> list{};
};

Handlers& handlers() {
  static auto* all = new Handlers;  // never destroyed: guards may live in statics
  return *all;
}

}  // namespace

WarningGuard::~WarningGuard() {
  if (!handler_) return;
  std::lock_guard lock(handlers().mutex);
  std::erase(handlers().list, handler_);
}

WarningGuard on_warning(std::function<void(std::string_view)> handler) {
  auto shared = std::make_shared<const std::function<void(std::string_view)>>(std::move(handler));
  std::lock_guard lock(handlers().mutex);
  handlers().list.push_back(shared);
  return WarningGuard(std::move(shared));
}

namespace detail {

void warn(std::string_view text) {
  std::vector<Handler> current;
  {
    std::lock_guard lock(handlers().mutex);
    current = handlers().list;
  }
  if (current.empty()) std::fprintf(stderr, "weft: warning: %.*s\n", static_cast<int>(text.size()), text.data());
  for (const auto& handler : current) (*handler)(text);
}

}  // namespace detail
}  // namespace weft
