// SPDX-License-Identifier: MIT
// expect: weft: keyed_by\(\) names a member that has the type of the keys of the weft::Dict
#include <weft/session/dict.hpp>

struct Node {
  int id{};
  weft::Dict<std::string, Node> children{};
};

void map(weft::Mapper<Node>& m) { m.relationship<&Node::children>().keyed_by<&Node::id>(); }
