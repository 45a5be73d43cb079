// SPDX-License-Identifier: MIT
//
// Warnings: what works but is probably not meant.
//
//   auto guard = weft::on_warning([](std::string_view text) { log(text); });
//
// Without a handler they go to standard error.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace weft {

/// Removes a handler when destroyed.
class [[nodiscard]] WarningGuard {
 public:
  explicit WarningGuard(std::shared_ptr<const std::function<void(std::string_view)>> handler) noexcept
      : handler_(std::move(handler)) {}
  WarningGuard(WarningGuard&&) noexcept = default;
  WarningGuard& operator=(WarningGuard&&) = delete;
  ~WarningGuard();

 private:
  std::shared_ptr<const std::function<void(std::string_view)>> handler_;
};

/// Calls `handler` for every warning of the process, on the thread that warns, until the guard is gone.
WarningGuard on_warning(std::function<void(std::string_view)> handler);

}  // namespace weft
