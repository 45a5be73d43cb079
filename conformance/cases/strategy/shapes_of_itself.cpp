// SPDX-License-Identifier: MIT
//
// Relationships of an entity with itself.
#include "cases/strategy/shape.hpp"

namespace weft::conformance {
namespace {

const Group children{"strategy.self_referential_children",
                     behaviours(shape<&Node::children>({"a{aa, ab}", "aa{aaa}", "aaa{}", "ab{}", "b{}", "other{z}",
                                                        "root{a, b}", "z{}"}))};

const Group parent{"strategy.self_referential_parent",
                   behaviours(shape<&Node::parent>({"a{root}", "aa{a}", "aaa{aa}", "ab{a}", "b{root}", "other{}", "root{}",
                                                    "z{other}"}))};

const Group friends{"strategy.self_referential_many_to_many",
                    behaviours(shape<&Person::friends>({"Ann{Bob, Cid}", "Bob{Cid}", "Cid{Ann}", "Dan{}"}))};

}  // namespace
}  // namespace weft::conformance
