// SPDX-License-Identifier: MIT
//
// "joined": the related entities come in the owners' own statement:
//
//   SELECT ... FROM department LEFT JOIN employee AS employee_1 ON department.id = employee_1.department_id
#include <weft/strategy.hpp>

#include <charconv>

namespace {

// Planning comes before there is a LoadContext, so these options are read from the text they were written in.

std::size_t whole_number(const weft::StrategyOptions& options, std::string_view name, std::size_t otherwise) {
  auto option = options.find(name);
  if (option == options.end())
    return otherwise;
  const std::string& text = option->second;
  std::size_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw weft::UsageError("option \"" + option->first + "\" of the strategy \"joined\" is no whole number: \"" + text +
                           "\"\n  for example  \"2\"");
  return number;
}

bool truth(const weft::StrategyOptions& options, std::string_view name, bool otherwise) {
  auto option = options.find(name);
  if (option == options.end())
    return otherwise;
  const std::string& text = option->second;
  if (text == "true" || text == "1")
    return true;
  if (text == "false" || text == "0")
    return false;
  throw weft::UsageError("option \"" + option->first + "\" of the strategy \"joined\" is neither true nor false: \"" +
                         text + "\"\n  write  \"true\" or \"false\"");
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
    bool round_again = path.cyclic() && path.repetitions() > whole_number(options, "join_depth", 0);
    if (round_again && !planner.explicit_path())
      return;
    planner.join(truth(options, "inner_join", path.relationship().inner_join));
  }
};

} // namespace

WEFT_STRATEGY_PLUGIN(Joined, {.name = "joined",
                              .version = "0.1.0",
                              .summary = "joins the related entities into the statement that reads the owners",
                              .license = "MIT"})
