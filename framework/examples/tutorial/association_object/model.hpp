// SPDX-License-Identifier: MIT
//
// An order holds items, each with a quantity and the price of that day: the pair has data, so it is an entity.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace association_object {

struct OrderItem;

struct Item {
  std::int64_t id{};
  std::string name{};
  std::int64_t cents{};
};

struct Order {
  std::int64_t id{};
  std::string customer_name{};
  weft::List<OrderItem> order_items{};
};

struct OrderItem {
  std::int64_t order_id{};
  std::int64_t item_id{};
  std::int64_t quantity{};
  std::int64_t cents_paid{};
  weft::Ref<Order> order{};
  weft::Ref<Item> item{};
};

inline void map(weft::Mapper<Item>& m) {
  m.table("item");
  m.column<&Item::id>().primary_key();
  m.column<&Item::name>().length(50).unique();
  m.column<&Item::cents>();
}

inline void map(weft::Mapper<Order>& m) {
  using enum weft::Cascade;
  m.table("customer_order");
  m.column<&Order::id>().primary_key();
  m.column<&Order::customer_name>().length(100);
  // The lines are parts of the order: they are deleted when they leave it, and with it.
  m.relationship<&Order::order_items>()
      .cascade(all | delete_orphan)
      .back_populates<&OrderItem::order>()
      .order_by(weft::col<&OrderItem::item_id>);
}

inline void map(weft::Mapper<OrderItem>& m) {
  m.table("order_item");
  // The key is the pair, as in a plain association table. Both parts are filled in from the relationships.
  m.column<&OrderItem::order_id>().primary_key().references<&Order::id>();
  m.column<&OrderItem::item_id>().primary_key().references<&Item::id>();
  m.column<&OrderItem::quantity>();
  m.column<&OrderItem::cents_paid>();
  m.relationship<&OrderItem::order>().back_populates<&Order::order_items>();
  m.relationship<&OrderItem::item>();
}

} // namespace association_object
