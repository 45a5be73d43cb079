// SPDX-License-Identifier: MIT
// expect: weft: deferred\(\) is for a member of type weft::Deferred<T>
#include <weft/mapping/mapper.hpp>

struct Post {
  std::string content{};
};

void map(weft::Mapper<Post>& m) { m.column<&Post::content>().deferred(); }
