// SPDX-License-Identifier: MIT
//
// Self-referential: a tree in one table, its children in a dictionary keyed by their name.
#include "model.hpp"
#include "tutorial.hpp"

using namespace self_referential;
using weft::col;

namespace {

void print(const weft::Ptr<Folder>& folder, int depth) {
  fmt::print("{:{}}{}\n", "", depth * 2, folder->name);
  for (const auto& [name, child] : folder->children)
    print(child, depth + 1);
}

weft::Ptr<Folder> root_of(weft::Session& session) {
  return session.scalars(weft::select<Folder>().where(col<&Folder::parent_id>.is_null())).one();
}

void build(weft::Engine& engine) {
  weft::Session session(engine);
  auto root = session.add(Folder{.name = "project"});
  root.modify()->children.insert_or_assign("src", Folder{.name = "src"});
  root.modify()->children.insert_or_assign("docs", Folder{.name = "docs"});

  // From the other end: the folder enters the dictionary of its parent under its name.
  session.add(Folder{.name = "sql", .parent = root->children.at("src")});
  session.add(Folder{.name = "guide", .parent = root->children.at("docs")});
  fmt::print("src has sql: {}\n", root->children.at("src")->children.contains("sql"));

  // All rows are in one table, and a parent is inserted before its children.
  session.commit();
  print(root, 0);
}

void move(weft::Engine& engine) {
  weft::Session session(engine);
  auto root = root_of(session);
  const weft::Ptr<Folder> source = root->children.at("src");
  const weft::Ptr<Folder> sql = source->children.at("sql");

  // Under the new parent it is found by the same name, under the old one no longer.
  sql.modify()->parent = root;
  fmt::print("moved: {} {}\n", root->children.contains("sql"), source->children.contains("sql"));
  session.commit();
  print(root_of(session), 0);
}

void path(weft::Engine& engine) {
  weft::Session session(engine);
  auto guide = session.scalars(weft::select<Folder>().where(col<&Folder::name> == "guide")).one();
  std::string text = guide->name;
  for (weft::Ptr<Folder> parent = guide->parent; parent; parent = parent->parent)
    text = parent->name + "/" + text;
  fmt::print("{}\n", text);

  // In a query the second folder needs a name of its own.
  auto parent = weft::alias<Folder>("parent");
  auto in_docs = weft::select<Folder>().join<&Folder::parent>(parent).where(parent[col<&Folder::name>] == "docs");
  fmt::print("in docs: {}\n", session.scalars(in_docs).one()->name);
}

void chapter(weft::Engine& engine) {
  build(engine);
  move(engine);
  path(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Folder>(argc, argv, chapter);
}
