// SPDX-License-Identifier: MIT
//
// A database URL, taken apart: scheme://user:password@host:port/database?option=value
//
//   sqlite://                     in memory
//   sqlite:///blog.db             a file, relative;  sqlite:////var/lib/blog.db  absolute
//   postgresql://u:p%40ss@db:5432/shop?sslmode=require
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace weft {

struct Url {
  std::string scheme{};
  std::string user{};
  std::string password{};
  std::string host{};
  std::uint16_t port = 0;  ///< 0: the dialect's own
  std::string database{};  ///< without the slash before it
  std::map<std::string, std::string, std::less<>> options{};

  /// Takes a URL apart; percent escapes are resolved. Throws `UsageError` naming the part that is wrong.
  static Url parse(std::string_view text);

  /// The URL without its password, fit for messages and logs.
  [[nodiscard]] std::string display() const;
};

}  // namespace weft
