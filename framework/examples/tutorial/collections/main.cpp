// SPDX-License-Identifier: MIT
//
// Collections: list, set and dictionary have the words of the standard containers. Each takes a handle or a new value,
// and so does a to-one member.
#include <vector>

#include "model.hpp"
#include "tutorial.hpp"

using namespace collections;
using weft::col;

namespace {

void print(const weft::Ptr<Recipe>& soup) {
  fmt::print("steps:");
  for (const weft::Ptr<Step>& step : soup->steps)
    fmt::print(" {}", step->text);
  fmt::print("\nlabels:");
  for (const weft::Ptr<Label>& label : soup->labels)
    fmt::print(" {}", label->name);
  fmt::print("\ningredients:");
  for (const auto& [name, ingredient] : soup->ingredients)
    fmt::print(" {} {}", ingredient->amount, name);
  fmt::print("\n");
}

void list(const weft::Ptr<Recipe>& soup) {
  weft::List<Step>& steps = soup.modify()->steps;
  steps.push_back(Step{.text = "chop"});
  steps.extend({Step{.text = "boil"}, Step{.text = "eat"}});
  steps.extend(std::vector{weft::make(Step{.text = "wash up"})}); // any range of handles or values
  steps.insert(0, Step{.text = "shop"});                          // before a position
  steps.insert(steps.begin() + 3, Step{.text = "season"});        // or before an iterator

  fmt::print("{} steps, from {} to {}, [1] is {}\n", steps.size(), steps.front()->text, steps.back()->text,
             steps[1]->text);

  const weft::Ptr<Step> boil = steps[2];
  steps.pop_back();                                       // wash up
  steps.erase(0);                                         // shop: by position
  steps.erase(steps.begin());                             // chop: by iterator
  fmt::print("boil was there: {}\n", steps.remove(boil)); // by entity
  fmt::print("and is now: {}, empty: {}\n", steps.contains(boil), steps.empty());

  // A loop sees the list as it was when the loop began, whatever its body does to it.
  for (const weft::Ptr<Step>& step : soup->steps)
    if (step->text == "season")
      steps.remove(step);

  steps = {Step{.text = "peel"}, steps.front()}; // a whole new list: the difference is written
}

void set(const weft::Ptr<Recipe>& soup, weft::Session& session) {
  auto quick = session.add(Label{.name = "quick"});
  weft::Set<Label>& labels = soup.modify()->labels;
  labels.insert(quick);
  labels.insert(quick); // it is in already
  labels.insert(Label{.name = "vegan"});
  labels.insert(Label{.name = "hot"});
  fmt::print("{} labels, quick is one: {}\n", labels.size(), labels.contains(quick));
  fmt::print("erased: {}", labels.erase(quick));
  fmt::print(", again: {}\n", labels.erase(quick));
  fmt::print("empty: {}\n", labels.empty());
}

void dictionary(const weft::Ptr<Recipe>& soup) {
  weft::Dict<std::string, Ingredient>& ingredients = soup.modify()->ingredients;
  ingredients.insert_or_assign("salt", Ingredient{.name = "salt", .amount = "a pinch of"});
  ingredients.insert_or_assign("leek", Ingredient{.name = "leek", .amount = "one"});
  ingredients.insert_or_assign("milk", Ingredient{.name = "milk", .amount = "some"});
  ingredients.insert_or_assign("leek", Ingredient{.name = "leek", .amount = "two"}); // takes the place of the other one

  fmt::print("{} ingredients, {} leek\n", ingredients.size(), ingredients.at("leek")->amount);
  fmt::print("milk: {}, honey: {}\n", ingredients.contains("milk"), ingredients.contains("honey"));

  // at() throws where there is none; [] gives an empty handle, and adds nothing; find() gives end().
  if (!ingredients["honey"] && ingredients.find("honey") == ingredients.end())
    fmt::print("no honey\n");
  fmt::print("erased: {}", ingredients.erase("milk"));
  fmt::print(", again: {}\n", ingredients.erase("milk"));

  // A key is taken when the entity enters. Changing the member does not move it until it is loaded again.
  ingredients.at("salt").modify()->name = "sea salt";
  fmt::print("still under salt: {}\n", ingredients.contains("salt"));
}

void to_one(const weft::Ptr<Recipe>& soup) {
  weft::Ref<Cook>& cook = soup.modify()->cook;
  cook = Cook{.name = "Ann"};
  const weft::Ptr<Cook> ann = cook; // a handle on her
  cook = nullptr;
  fmt::print("cooked by somebody: {}\n", static_cast<bool>(cook));
  cook = ann;
  fmt::print("cooked by {}, that is {}\n", cook->name, (*cook).name);
}

void chapter(weft::Engine& engine) {
  weft::Session session(engine);
  auto soup = session.add(Recipe{.title = "Leek soup"});
  list(soup);
  set(soup, session);
  dictionary(soup);
  to_one(soup);
  session.commit();
  print(soup); // read again, in the order of the mapping

  soup.modify()->steps.clear();
  soup.modify()->labels.clear();
  soup.modify()->ingredients.clear();
  session.commit();
  fmt::print("cleared: {} {} {}\n", soup->steps.size(), soup->labels.size(), soup->ingredients.size());
  // Steps and ingredients were parts, and are deleted. Labels only lost the recipe.
  fmt::print("left: {} steps, ", session.scalars(weft::select<Step>()).size());
  fmt::print("{} labels\n", session.scalars(weft::select<Label>()).size());
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Recipe, Step, Label, Ingredient, Cook>(argc, argv, chapter);
}
