// SPDX-License-Identifier: MIT
//
// Relationships by keys of one number.
#include "cases/strategy/shape.hpp"

namespace weft::conformance {
namespace {

const Group one_to_many{"strategy.one_to_many",
                        behaviours(shape<&Department::employees>({"Board{}", "Sales{Abe, Ann, Bob}", "Stock{Cid}"}))};

const Group many_to_one{"strategy.many_to_one", behaviours(shape<&Employee::department>({"Abe{Sales}", "Ann{Sales}",
                                                                                         "Bob{Sales}", "Cid{Stock}", "Dan{}"}))};

const Group one_to_one{"strategy.one_to_one", behaviours(shape<&Holder::passport>({"Ann{P2}", "Bob{P1}", "Cid{}"}))};

const Group one_to_one_from_the_key{"strategy.one_to_one_from_the_key",
                                    behaviours(shape<&Passport::holder>({"P1{Bob}", "P2{Ann}", "P3{}"}))};

const Group many_to_many{"strategy.many_to_many",
                         behaviours(shape<&Student::courses>({"Ann{Maths, Music}", "Bob{Maths}", "Cid{}"}))};

const Group set{"strategy.set", behaviours(shape<&Course::students>({"Maths{Ann, Bob}", "Music{Ann}", "Myths{}"}))};

const Group dictionary{"strategy.dictionary",
                       behaviours(shape<&Folder::files>({"docs{list, plan}", "empty{}", "photos{sea}"}))};

}  // namespace
}  // namespace weft::conformance
