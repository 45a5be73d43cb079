// SPDX-License-Identifier: MIT
//
// The handle of a callback: while it lives, the callback is called.
//
//   auto watch = engine.on_statement([](const weft::StatementEvent& event) { ... });
//   auto guard = weft::on_warning([](std::string_view text) { ... });
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace weft {

/// Ends the subscription when it is destroyed, assigned over, or told to. Movable; may outlive what it
/// listens to.
///
/// Once it has ended, the callback runs on no thread and is not called again: what the callback refers to
/// may go. So ending waits for calls that other threads are in the middle of. A callback may end its own
/// subscription.
class [[nodiscard]] Subscription {
 public:
  Subscription() noexcept = default;
  explicit Subscription(std::shared_ptr<void> registration) noexcept : registration_(std::move(registration)) {}
  Subscription(Subscription&&) noexcept = default;
  Subscription& operator=(Subscription&&) noexcept = default;
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  ~Subscription() = default;

  void end() noexcept { registration_.reset(); }
  explicit operator bool() const noexcept { return registration_ != nullptr; }

 private:
  std::shared_ptr<void> registration_{};  ///< its deleter ends the subscription
};

namespace detail {

/// A program's callback without its type. Instead of std::function: no header of its own.
template <class Event>
class Callback {
 public:
  template <class Function>
    requires std::is_invocable_v<Function&, const Event&>
  explicit Callback(Function function)
      : object_(std::make_shared<Function>(std::move(function))),
        call_([](void* object, const Event& event) { (*static_cast<Function*>(object))(event); }) {}

  void operator()(const Event& event) const { call_(object_.get(), event); }

 private:
  std::shared_ptr<void> object_;
  void (*call_)(void*, const Event&);
};

}  // namespace detail
}  // namespace weft
