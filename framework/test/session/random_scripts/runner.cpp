// SPDX-License-Identifier: MIT
#include "session/random_scripts/runner.hpp"

#include <algorithm>

#include "session/random_scripts/comparison.hpp"
#include "session/random_scripts/player.hpp"

namespace weft::test::scripts {
namespace {

/// The database after this step holds what the model's does, and nothing waits to be written.
bool is_compared(Op op) {
  return op == Op::commit || op == Op::rollback || op == Op::failing_flush || op == Op::rollback_nested;
}

class Run {
 public:
  Run() { create_all<Label, Country, Genre, Website>(engine_); }

  /// What is wrong after the step; empty: nothing.
  std::string take(const Step& step) {
    model_.apply(step);
    player_.play(step);
    if (step.op == Op::query) return difference_in_query(step);
    if (step.op == Op::look) {
      auto quiet = player_.session().no_autoflush();
      return difference_in_object(step.a, model_, player_.handles());
    }
    return is_compared(step.op) ? compare(step) : warnings_;
  }
  [[nodiscard]] bool can(const Step& step) const { return model_.can(step); }

 private:
  std::string compare(const Step& step) {
    std::string text;
    if (step.op == Op::rollback_nested) {
      text = difference_in_database(player_.session(), model_, player_.handles());
    } else {
      Session other(engine_);
      text = difference_in_database(other, model_, player_.handles());
    }
    text += difference_in_objects(model_, player_.handles());
    if (step.afresh) player_.session().expire_all();
    return text + warnings_;
  }

  std::string difference_in_query(const Step& step) const {
    std::vector<Slot> expected;
    for (const auto& [slot, row] : model_.flushed().rows)
      if (model_.objects().at(slot).kind == step.kind) expected.push_back(slot);
    std::vector<Slot> found = player_.found();
    std::sort(found.begin(), found.end());
    return found == expected ? warnings_ : "  the query found other entities\n" + warnings_;
  }

  std::string warnings_{};
  Subscription subscription_ =
      on_warning([this](std::string_view text) { warnings_ += "  warning: " + std::string(text) + '\n'; });
  Engine engine_{"sqlite://", {.pool_timeout = std::chrono::milliseconds(50)}};
  Model model_{};
  Player player_{engine_};
};

}  // namespace

std::string failure_of(const Script& script, Script* taken) {
  Run run;
  for (const Step& step : script) {
    if (!run.can(step)) continue;
    if (taken) taken->push_back(step);
    std::string failure;
    try {
      failure = run.take(step);
    } catch (const std::exception& error) {
      failure = std::string("  it throws: ") + error.what() + '\n';
    }
    if (!failure.empty()) return failure;
  }
  return {};
}

namespace {

/// Takes away runs of so many steps, wherever the rest still fails. What was skipped goes along.
bool drop_steps(Script& script, std::size_t count) {
  bool dropped = false;
  for (std::size_t begin = 0; begin < script.size();) {
    const auto first = script.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(count, script.size() - begin));
    Script shorter(script.begin(), first);
    shorter.insert(shorter.end(), last, script.end());
    Script taken;
    if (failure_of(shorter, &taken).empty()) {
      begin += count;
      continue;
    }
    script = std::move(taken);
    dropped = true;
  }
  return dropped;
}

/// The step in plainer forms.
std::vector<Step> simpler(const Step& step) {
  std::vector<Step> forms;
  if (step.by_handle) (forms.emplace_back(step)).by_handle = false;
  if (step.afresh) (forms.emplace_back(step)).afresh = false;
  for (std::size_t index = 0; step.more.size() > 1 && index < step.more.size(); ++index) {
    auto& more = forms.emplace_back(step).more;
    more.erase(more.begin() + static_cast<std::ptrdiff_t>(index));
  }
  return forms;
}

bool simplify_steps(Script& script) {
  for (std::size_t index = 0; index < script.size(); ++index)
    for (const Step& form : simpler(script[index])) {
      Script plainer = script;
      plainer[index] = form;
      Script taken;
      if (failure_of(plainer, &taken).empty()) continue;
      script = std::move(taken);
      return true;
    }
  return false;
}

}  // namespace

Script shrunk(Script script) {
  for (std::size_t count = script.size() / 2; count > 1; count /= 2) drop_steps(script, count);
  while (drop_steps(script, 1) || simplify_steps(script)) {
  }
  return script;
}

}  // namespace weft::test::scripts
