// SPDX-License-Identifier: MIT
//
// Turns a graph into text, by touching it: an owner and what its relationship leads to is "Sales{Ann, Bob}", two levels
// are "Sales{Ann{Maths}, Bob{}}". Lists keep their order; sets and dictionaries, which have none, are sorted.
//
// The names of what is reached have to be unique within their type: the walk expects one object for each.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <weft/strategy.hpp>
#include <weft/weft.hpp>

namespace weft::conformance {

/// The strategies of a path, the first for the relationship of the owners.
using Strategies = std::vector<const LoaderStrategy*>;

class Walk {
 public:
  explicit Walk(Strategies strategies) : strategies_(std::move(strategies)), touched_(strategies_.size()) {}

  /// An owner with everything below it on the path of these members.
  template <auto First, auto... Rest, class Owner>
  [[nodiscard]] std::string text(const Ptr<Owner>& owner) {
    return text_at<First, Rest...>(owner, 0);
  }
  /// How many different owners were touched at each level of the path.
  [[nodiscard]] std::vector<std::size_t> touched() const {
    std::vector<std::size_t> numbers;
    for (const auto& level : touched_) numbers.push_back(level.size());
    return numbers;
  }

 private:
  template <auto First, auto... Rest, class Owner>
  std::string text_at(const Ptr<Owner>& owner, std::size_t level) {
    touched_[level].insert(owner.instance());
    expect_one_object(*owner.instance(), owner->name);
    std::vector<std::string> parts;
    try {
      each(std::as_const(*owner).*First, [&](const auto& related) {
        if constexpr (sizeof...(Rest) > 0) parts.push_back(text_at<Rest...>(related, level + 1));
        else {
          expect_one_object(*related.instance(), related->name);
          parts.push_back(related->name);
        }
      });
    } catch (const UnloadedAccessError& error) {
      expect_refusal(level, error);
    }
    return joined(owner->name, parts);
  }

  template <class T, class Visit>
  static void each(const Ref<T>& ref, Visit visit) {
    if (ref) visit(ref.ptr());
  }
  template <class T, class Visit>
  static void each(const List<T>& list, Visit visit) {
    for (const auto& one : list) visit(one);
  }
  template <class T, class Visit>
  static void each(const Set<T>& set, Visit visit) {
    std::map<std::string, Ptr<T>> sorted;
    for (const auto& one : set) sorted.emplace(one->name, one);
    for (const auto& [name, one] : sorted) visit(one);
  }
  template <class T, class Visit>
  static void each(const Dict<std::string, T>& dict, Visit visit) {
    std::map<std::string, Ptr<T>> sorted;
    for (const auto& [key, one] : dict) {
      EXPECT_EQ(key, one->name) << "an entity stands under a key that is not its own";
      sorted.emplace(key, one);
    }
    for (const auto& [name, one] : sorted) visit(one);
  }

  void expect_one_object(const Instance& instance, const std::string& name);
  void expect_refusal(std::size_t level, const UnloadedAccessError& error) const;
  static std::string joined(const std::string& name, const std::vector<std::string>& parts);

  Strategies strategies_;
  std::vector<std::set<const Instance*>> touched_;
  std::map<std::pair<const MappedEntity*, std::string>, const Instance*> objects_{};
};

/// What a walk gives of `text` where the strategy at `level` never loads.
[[nodiscard]] std::string pruned(std::string_view text, std::size_t level);

}  // namespace weft::conformance
