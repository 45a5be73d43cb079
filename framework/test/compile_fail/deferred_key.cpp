// SPDX-License-Identifier: MIT
// expect: weft: keys and versions are always read with their row
#include <weft/mapping/mapper.hpp>

struct Post {
  weft::Deferred<int> id{};
};

void map(weft::Mapper<Post>& m) { m.column<&Post::id>().primary_key(); }
