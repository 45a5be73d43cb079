// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "session/random_scripts/handles.hpp"
#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {

/// What the database holds and should not, or the other way round; empty when it is right. Reads plain SQL through
/// `session`, which flushes nothing for it.
[[nodiscard]] std::string difference_in_database(Session& session, const Model& model, const Handles& handles);

/// The same for the objects that the script holds: states, columns, foreign keys, and both ends of every link. Reads
/// them through their handles, so what is expired or not loaded is loaded.
[[nodiscard]] std::string difference_in_objects(const Model& model, const Handles& handles);

/// Of one object: its columns and where it leads, but not what a flush sets. What is deleted and still shown does not
/// count.
[[nodiscard]] std::string difference_in_object(Slot slot, const Model& model, const Handles& handles);

}  // namespace weft::test::scripts
