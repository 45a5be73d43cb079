// SPDX-License-Identifier: MIT
// expect: weft: the path does not fit: Member does not belong to the entity that the path has reached
#include <weft/query/options.hpp>
#include <weft/session/ref.hpp>

struct User {
  weft::Deferred<std::string> biography{};
};
struct Post {
  weft::Deferred<std::string> content{};
  weft::Ref<User> author{};
};

auto wrong = weft::joinedload<&Post::author>().defer<&Post::content>();
