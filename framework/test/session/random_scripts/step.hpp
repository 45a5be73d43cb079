// SPDX-License-Identifier: MIT
//
// A random script: steps that a program could have taken with a session.
//
// Steps name entities by numbers which the script gives out, not by position: a step can be dropped and the others
// keep their meaning. What a step then lacks makes it inapplicable, and whoever runs the script skips it.
#pragma once

#include <string>
#include <vector>

#include "session/random_scripts/world.hpp"

namespace weft::test::scripts {

enum class Op : unsigned char {
  create,             ///< `a` by itself
  create_family,      ///< `a` with new items `more` inside of its value
  create_deep,        ///< a label `a` with a new band `b` in it, with a new song `more[0]` in that
  create_with_owner,  ///< a new item `a` with a new owner `b` inside of its value
  create_under,       ///< `a`, whose value leads to `b`, which exists
  create_in,          ///< `b`, which exists, is linked to the new `a`
  link,               ///< owner `a`, item `b`
  unlink,             ///< owner `a`, item `b`
  assign,             ///< the collection of `a` is `more` from now on
  modify,             ///< the name or the number of `a`; keeps the pointer
  write_kept,         ///< the number of `a`, through the pointer that was kept
  set_mark,           ///< the unique column or the key of `a`
  remove,
  restore,    ///< add of what was removed, before the flush
  add_again,  ///< add of what a rollback made transient, with what it leads to
  flush,
  query,  ///< which flushes first; finds every entity of a kind
  look,   ///< reads `a`, and what it leads to, without a flush
  expire,
  refresh,
  expire_all,
  begin_nested,
  commit_nested,
  rollback_nested,
  failing_flush,  ///< a new fan `b` with the nick of `a`, a flush that fails, a rollback
  rollback,
  commit,
};

struct Step {
  Op op{};
  Kind kind{};  ///< of the new entity, or of the query
  Link link{};
  bool from_item = false;  ///< written through the item's member, or: the existing one is the item
  bool by_handle = false;  ///< through `make` instead of a value
  bool afresh = false;     ///< after a commit or a rollback: forget what the comparison had to load
  Slot a = nobody;
  Slot b = nobody;
  std::vector<Slot> more{};
  std::string text{};  ///< the new mark; of `create`: empty for one of its own. Of `modify`: the new name, or empty
  int number = 0;
};

using Script = std::vector<Step>;

/// The step as the C++ that it stands for.
[[nodiscard]] std::string text_of(const Step& step);

/// The script as a program to read, one step a line.
[[nodiscard]] std::string text_of(const Script& script);

}  // namespace weft::test::scripts
