// SPDX-License-Identifier: MIT
//
// Relationships to and from entities that are derived from others.
#include "cases/strategy/shape.hpp"

namespace weft::conformance {
namespace {

const Group to_joined_base{"strategy.to_joined_base",
                           behaviours(shape<&Depot::vehicles>({"North{Max, Mini}", "South{Cart}", "West{}"}))};

const Group from_joined_base{"strategy.from_joined_base",
                             behaviours(shape<&Vehicle::depot>({"Cart{South}", "Max{North}", "Mini{North}", "Moke{}", "Panda{}"}))};

const Group from_joined_derived{"strategy.from_joined_derived",
                                behaviours(shape<&Car::wheels>({"Mini{left, right}", "Moke{}", "Panda{spare}"}))};

const Group to_joined_derived{"strategy.to_joined_derived",
                              behaviours(shape<&Driver::car>({"Ann{Mini}", "Bob{Mini}", "Cid{}"}))};

const Group to_single_table_base{"strategy.to_single_table_base",
                                 behaviours(shape<&Keeper::animals>({"Ann{Rex, Tom}", "Bob{Kit}", "Cid{}"}))};

const Group from_single_table_base{"strategy.from_single_table_base",
                                   behaviours(shape<&Animal::keeper>({"Kit{Bob}", "Mog{}", "Rex{Ann}", "Tom{Ann}", "Zed{}"}))};

const Group from_single_table_derived{"strategy.from_single_table_derived",
                                      behaviours(shape<&Cat::toys>({"Kit{}", "Mog{}", "Tom{ball, wool}"}))};

const Group to_single_table_derived{"strategy.to_single_table_derived",
                                    behaviours(shape<&Toy::cat>({"ball{Tom}", "bone{}", "wool{Tom}"}))};

}  // namespace
}  // namespace weft::conformance
