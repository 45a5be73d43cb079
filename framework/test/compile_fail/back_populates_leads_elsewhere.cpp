// SPDX-License-Identifier: MIT
// expect: weft: back_populates\(\) names a relationship that leads back to this entity
#include <weft/session/list.hpp>
#include <weft/session/ref.hpp>

struct Other {
  int id{};
};
struct Child {
  weft::Ref<Other> other{};
};
struct Parent {
  weft::List<Child> children{};
};

void map(weft::Mapper<Parent>& m) { m.relationship<&Parent::children>().back_populates<&Child::other>(); }
