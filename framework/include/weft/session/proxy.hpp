// SPDX-License-Identifier: MIT
//
// A collection seen through one of its entities' to-one members.
//
//   struct Order {
//     weft::List<OrderItem> order_items{};
//     auto items() const { return weft::proxy<&Order::order_items, &OrderItem::item>(*this); }
//   };
//   for (auto& item : order->items()) fmt::print("{}\n", item->name);
//
// Reading loads each step as its relationship does: give the query options for the real path.
#pragma once

#include <cstddef>
#include <iterator>

#include "weft/mapping/member.hpp"
#include "weft/session/ref.hpp"

namespace weft {

/// A range over what the members of a collection lead to. Good while the entity is.
template <auto CollectionMember, auto TargetMember>
class Proxy {
  using Owner = detail::MemberClass<CollectionMember>;
  using Through = detail::MemberType<CollectionMember>;

 public:
  explicit Proxy(const Owner& owner) noexcept : through_(&(owner.*CollectionMember)) {}

  class iterator {
   public:
    using Base = typename Through::iterator;
    using iterator_category = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = decltype(((*(*std::declval<Base>())).*TargetMember).ptr());
    using reference = const value_type;
    using pointer = void;

    iterator() = default;
    explicit iterator(Base base) : base_(std::move(base)) {}
    reference operator*() const { return ((*(*base_)).*TargetMember).ptr(); }
    iterator& operator++() {
      ++base_;
      return *this;
    }
    iterator operator++(int) {
      auto before = *this;
      ++base_;
      return before;
    }
    friend bool operator==(const iterator& left, const iterator& right) { return left.base_ == right.base_; }

   private:
    Base base_{};
  };

  [[nodiscard]] iterator begin() const { return iterator(through_->begin()); }
  [[nodiscard]] iterator end() const { return iterator(through_->end()); }
  [[nodiscard]] std::size_t size() const { return through_->size(); }
  [[nodiscard]] bool empty() const { return through_->empty(); }

 private:
  const Through* through_;
};

template <auto CollectionMember, auto TargetMember>
[[nodiscard]] Proxy<CollectionMember, TargetMember> proxy(const detail::MemberClass<CollectionMember>& owner) {
  return Proxy<CollectionMember, TargetMember>(owner);
}

}  // namespace weft
