// SPDX-License-Identifier: MIT
// expect: weft: history\(\) names a member of another entity than the handle's
#include <weft/weft.hpp>

struct User {
  std::int64_t id{};
};
struct Post {
  std::int64_t id{};
};

auto wrong(const weft::Ptr<User>& user) { return weft::history<&Post::id>(user); }
