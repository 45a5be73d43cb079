// SPDX-License-Identifier: MIT
//
// "joined": the related entities come in the owners' own statement:
//
//   SELECT ... FROM department LEFT JOIN employee AS employee_1 ON department.id = employee_1.department_id
#include <weft/strategy.hpp>

#include <charconv>

namespace {

// Planning comes before there is a LoadContext to ask, so these options are read from the text they were written in.

[[noreturn]] void refuse(const weft::RelationshipPath& path, const std::string& option, const std::string& why) {
  throw weft::UsageError("the option \"" + option + "\" of \"" + path.relationship().display() + "\" is " + why);
}

bool inner_join(const weft::RelationshipPath& path, const weft::StrategyOptions& options) {
  auto option = options.find("inner_join");
  if (option == options.end())
    return path.relationship().inner_join;
  const auto& [name, text] = *option;
  if (text != "true" && text != "1" && text != "false" && text != "0")
    refuse(path, name, "neither \"true\" nor \"false\": \"" + text + "\"");
  return text == "true" || text == "1";
}

std::size_t join_depth(const weft::RelationshipPath& path, const weft::StrategyOptions& options) {
  auto option = options.find("join_depth");
  if (option == options.end())
    return 0;
  const auto& [name, text] = *option;
  std::size_t depth = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), depth);
  if (error != std::errc() || end != text.data() + text.size())
    refuse(path, name, "not a whole number: \"" + text + "\"");
  return depth;
}

class Joined final : public weft::LoaderStrategy {
public:
  std::string_view name() const noexcept override { return "joined"; }

  weft::StrategyTraits describe() const override {
    return {.options = {"inner_join", "join_depth"}, .budget = weft::StatementBudget::none};
  }

  void plan(weft::LoadPlanner& planner, const weft::RelationshipPath& path,
            const weft::StrategyOptions& options) const override {
    // A statement cannot join without end: what a mapping chose stops where the path comes back to an entity,
    // or goes round as often as "join_depth" says. What is left out is loaded when it is touched.
    const bool round_again = path.repetitions() > join_depth(path, options) && path.cyclic();
    if (round_again && !planner.explicit_path())
      return;
    planner.join(inner_join(path, options));
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Joined, {.name = "joined",
                              .version = "0.1.0",
                              .summary = "joins the related entities into the statement that reads the owners",
                              .license = "MIT"})
