// SPDX-License-Identifier: MIT
//
// Relationships to and from entities that are derived from others.
#include "cases/strategy/shape.hpp"
#include "models/concrete.hpp"

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

// In C++ these members are those of the base, which has rows with the same keys and names of its own.
const Group to_concrete{"strategy.to_concrete", behaviours(shape<&Field::balloons>({"East{Blue, Red}", "Meadow{Green}", "Park{}"}))};

const Group from_concrete{"strategy.from_concrete",
                          behaviours(shape<&Balloon::field, Balloon>({"Amber{}", "Blue{East}", "Green{Meadow}", "Red{East}"}))};

const Group collection_from_concrete{"strategy.collection_from_concrete",
                                     behaviours(shape<&Balloon::ropes, Balloon>({"Amber{}", "Blue{}", "Green{short}", "Red{long, thin}"}))};

}  // namespace
}  // namespace weft::conformance
