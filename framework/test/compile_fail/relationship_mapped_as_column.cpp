// SPDX-License-Identifier: MIT
// expect: weft: this member is a relationship: use relationship\(\) for it
#include <weft/session/ref.hpp>

struct Node {
  weft::Ref<Node> parent{};
};

void map(weft::Mapper<Node>& m) { m.column<&Node::parent>(); }
