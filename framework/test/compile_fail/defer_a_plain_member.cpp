// SPDX-License-Identifier: MIT
// expect: weft: only a member of type weft::Deferred<T> can be deferred: C\+\+ cannot intercept the reading of a plain member
#include <weft/query/options.hpp>

struct Post {
  std::string content{};
};

auto wrong = weft::defer<&Post::content>();
