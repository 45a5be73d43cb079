// SPDX-License-Identifier: MIT
// expect: weft: the path does not fit: Member does not belong to Entity
#include <weft/query/options.hpp>
#include <weft/session/list.hpp>

struct Comment {
  int id{};
};
struct Post {
  weft::List<Comment> comments{};
};
struct User {
  weft::List<Post> posts{};
};

auto wrong = weft::selectinload<&Post::comments>().joinedload<&User::posts>();
