// SPDX-License-Identifier: MIT
//
// Prepared statements of one connection, by the id of their text; the least recently used one goes
// when there are too many.
//
//   if (auto* prepared = cache_.find(statement.id)) { ... }
//   cache_.insert(statement.id, prepare(statement.sql));
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <utility>

namespace weft {

/// Not for several threads at once. Ask `limit()` before inserting: a limit of 0 means not to.
template <class Prepared>
class StatementCache {
 public:
  explicit StatementCache(std::size_t limit) : limit_(limit) {}

  /// The statement, now the most recently used, or null. Good until it is pushed out by `insert`.
  Prepared* find(std::uint64_t id) {
    if (!order_.empty() && order_.front().first == id) return &order_.front().second;
    auto found = places_.find(id);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
  }

  Prepared& insert(std::uint64_t id, Prepared prepared) {
    if (order_.size() >= limit_ && !order_.empty()) {
      places_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(id, std::move(prepared));
    places_[id] = order_.begin();
    return order_.front().second;
  }

  void erase(std::uint64_t id) {
    if (auto found = places_.find(id); found != places_.end()) {
      order_.erase(found->second);
      places_.erase(found);
    }
  }

  void clear() {
    places_.clear();
    order_.clear();
  }
  [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

 private:
  using Order = std::list<std::pair<std::uint64_t, Prepared>>;
  std::size_t limit_;
  Order order_{};
  std::unordered_map<std::uint64_t, typename Order::iterator> places_{};
};

}  // namespace weft
