// SPDX-License-Identifier: MIT
//
// A list of callbacks that any thread may call, extend and shorten at any time.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "weft/session/subscription.hpp"

namespace weft::detail {

/// A callback this thread is inside of, linked to the ones around it.
struct CallInProgress {
  const void* list = nullptr;
  const void* entry = nullptr;
  const CallInProgress* outer = nullptr;
};
inline thread_local constinit const CallInProgress* innermost_call = nullptr;

template <class Event>
class Listeners : public std::enable_shared_from_this<Listeners<Event>> {
 public:
  [[nodiscard]] Subscription add(Callback<Event> callback) {
    auto entry = std::make_shared<Entry>(std::move(callback));
    auto self = this->shared_from_this();
    // The registration comes first: if making the new list throws, its deleter finds nothing to remove.
    std::shared_ptr<void> registration(entry.get(), [self, entry](void*) { self->remove(entry); });
    std::lock_guard lock(mutex_);
    auto entries = std::make_shared<Entries>(*entries_);
    entries->push_back(std::move(entry));
    replace(std::move(entries));
    return Subscription(std::move(registration));
  }

  [[nodiscard]] bool any() const noexcept { return count_.load(std::memory_order_relaxed) != 0; }

  /// Calls everybody, in the order of subscription; nobody while a listener of this list is being called on
  /// this thread already. `failed` is called inside the handler of what a listener threw.
  template <class Failed>
  void notify(const Event& event, Failed failed) noexcept {
    for (const auto* call = innermost_call; call; call = call->outer) {
      if (call->list == this) return;
    }
    const auto entries = current();  // those of now, and alive until the end of the loop
    for (const auto& entry : *entries) {
      if (!enter(*entry)) continue;
      CallInProgress call{this, entry.get(), innermost_call};
      innermost_call = &call;
      try {
        entry->callback(event);
      } catch (...) {
        failed();
      }
      innermost_call = call.outer;
      leave(*entry);
    }
  }

 private:
  struct Entry {
    explicit Entry(Callback<Event> function) : callback(std::move(function)) {}
    Callback<Event> callback;
    std::size_t running = 0;
    bool removed = false;
  };
  using Entries = std::vector<std::shared_ptr<Entry>>;

  std::shared_ptr<const Entries> current() noexcept {
    std::lock_guard lock(mutex_);
    return entries_;
  }

  void replace(std::shared_ptr<const Entries> entries) noexcept {
    entries_ = std::move(entries);
    count_.store(entries_->size(), std::memory_order_relaxed);
  }

  bool enter(Entry& entry) noexcept {
    std::lock_guard lock(mutex_);
    if (entry.removed) return false;
    ++entry.running;
    return true;
  }

  void leave(Entry& entry) noexcept {
    std::lock_guard lock(mutex_);
    --entry.running;
    if (entry.removed) left_.notify_all();
  }

  void remove(const std::shared_ptr<Entry>& entry) noexcept {
    std::size_t own = 0;  // a callback that ends its own subscription must not wait for itself
    for (const auto* call = innermost_call; call; call = call->outer) own += call->entry == entry.get() ? 1 : 0;

    std::unique_lock lock(mutex_);
    entry->removed = true;
    auto entries = std::make_shared<Entries>(*entries_);
    std::erase(*entries, entry);
    replace(std::move(entries));
    left_.wait(lock, [&] { return entry->running <= own; });
  }

  std::mutex mutex_{};
  std::condition_variable left_{};
  std::shared_ptr<const Entries> entries_ = std::make_shared<const Entries>();
  std::atomic<std::size_t> count_{0};
};

}  // namespace weft::detail
