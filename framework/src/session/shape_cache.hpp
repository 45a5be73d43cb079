// SPDX-License-Identifier: MIT
//
// What was made for a statement's shape, kept for the next statement of that shape. Bounded; the least
// recently used goes. Safe from several threads.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace weft::detail {

template <class Plan>
class ShapeCache {
 public:
  explicit ShapeCache(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] std::shared_ptr<const Plan> find(std::string_view key) {
    std::lock_guard lock(mutex_);
    auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->plan;
  }

  void insert(std::string key, std::shared_ptr<const Plan> plan) {
    std::lock_guard lock(mutex_);
    if (limit_ == 0 || places_.contains(key)) return;
    if (order_.size() >= limit_) {
      places_.erase(order_.back().key);
      order_.pop_back();
    }
    order_.push_front({std::move(key), std::move(plan)});
    places_.emplace(order_.front().key, order_.begin());
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
  std::size_t limit_;
  mutable std::mutex mutex_{};
  std::list<Entry> order_{};
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> places_{};
};

}  // namespace weft::detail
