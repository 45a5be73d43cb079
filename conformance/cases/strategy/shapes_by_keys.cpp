// SPDX-License-Identifier: MIT
//
// Relationships by keys of two columns, and by texts.
#include "cases/strategy/shape.hpp"

namespace weft::conformance {
namespace {

const Group composite_one_to_many{"strategy.composite_one_to_many",
                                  behaviours(shape<&Shelf::volumes>({"attic 1{Air}", "attic 2{Bees}", "cellar 1{Cats, Dogs}",
                                                                     "cellar 2{}"}))};

const Group composite_many_to_one{"strategy.composite_many_to_one",
                                  behaviours(shape<&Volume::shelf>({"Air{attic 1}", "Bees{attic 2}", "Cats{cellar 1}",
                                                                    "Dogs{cellar 1}", "Eels{}"}))};

const Group composite_many_to_many{"strategy.composite_many_to_many",
                                   behaviours(shape<&Shelf::labels>({"attic 1{dry, old}", "attic 2{dry}", "cellar 1{old}",
                                                                     "cellar 2{}"}))};

const Group many_to_many_to_composite{"strategy.many_to_many_to_composite",
                                      behaviours(shape<&Label::shelves>({"dry{attic 1, attic 2}", "new{}",
                                                                         "old{attic 1, cellar 1}"}))};

const Group text_one_to_many{"strategy.text_one_to_many",
                             behaviours(shape<&Country::cities>({"Aland{Mari\xC3\xA9}", "Cote{Abi'djan, Bou ake}",
                                                                 "East{Dhaka}", "Nowhere{}"}))};

const Group text_many_to_one{"strategy.text_many_to_one",
                             behaviours(shape<&City::country>({"Abi'djan{Cote}", "Atlantis{}", "Bou ake{Cote}", "Dhaka{East}",
                                                               "Mari\xC3\xA9{Aland}"}))};

const Group text_many_to_many{"strategy.text_many_to_many",
                              behaviours(shape<&Country::languages>({"Aland{Fran\xC3\xA7" "ais, Svenska}",
                                                                     "Cote{Fran\xC3\xA7" "ais}", "East{Bengali}",
                                                                     "Nowhere{}"}))};

}  // namespace
}  // namespace weft::conformance
