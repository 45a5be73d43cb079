// SPDX-License-Identifier: MIT
//
// What a fake database and its connections share.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/fake_dialect.hpp"

namespace weft::test {

struct FakeDatabase::State {
  std::string name{};
  mutable std::mutex mutex{};
  std::map<std::string, FakeRows, std::less<>> rows{};
  std::map<std::string, ExecuteResult, std::less<>> results{};
  std::map<std::string, std::function<void()>, std::less<>> failures{};
  std::function<void(std::string_view)> hook{};
  Capabilities capabilities{};
  std::vector<std::string> tables{};
  bool refuse = false;
  bool decline_bulk = false;
  std::size_t generation = 0;  ///< connections of an earlier one are dead
  std::vector<std::string> log{};
  std::size_t open = 0;
  std::size_t most_open = 0;
  std::vector<Value> last_parameters{};
  std::uint64_t last_id = 0;

  void note(std::string_view entry) {
    std::lock_guard lock(mutex);
    log.emplace_back(entry);
  }
};

/// A copy of what is there for a key, so that nobody holds a lock while using it.
template <class Map>
auto looked_up(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace weft::test
