// SPDX-License-Identifier: MIT
//
// What was made for a statement's shape, kept for the next statement of that shape. Bounded; the least
// recently used goes. Safe from several threads.
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace weft::detail {

template <class Plan>
class ShapeCache {
 public:
  /// A limit of 0 keeps nothing.
  explicit ShapeCache(std::size_t limit) : limit_(limit) {}
  ShapeCache(const ShapeCache&) = delete;
  ShapeCache& operator=(const ShapeCache&) = delete;

  /// The plan, now the most recently used, or null. `key` may be any bytes; nothing is allocated.
  [[nodiscard]] std::shared_ptr<const Plan> find(std::string_view key) {
    std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->plan;
  }

  /// Keeps `plan`, unless another thread was faster. Returns the one that is kept, so that both use the same.
  std::shared_ptr<const Plan> insert(std::string key, std::shared_ptr<const Plan> plan) {
    if (limit_ == 0) return plan;
    std::list<Entry> fresh;  // allocated, and what is pushed out destroyed, outside of the lock
    fresh.push_back({std::move(key), std::move(plan)});
    std::list<Entry> pushed_out;

    std::lock_guard lock(mutex_);
    const auto [place, is_new] = places_.try_emplace(fresh.front().key, fresh.begin());
    if (is_new) {
      order_.splice(order_.begin(), fresh);
      if (order_.size() > limit_) {
        places_.erase(order_.back().key);
        pushed_out.splice(pushed_out.begin(), order_, std::prev(order_.end()));
      }
    }
    return place->second->plan;
  }

  [[nodiscard]] std::size_t size() const {
    std::lock_guard lock(mutex_);
    return order_.size();
  }

 private:
  struct Entry {
    std::string key{};
    std::shared_ptr<const Plan> plan{};
  };

  const std::size_t limit_;
  mutable std::mutex mutex_{};
  std::list<Entry> order_{};  ///< most recently used first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> places_{};  ///< keys view `order_`
};

}  // namespace weft::detail
