// SPDX-License-Identifier: MIT
//
// A recipe has steps in their order, labels without an order, ingredients that are found by name, and a cook.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace collections {

struct Recipe;

struct Step {
  std::int64_t id{};
  std::string text{};
  std::int64_t recipe_id{};
  weft::Ref<Recipe> recipe{};
};

struct Label {
  std::int64_t id{};
  std::string name{};
};

struct Ingredient {
  std::int64_t id{};
  std::string name{};
  std::string amount{};
  std::int64_t recipe_id{};
};

struct Cook {
  std::int64_t id{};
  std::string name{};
};

struct Recipe {
  std::int64_t id{};
  std::string title{};
  std::optional<std::int64_t> cook_id{};
  weft::List<Step> steps{};
  weft::Set<Label> labels{};
  weft::Dict<std::string, Ingredient> ingredients{};
  weft::Ref<Cook> cook{};
};

inline const weft::Table recipe_label{"recipe_label", weft::Column{"recipe_id"}.references<&Recipe::id>().primary_key(),
                                      weft::Column{"label_id"}.references<&Label::id>().primary_key()};

inline void map(weft::Mapper<Step>& m) {
  m.table("step");
  m.column<&Step::id>().primary_key();
  m.column<&Step::text>().length(100);
  m.column<&Step::recipe_id>().references<&Recipe::id>().index();
  m.relationship<&Step::recipe>().back_populates<&Recipe::steps>();
}

inline void map(weft::Mapper<Label>& m) {
  m.table("label");
  m.column<&Label::id>().primary_key();
  m.column<&Label::name>().length(50);
}

inline void map(weft::Mapper<Ingredient>& m) {
  m.table("ingredient");
  m.column<&Ingredient::id>().primary_key();
  m.column<&Ingredient::name>().length(50);
  m.column<&Ingredient::amount>().length(50);
  m.column<&Ingredient::recipe_id>().references<&Recipe::id>().index();
}

inline void map(weft::Mapper<Cook>& m) {
  m.table("cook");
  m.column<&Cook::id>().primary_key();
  m.column<&Cook::name>().length(50);
}

inline void map(weft::Mapper<Recipe>& m) {
  constexpr auto parts = weft::Cascade::all | weft::Cascade::delete_orphan;
  m.table("recipe");
  m.column<&Recipe::id>().primary_key();
  m.column<&Recipe::title>().length(50);
  m.column<&Recipe::cook_id>().references<&Cook::id>();
  m.relationship<&Recipe::steps>().cascade(parts).order_by(weft::col<&Step::id>);
  m.relationship<&Recipe::labels>().secondary(recipe_label).order_by(weft::col<&Label::name>);
  m.relationship<&Recipe::ingredients>().cascade(parts).keyed_by<&Ingredient::name>().order_by(
      weft::col<&Ingredient::name>);
  m.relationship<&Recipe::cook>();
}

} // namespace collections
