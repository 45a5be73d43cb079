// SPDX-License-Identifier: MIT
// expect: weft: a relationship is a member of type weft::Ref, List, Set or Dict
#include <weft/session/ref.hpp>

struct Node {
  int id{};
};

void map(weft::Mapper<Node>& m) { m.relationship<&Node::id>(); }
