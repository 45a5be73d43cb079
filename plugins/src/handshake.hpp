// SPDX-License-Identifier: MIT
//
// The part of the handshake that follows the search: from a candidate to its object.
#pragma once

#include <string>

#include "manifest_record.hpp"
#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {

struct Candidate;

/// The manifest of a descriptor, whose fields and text must agree; or what is wrong with it.
Found<ManifestRecord> read_descriptor(const weft_plugin_descriptor* descriptor);

/// Why a plugin with this manifest does not fit this program; empty when it does.
std::string check_abi(const ManifestRecord& record);

/// Opens the library, if it is one, and makes the object, whose name must be the manifest's. The value is a
/// Dialect* or LoaderStrategy* as void*. Runs the plugin's code.
Found<void*> make_object(const Candidate& candidate);

} // namespace weft::plugins
