// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "weft/error.hpp"

namespace weft::detail {

/// What the framework may do with the text of an error that passes by.
struct ErrorText {
  static void replace(Error& error, const std::string& text) { error.replace_text(text); }
};

}  // namespace weft::detail
