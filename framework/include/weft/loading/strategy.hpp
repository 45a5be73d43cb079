// SPDX-License-Identifier: MIT
//
// A loading strategy: decides when and with which statements a relationship is loaded.
#pragma once

#include <span>
#include <string_view>

#include "weft/loading/context.hpp"
#include "weft/loading/planner.hpp"
#include "weft/loading/strategy_traits.hpp"

namespace weft {

/// Four moments, of which only `describe` is required. One object serves the whole process from every
/// thread, so it keeps no state; what it needs comes with the call. Exceptions pass through to the program.
class LoaderStrategy {
 public:
  virtual ~LoaderStrategy();

  /// The same name as in the plugin's manifest: "selectin".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;

  /// What it can do and what it costs. Asked once.
  [[nodiscard]] virtual StrategyTraits describe() const = 0;

  /// A statement that reads owners is being made: shape it, or ask to be called after it. The result is
  /// kept with the statement, so it may depend on the path and the options only.
  virtual void plan(LoadPlanner& planner, const RelationshipPath& path, const StrategyOptions& options) const;

  /// The owners that `plan` asked for were read. Some may have it loaded, where a path goes on behind it: they keep that.
  virtual void after_load(LoadContext& context, std::span<Instance* const> owners) const;

  /// The program touched the relationship of `owner`, which is not loaded. Afterwards it must be, or an
  /// exception says why not. The default lets the default strategy answer.
  virtual void on_access(LoadContext& context, Instance& owner) const;
};

}  // namespace weft
