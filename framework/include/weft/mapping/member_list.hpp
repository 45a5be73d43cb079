// SPDX-License-Identifier: MIT
//
// The columns or the relationships of an entity: those of its base first, then its own. A member that the base has is
// the same object in every entity derived from it, at the same position.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <vector>

namespace weft {

template <class Member>
class MemberList {
 public:
  template <class Seen>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Member;
    using difference_type = std::ptrdiff_t;
    using pointer = Seen*;
    using reference = Seen&;

    Iterator() noexcept = default;
    explicit Iterator(Member* const* place) noexcept : place_(place) {}
    Seen& operator*() const noexcept { return **place_; }
    Seen* operator->() const noexcept { return *place_; }
    Iterator& operator++() noexcept {
      ++place_;
      return *this;
    }
    Iterator operator++(int) noexcept { return Iterator(place_++); }
    friend bool operator==(const Iterator& left, const Iterator& right) noexcept { return left.place_ == right.place_; }

   private:
    Member* const* place_ = nullptr;
  };

  MemberList() = default;
  MemberList(const MemberList&) = delete;
  MemberList& operator=(const MemberList&) = delete;

  [[nodiscard]] Iterator<Member> begin() noexcept { return Iterator<Member>(all_.data()); }
  [[nodiscard]] Iterator<Member> end() noexcept { return Iterator<Member>(all_.data() + all_.size()); }
  [[nodiscard]] Iterator<const Member> begin() const noexcept { return Iterator<const Member>(all_.data()); }
  [[nodiscard]] Iterator<const Member> end() const noexcept { return Iterator<const Member>(all_.data() + all_.size()); }
  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] const Member& operator[](std::size_t index) const noexcept { return *all_[index]; }

  /// The entity's own, which it alone may still change.
  [[nodiscard]] std::deque<Member>& own() noexcept { return own_; }
  [[nodiscard]] const std::deque<Member>& own() const noexcept { return own_; }

  Member& emplace_back() {
    all_.push_back(&own_.emplace_back());
    return own_.back();
  }
  /// Drops own members, before anything is inherited.
  template <class Condition>
  void drop_own(Condition condition) {
    std::erase_if(own_, condition);
    all_.clear();
    for (Member& member : own_) all_.push_back(&member);
  }
  /// Puts what the base has in front.
  void inherit(const MemberList& base) {
    all_.insert(all_.begin(), base.all_.begin(), base.all_.end());
    std::uint32_t index = 0;
    for (Member* member : all_) member->index = index++;
  }

 private:
  std::deque<Member> own_{};  ///< a deque, so that pointers stay good while it grows
  std::vector<Member*> all_{};
};

}  // namespace weft
