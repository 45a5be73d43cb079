// SPDX-License-Identifier: MIT
// expect: weft: refresh\(\) names a member of another entity than the handle's
#include <weft/weft.hpp>

struct User {
  std::int64_t id{};
};
struct Post {
  std::int64_t id{};
};

void wrong(weft::Session& session, const weft::Ptr<User>& user) { session.refresh<&Post::id>(user); }
