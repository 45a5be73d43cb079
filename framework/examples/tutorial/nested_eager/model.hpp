// SPDX-License-Identifier: MIT
//
// Four levels: a customer has purchases, a purchase has lines, a line leads to a product.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace nested_eager {

struct Product {
  std::int64_t id{};
  std::string name{};
};

struct Line {
  std::int64_t id{};
  std::int64_t quantity{};
  std::int64_t purchase_id{};
  std::int64_t product_id{};
  weft::Ref<Product> product{};
};

struct Purchase {
  std::int64_t id{};
  std::string number{};
  std::int64_t customer_id{};
  weft::List<Line> lines{};
};

struct Customer {
  std::int64_t id{};
  std::string name{};
  weft::List<Purchase> purchases{};
};

inline void map(weft::Mapper<Product>& m) {
  m.table("product");
  m.column<&Product::id>().primary_key();
  m.column<&Product::name>().length(50);
}

inline void map(weft::Mapper<Line>& m) {
  m.table("purchase_line");
  m.column<&Line::id>().primary_key();
  m.column<&Line::quantity>();
  m.column<&Line::purchase_id>().references<&Purchase::id>().index();
  m.column<&Line::product_id>().references<&Product::id>();
  m.relationship<&Line::product>();
}

inline void map(weft::Mapper<Purchase>& m) {
  m.table("purchase");
  m.column<&Purchase::id>().primary_key();
  m.column<&Purchase::number>().length(20);
  m.column<&Purchase::customer_id>().references<&Customer::id>().index();
  m.relationship<&Purchase::lines>().order_by(weft::col<&Line::id>);
}

inline void map(weft::Mapper<Customer>& m) {
  m.table("customer");
  m.column<&Customer::id>().primary_key();
  m.column<&Customer::name>().length(50);
  m.relationship<&Customer::purchases>().order_by(weft::col<&Purchase::number>);
}

} // namespace nested_eager
