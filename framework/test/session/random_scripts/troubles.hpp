// SPDX-License-Identifier: MIT
//
// What sessions do not do as the model would. Random scripts stay clear of these, so that everything else is under test;
// who mends one takes it out of here, and the scripts go there too.
//
//   WEFT_TRY=expired_before_rollback ...   goes there now ("all": everywhere)
#pragma once

#include <cstddef>

#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {

class Model;

enum class Trouble : unsigned char {
  /// A new entity that was expired and is transient again after a rollback has lost its collections: what they held was
  /// in the database only. So adding it again does not add them.
  expired_before_rollback,
};

/// Whether scripts stay clear of it.
[[nodiscard]] bool avoided(Trouble trouble);

/// Whether the step, which would mean something, leads to what is avoided.
[[nodiscard]] bool leads_to_trouble(const Model& model, const Step& step);

}  // namespace weft::test::scripts
