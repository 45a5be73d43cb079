// SPDX-License-Identifier: MIT
#include "session/random_scripts/troubles.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {
namespace {

const Object& at(const Model& model, Slot slot) { return model.objects().at(slot); }

template <class Question>
bool any_added_again(const Model& model, const Step& step, Question question) {
  if (step.op != Op::add_again) return false;
  const auto along = model.added_along(step.a);
  return std::any_of(along.begin(), along.end(), [&](Slot slot) { return question(at(model, slot)); });
}

bool leads_to(Trouble trouble, const Model& model, const Step& step) {
  switch (trouble) {
  case Trouble::expired_before_rollback:
    return any_added_again(model, step, [](const Object& object) { return object.expired; }) ||
           (step.op == Op::link && at(model, step.b).state == State::transient && at(model, step.b).expired);
  }
  return false;
}

constexpr std::string_view names[] = {"expired_before_rollback"};

static_assert(std::size(names) == static_cast<std::size_t>(Trouble::expired_before_rollback) + 1);

}  // namespace

bool avoided(Trouble trouble) {
  static const char* const given = std::getenv("WEFT_TRY");
  static const std::string_view tried = given ? given : "";
  return tried != "all" && tried != names[static_cast<std::size_t>(trouble)];
}

bool leads_to_trouble(const Model& model, const Step& step) {
  for (std::size_t index = 0; index < std::size(names); ++index) {
    const auto trouble = static_cast<Trouble>(index);
    if (avoided(trouble) && leads_to(trouble, model, step)) return true;
  }
  return false;
}

}  // namespace weft::test::scripts
