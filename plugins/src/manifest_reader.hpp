// SPDX-License-Identifier: MIT
//
// Reads the manifest of a plugin file without running any of its code.
#pragma once

#include <string>

#include "manifest_record.hpp"

namespace weft::plugins {

/// The manifest in the file's `WEFT` note, or why it has none that can be used. Also refuses a file that the
/// system loader would crash on: one that ends before the segments it announces.
Found<ManifestRecord> read_manifest(const std::string& file);

} // namespace weft::plugins
