// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {

/// Runs the script against a session on SQLite and against the model, side by side. Says what went wrong, or nothing.
/// Steps that mean nothing where they stand are skipped; `taken`, if given, receives those that are not.
[[nodiscard]] std::string failure_of(const Script& script, Script* taken = nullptr);

/// A part of the script that still fails and from which no step can be taken.
[[nodiscard]] Script shrunk(Script script);

}  // namespace weft::test::scripts
