// SPDX-License-Identifier: MIT
//
// What a query says about loading, without types: a path of relationships with a strategy for each.
// `options.hpp` writes these; the planner reads them.
//
// Rules: a path that names a relationship beats a wildcard; of two that name the same relationship the
// last one wins; a wildcard without a path covers every relationship at every level, one at the end of a
// path those of the entity it leads to. Of columns, too, the last word wins. Options go on to what is loaded later,
// when relationships of the loaded entities are touched.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "weft/loading/strategy_traits.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/sql/node.hpp"

namespace weft {

// The standard strategies have options of their own names. This is the one place that spells them;
// a strategy's plugin is found by this name as any other is.
inline constexpr std::string_view default_strategy = "select";  ///< for relationships that name none
inline constexpr std::string_view select_strategy = "select";
inline constexpr std::string_view joined_strategy = "joined";
inline constexpr std::string_view selectin_strategy = "selectin";
inline constexpr std::string_view subquery_strategy = "subquery";
inline constexpr std::string_view raise_strategy = "raise";
inline constexpr std::string_view noload_strategy = "noload";

/// What becomes of a column in a `Deferred` member when its row is read.
enum class ColumnLoading : std::uint8_t {
  load,   ///< it comes with the row
  defer,  ///< it is read when it is used
  raise,  ///< using it throws
};

/// What was said of columns of one entity on the path.
struct ColumnOption {
  std::vector<MemberRef> members{};
  ColumnLoading loading = ColumnLoading::load;
  bool only = false;  ///< load_only: all others in `Deferred` members are deferred
};

/// Derived entities whose rows are read whole with a query of their base.
struct KindOption {
  std::vector<sql::EntityFunction> kinds{};  ///< empty: all there are
  PolymorphicLoad loading = PolymorphicLoad::selectin;
};

/// One relationship of a path.
struct LoadStep {
  sql::EntityFunction entity = nullptr;  ///< whose member it is; the path may be at an entity derived from it
  std::ptrdiff_t offset = 0;             ///< of the member
  std::string_view member{};             ///< its name, for messages
  std::string strategy{};                ///< empty: as the mapping says
  StrategyOptions options{};
  int recursion_depth = 0;  ///< how many more times a self-referential relationship is followed; -1: to the end
  sql::NodePtr condition{};  ///< which of the related entities are loaded; null for all
  bool contained = false;    ///< contains_eager: the query itself joins them,
  std::string alias{};       ///< under this alias
  std::vector<ColumnOption> columns{};  ///< of the entity it leads to
  sql::EntityFunction of_type = nullptr;  ///< only those of this derived entity are loaded; null for all
  std::vector<KindOption> kinds{};        ///< derived from the entity it leads to
};

/// One option of a query.
struct LoadOption {
  sql::EntityFunction root = nullptr;  ///< where the path starts; null when there are no steps
  std::vector<LoadStep> steps{};
  std::vector<ColumnOption> columns{};  ///< of the root
  std::vector<KindOption> kinds{};      ///< of what the query selects
  std::string wildcard{};  ///< strategy of what is not named, behind the last step, or everywhere without a root
  sql::EntityFunction criteria_of = nullptr;  ///< with_loader_criteria: wherever this entity is read,
  sql::NodePtr criteria{};                    ///< only what meets this

  /// "selectinload<&Post::comments>().joinedload<&Comment::author>()", as a program would write it.
  [[nodiscard]] std::string display() const;
};

}  // namespace weft
