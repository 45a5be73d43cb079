// SPDX-License-Identifier: MIT
//
// What a strategy can do when owners were read, or when the program touched what is not loaded.
//
// Loads made here use the session's own connection and transaction and carry on the options of the
// path. What it means to be loaded, history and back-references are the framework's business: a
// strategy attaches, it never writes to an object.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "weft/fwd.hpp"
#include "weft/loading/path.hpp"
#include "weft/loading/related_query.hpp"
#include "weft/loading/strategy_traits.hpp"

namespace weft {

/// Used during the call it was given to, on the thread of that call.
class LoadContext {
 public:
  struct State;

  LoadContext(const LoadContext&) = delete;
  LoadContext& operator=(const LoadContext&) = delete;

  [[nodiscard]] const MappedRelationship& relationship() const noexcept;
  [[nodiscard]] const RelationshipPath& path() const noexcept;
  [[nodiscard]] const StrategyOptions& options() const noexcept;
  /// An option as a whole number, or `otherwise` when it was not given. Throws `UsageError` when it is none.
  [[nodiscard]] std::size_t option(std::string_view name, std::size_t otherwise) const;
  /// An option as a truth value: "true", "false", "1", "0". Throws `UsageError` for anything else.
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;

  /// A query for what this relationship leads to.
  [[nodiscard]] RelatedQuery related();

  /// The owners that the same statement read as `owner`, which lack this relationship and would load it in
  /// the same way; `owner` comes first.
  [[nodiscard]] std::vector<Instance*> siblings_of(Instance& owner) const;

  /// Tries to give `owner` its related entity without a statement: none when its key is null, or the one
  /// that the session holds already. True when that settled it.
  bool attach_from_memory(Instance& owner);

  /// Gives `owner` these related entities, in this order. Owners that have the relationship already keep it.
  void attach(Instance& owner, std::span<Instance* const> related);
  /// Says that `owner` has none.
  void mark_empty(Instance& owner);
  /// Shows `owner` without any although there may be some: reads as empty, and no flush takes it for a removal.
  void mark_blank(Instance& owner);

  /// Lets another strategy answer instead, with the same path.
  void hand_over(std::string_view strategy, Instance& owner);
  /// Lets the strategy answer that relationships have when nothing is said.
  void hand_over_to_default(Instance& owner);

  /// Throws `UnloadedAccessError` for `owner`: names the entity, the member and the options that would load it.
  [[noreturn]] void refuse(const Instance& owner) const;

 private:
  friend struct LoadContextAccess;
  explicit LoadContext(State& state) noexcept : state_(state) {}
  ~LoadContext() = default;
  State& state_;
};

}  // namespace weft
