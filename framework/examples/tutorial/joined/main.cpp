// SPDX-License-Identifier: MIT
//
// Joined loading: the related rows come in the statement of their owners. Best for to-ones; a collection repeats its
// owner in every row.
#include "model.hpp"
#include "tutorial.hpp"

using namespace joined;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto kim = session.add(Person{.name = "Kim"});
  auto lou = session.add(Person{.name = "Lou"});
  auto letters = [](int count) {
    std::vector<weft::Ptr<Letter>> made;
    for (int i = 0; i < count; ++i)
      made.push_back(weft::make(Letter{.text = "Dear editor"}));
    return made;
  };
  auto storm = session.add(Article{.headline = "A storm", .writer = kim, .editor = lou});
  auto harvest = session.add(Article{.headline = "Harvest", .writer = lou});
  session.add(Article{.headline = "Weather", .writer = kim, .editor = lou});
  storm.modify()->letters = letters(4);
  harvest.modify()->letters = letters(2);
  session.commit();
}

void to_ones(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto articles = weft::select<Article>()
                      .options(weft::joinedload<&Article::writer>(), weft::joinedload<&Article::editor>())
                      .order_by(col<&Article::headline>);
  for (const weft::Ptr<Article>& article : session.scalars(articles))
    fmt::print("{} by {}, edited by {}\n", article->headline, article->writer->name,
               article->editor ? article->editor->name : "nobody"); // no editor: an outer join keeps the article
  fmt::print("{} statement, {} rows\n", counter.count(), counter.rows());
}

void collection(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  auto articles =
      weft::select<Article>().options(weft::joinedload<&Article::letters>()).order_by(col<&Article::headline>);
  // Each article comes once, though its row came with every letter.
  for (const weft::Ptr<Article>& article : session.scalars(articles))
    fmt::print("{}: {} letters\n", article->headline, article->letters.size());
  fmt::print("{} statement, {} rows\n", counter.count(), counter.rows());
}

void limited(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // A limit counts articles, not rows: the articles are limited first, and the letters joined to those.
  auto articles =
      weft::select<Article>().options(weft::joinedload<&Article::letters>()).order_by(col<&Article::headline>).limit(2);
  std::size_t letters = 0;
  for (const weft::Ptr<Article>& article : session.scalars(articles))
    letters += article->letters.size();
  fmt::print("two articles with {} letters in {} statement\n", letters, counter.count());
}

void inner(weft::Engine& engine) {
  weft::Session session(engine);
  // An inner join may be faster, and leaves out who has nothing to join. For a to-one that is never empty that is
  // nobody.
  auto written = weft::select<Article>().options(weft::joinedload<&Article::writer>().inner_join());
  auto edited = weft::select<Article>().options(weft::joinedload<&Article::editor>().inner_join());
  fmt::print("{} have a writer, ", session.scalars(written).size());
  fmt::print("{} have an editor\n", session.scalars(edited).size());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  to_ones(engine);
  collection(engine);
  limited(engine);
  inner(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Article, Person, Letter>(argc, argv, chapter);
}
