// SPDX-License-Identifier: MIT
//
// The URL of a test server, and those made from it.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace weft::test {

/// What a variable of the environment says, empty where it says nothing.
inline std::string url_in(const char* variable) {
  const char* given = std::getenv(variable);
  return given != nullptr ? given : "";
}

/// With `option` behind the ones that the URL has.
[[nodiscard]] inline std::string with_option(std::string url, std::string_view option) {
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url += option;
}

/// The URL of another database on the same server.
[[nodiscard]] inline std::string with_database(std::string url, std::string_view name) {
  const std::size_t slash = url.find('/', url.find("://") + 3);
  if (slash == std::string::npos)
    throw std::runtime_error("the URL of the test server names no database");
  const std::size_t end = std::min(url.find('?', slash), url.size());
  return url.replace(slash + 1, end - slash - 1, name);
}

} // namespace weft::test
