// SPDX-License-Identifier: MIT
#include "capability_list.hpp"

#include <utility>

namespace weft::conformance {
namespace {

constexpr NamedClaim claims[] = {
    {"insert_returning", &Capabilities::insert_returning},
    {"update_returning", &Capabilities::update_returning},
    {"delete_returning", &Capabilities::delete_returning},
    {"default_values", &Capabilities::default_values},
    {"on_conflict", &Capabilities::on_conflict},
    {"savepoints", &Capabilities::savepoints},
    {"row_counts", &Capabilities::row_counts},
    {"batch_row_counts", &Capabilities::batch_row_counts},
    {"statement_while_streaming", &Capabilities::statement_while_streaming},
    {"streaming", &Capabilities::streaming},
    {"row_values", &Capabilities::row_values},
    {"null_ordering", &Capabilities::null_ordering},
    {"for_update", &Capabilities::for_update},
    {"skip_locked", &Capabilities::skip_locked},
    {"common_table_expressions", &Capabilities::common_table_expressions},
    {"window_functions", &Capabilities::window_functions},
    {"lateral", &Capabilities::lateral},
    {"schemas", &Capabilities::schemas},
    {"deferred_constraints", &Capabilities::deferred_constraints},
    {"forward_references", &Capabilities::forward_references},
    {"transactional_ddl", &Capabilities::transactional_ddl},
    {"arrays", &Capabilities::arrays},
};

// Whoever adds a capability adds its line above, and a case.
struct Anything {
  template <class T>
  constexpr operator T() const noexcept;
};
template <std::size_t... Index>
constexpr bool has_members(std::index_sequence<Index...>) {
  return requires { Capabilities{(static_cast<void>(Index), Anything{})...}; };
}
constexpr std::size_t numbers_and_forms = 7;
constexpr std::size_t listed = std::size(claims) + numbers_and_forms;
static_assert(has_members(std::make_index_sequence<listed>{}) && !has_members(std::make_index_sequence<listed + 1>{}),
              "weft::Capabilities has members that this list does not have");

}  // namespace

std::span<const NamedClaim> named_claims() noexcept { return claims; }

std::string_view name_of(Claim claim) noexcept {
  for (const auto& named : claims)
    if (named.claim == claim) return named.name;
  return {};
}

}  // namespace weft::conformance
