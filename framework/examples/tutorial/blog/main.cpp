// SPDX-License-Identifier: MIT
//
// A blog is written in one transaction and read back, with everything that a page shows, in three statements.
#include "model.hpp"
#include "tutorial.hpp"

using namespace blog;
using weft::col;

namespace {

void write(weft::Engine& engine) {
  using namespace std::chrono;
  weft::Session session(engine);
  auto alice = session.add(User{.username = "alice", .email = "alice@example.com"});
  auto bob = session.add(User{.username = "bob", .email = "bob@example.com"});
  auto cpp = session.add(Tag{.name = "c++"});
  auto sql = session.add(Tag{.name = "sql"});

  // Posts bring their comments with them, and no key is set by hand: the flush finds the order and the keys.
  session.add(
      Post{.title = "Getting Started",
           .content = "An ORM in ten minutes.",
           .created_at = sys_days(2026y / January / 5),
           .author = alice,
           .comments = {Comment{.content = "Great!", .author = bob}, Comment{.content = "Thank you.", .author = alice}},
           .tags = {cpp, sql}});
  session.add(Post{.title = "Loading Strategies",
                   .content = "How many statements does a page take?",
                   .created_at = sys_days(2026y / February / 9),
                   .author = bob,
                   .comments = {Comment{.content = "Three.", .author = alice}},
                   .tags = {sql}});
  session.add(Post{.title = "Silence",
                   .content = "Nobody has said anything yet.",
                   .created_at = sys_days(2026y / March / 16),
                   .author = alice});
  session.commit();
}

void print(const weft::Ptr<Post>& post) {
  fmt::print("{}, by {}\n", post->title, post->author->username);
  for (const auto& comment : post->comments)
    fmt::print("  {}: {}\n", comment->author->username, comment->content);
  for (const auto& tag : post->tags)
    fmt::print("  #{}\n", tag->name);
}

// Posts with their authors, their comments with their authors, their tags: one statement each for these three.
void read(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto posts = weft::select<Post>()
                   .options(weft::joinedload<&Post::author>(),
                            weft::selectinload<&Post::comments>().joinedload<&Comment::author>(),
                            weft::selectinload<&Post::tags>())
                   .order_by(col<&Post::created_at>);
  for (const weft::Ptr<Post>& post : session.scalars(posts))
    print(post);
  fmt::print("read in {} statements\n", counter.count());
}

void chapter(weft::Engine& engine) {
  write(engine);
  read(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<User, Post, Comment, Tag>(argc, argv, chapter);
}
