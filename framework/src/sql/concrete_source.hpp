// SPDX-License-Identifier: MIT
//
// Members of a base in statements that know only what is derived concretely from it. In C++ `&Robot::name` is a member of
// the base `Staff`; in a statement that reads `Robot` and not `Staff` it means the column in the table of `Robot`.
#pragma once

#include <vector>

#include "weft/sql/node.hpp"

namespace weft::sql {

/// Finds the source that a member of `base` means. Scopes are asked from the innermost outwards, first for sources that have
/// no alias: a member without an alias means one of these where it can.
class ConcreteSource {
 public:
  explicit ConcreteSource(const MappedEntity& base) : base_(base) {}

  /// Looks among the sources of one scope that have an alias, or have none; true when the search is over. Throws `UsageError`
  /// where the member may mean several of them.
  bool look(const Source& from, const std::vector<Join>* joins, bool aliased);
  /// Null where the member means what it says.
  [[nodiscard]] const Source* found() const noexcept { return found_; }

 private:
  void look(const Source& source, bool aliased);
  void look(const std::vector<Join>& joins, bool aliased);
  [[nodiscard]] bool is_base(const Source& source) const;
  [[noreturn]] void throw_ambiguous(const Source& other) const;

  const MappedEntity& base_;
  const Source* found_ = nullptr;
  const Source* second_ = nullptr;
  bool base_is_there_ = false;
};

/// The same for scopes, innermost last, that have `source` and `joins`.
[[nodiscard]] const Source* concrete_source(const MappedEntity& base, const auto& scopes) {
  ConcreteSource search(base);
  for (const bool aliased : {false, true})
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
      if (search.look(*scope->source, scope->joins, aliased)) return search.found();
  return nullptr;
}

}  // namespace weft::sql
