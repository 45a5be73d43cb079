// SPDX-License-Identifier: MIT
//
// Parents and children, with keys that the database makes.
#pragma once

#include <cstdint>
#include <string>

#include "weft/weft.hpp"

namespace weft::test::family {

struct Child;

struct Parent {
  std::int64_t id{};
  std::string name{};
  List<Child> children{};
};

struct Child {
  std::int64_t id{};
  std::string name{};
  std::int64_t parent_id{};
  Ref<Parent> parent{};
};

inline void map(Mapper<Parent>& m) {
  m.table("parent");
  m.column<&Parent::id>().primary_key();
  m.column<&Parent::name>();
  m.relationship<&Parent::children>().back_populates<&Child::parent>().order_by(col<&Child::id>);
}

inline void map(Mapper<Child>& m) {
  m.table("child");
  m.column<&Child::id>().primary_key();
  m.column<&Child::name>();
  m.column<&Child::parent_id>().references<&Parent::id>().index();
  m.relationship<&Child::parent>().back_populates<&Parent::children>();
}

/// A parent with as many children, named after it.
inline Parent parent_with(std::string name, int children) {
  Parent made{.name = std::move(name)};
  for (int child = 0; child < children; ++child)
    made.children.push_back(Child{.name = made.name + " " + std::to_string(child)});
  return made;
}

} // namespace weft::test::family
