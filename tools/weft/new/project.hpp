// SPDX-License-Identifier: MIT
//
// `weft new`: the templates of the installation, with the plugin's name in them.
#pragma once

#include <string>

namespace weft::tool {

/// Writes the project of a plugin of this kind into `folder`, and prints what to do with it. Throws `std::runtime_error`
/// for a name that no plugin can have, a folder that is there, and files that cannot be read or written.
void write_project(const std::string& kind, const std::string& name, const std::string& folder);

}  // namespace weft::tool
