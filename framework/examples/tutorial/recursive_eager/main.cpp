// SPDX-License-Identifier: MIT
//
// Recursive eager loading: a relationship of an entity to itself is followed as often as the query says, with one
// statement for each level.
#include <set>

#include "model.hpp"
#include "tutorial.hpp"

using namespace recursive_eager;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  session.add(Category{
      .name = "Shop",
      .children = {
          Category{.name = "Books", .children = {Category{.name = "Atlases"}}},
          Category{.name = "Computers",
                   .children = {Category{
                       .name = "Laptops",
                       .children = {Category{.name = "Light", .children = {Category{.name = "13 inch"}}}}}}}}});
  auto harbour = session.add(Stop{.name = "Harbour"});
  auto market = session.add(Stop{.name = "Market"});
  auto park = session.add(Stop{.name = "Park"});
  auto theatre = session.add(Stop{.name = "Theatre"});
  harbour.modify()->next = {market, park};
  market.modify()->next = {theatre};
  park.modify()->next = {market, harbour}; // back again: a circle of two
  theatre.modify()->next = {harbour};      // and one of three
  session.commit();
}

void print(const weft::Ptr<Category>& category, int depth) {
  fmt::print("{:{}}{}\n", "", depth * 2, category->name);
  for (const weft::Ptr<Category>& child : category->children)
    print(child, depth + 1);
}

void four_levels(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // The children, and three times more the children of those: four levels below the root.
  auto roots = weft::select<Category>()
                   .where(col<&Category::parent_id>.is_null())
                   .options(weft::selectinload<&Category::children>().recursion_depth(3));
  auto shop = session.scalars(roots).one();
  fmt::print("read in {} statements\n", counter.count());
  print(shop, 0);
  // What lies below is lazy again: the leaf of the fourth level was asked for its children.
  fmt::print("printed after {} statements\n", counter.count());
}

void whole_tree(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // Without limit it goes on until a level is empty: nothing is left to be read when the tree is printed.
  auto roots = weft::select<Category>()
                   .where(col<&Category::parent_id>.is_null())
                   .options(weft::selectinload<&Category::children>().recursion_depth(-1));
  auto shop = session.scalars(roots).one();
  const std::size_t read = counter.count();
  std::size_t levels = 0;
  for (weft::Ptr<Category> last = shop; !last->children.empty(); last = last->children.back())
    ++levels;
  fmt::print("{} levels below the root, {} statements, {} later\n", levels, read, counter.count() - read);
}

// Visits every stop that can be reached; in a circle only who remembers comes to an end.
void ride(const weft::Ptr<Stop>& stop, std::set<std::string>& seen) {
  if (!seen.insert(stop->name).second)
    return;
  for (const weft::Ptr<Stop>& next : stop->next)
    ride(next, seen);
}

void cyclic_graph(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // The loading ends on a circle, too: it goes on only from stops that it has not seen before.
  auto start = weft::select<Stop>()
                   .where(col<&Stop::name> == "Harbour")
                   .options(weft::selectinload<&Stop::next>().recursion_depth(-1));
  auto harbour = session.scalars(start).one();
  const std::size_t read = counter.count();
  std::set<std::string> seen;
  ride(harbour, seen);
  fmt::print("{} stops in {} statements, {} later\n", seen.size(), read, counter.count() - read);

  // One row is one object, however one comes to it.
  const weft::Ptr<Stop> theatre = harbour->next.front()->next.front();
  fmt::print("from the {} it goes back to the same {}: {}\n", theatre->name, harbour->name,
             theatre->next.front() == harbour);
}

void chapter(weft::Engine& engine) {
  fill(engine);
  four_levels(engine);
  whole_tree(engine);
  cyclic_graph(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Category, Stop>(argc, argv, chapter);
}
