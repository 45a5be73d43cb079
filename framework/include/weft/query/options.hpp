// SPDX-License-Identifier: MIT
//
// How a query's relationships are loaded.
//
//   weft::select<Post>().options(weft::joinedload<&Post::author>(),
//                                weft::selectinload<&Post::comments>().joinedload<&Comment::author>(),
//                                weft::load<&Post::tags>("peers", {{"batch", "200"}}),
//                                weft::raiseload_all());
//
// Paths are checked when they are compiled: a step must be a relationship of the entity that the path has
// reached. The same words on the relationship itself (`lazy("selectin")` in its mapping) hold for all queries.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "weft/query/load_options.hpp"
#include "weft/query/relation_target.hpp"

namespace weft {

template <class T>
const MappedEntity& entity_of();

namespace detail {

void add_step(LoadOption& option, sql::EntityFunction entity, std::ptrdiff_t offset, std::string_view member,
              std::string_view strategy, StrategyOptions&& options);
void set_step_option(LoadOption& option, std::string_view name, std::string_view value);

}  // namespace detail

/// A path from the entity `Root` that has reached the entity `End`. A value; each call gives a longer one.
template <class Root, class End>
class LoadPath {
 public:
  explicit LoadPath(LoadOption option) noexcept : option_(std::move(option)) {}

  /// Joins the related entities into the statement that reads their owners.
  template <auto Member>
  [[nodiscard]] auto joinedload(StrategyOptions options = {}) const {
    return step<Member, End>(joined_strategy, std::move(options));
  }
  /// Reads the related entities of all owners with one more statement, by their keys.
  template <auto Member>
  [[nodiscard]] auto selectinload(StrategyOptions options = {}) const {
    return step<Member, End>(selectin_strategy, std::move(options));
  }
  /// Reads the related entities of all owners with one more statement, which repeats the first one.
  template <auto Member>
  [[nodiscard]] auto subqueryload(StrategyOptions options = {}) const {
    return step<Member, End>(subquery_strategy, std::move(options));
  }
  /// Reads the related entities of one owner when they are touched.
  template <auto Member>
  [[nodiscard]] auto lazyload(StrategyOptions options = {}) const {
    return step<Member, End>(select_strategy, std::move(options));
  }
  /// Touching the related entities throws `UnloadedAccessError`.
  template <auto Member>
  [[nodiscard]] auto raiseload(StrategyOptions options = {}) const {
    return step<Member, End>(raise_strategy, std::move(options));
  }
  /// Shows none, without asking the database.
  template <auto Member>
  [[nodiscard]] auto noload(StrategyOptions options = {}) const {
    return step<Member, End>(noload_strategy, std::move(options));
  }
  /// Loads with the strategy of that name; a name that no plugin has is a `PluginError` when the query runs.
  template <auto Member>
  [[nodiscard]] auto load(std::string_view strategy, StrategyOptions options = {}) const {
    return step<Member, End>(strategy, std::move(options));
  }
  /// Leaves the strategy to the mapping; the path goes on below.
  template <auto Member>
  [[nodiscard]] auto defaultload() const {
    return step<Member, End>({}, {});
  }

  /// Of what the path leads to, touching any relationship not named by another option throws.
  [[nodiscard]] LoadOption raiseload_all() const { return with_wildcard(raise_strategy); }
  /// Of what the path leads to, every relationship not named by another option is read when touched.
  [[nodiscard]] LoadOption lazyload_all() const { return with_wildcard(select_strategy); }

  /// How many more times the last step, a relationship of an entity to itself, is followed; -1 goes as deep
  /// as the data does and ends on a cycle.
  [[nodiscard]] LoadPath recursion_depth(int depth) const {
    LoadPath path(option_);
    path.option_.steps.back().recursion_depth = depth;
    return path;
  }
  /// The last step, a joined one, leaves out owners that have no related entity.
  [[nodiscard]] LoadPath inner_join() const {
    LoadPath path(option_);
    detail::set_step_option(path.option_, "inner_join", "true");
    return path;
  }

  [[nodiscard]] const LoadOption& option() const& noexcept { return option_; }
  [[nodiscard]] LoadOption option() && noexcept { return std::move(option_); }
  operator LoadOption() const& { return option_; }
  operator LoadOption() && noexcept { return std::move(option_); }

 private:
  template <auto Member, class Entity>
  [[nodiscard]] auto step(std::string_view strategy, StrategyOptions options) const {
    using Class = detail::MemberClass<Member>;
    static_assert(std::is_base_of_v<Class, Entity>,
                  "weft: the path does not fit: Member does not belong to Entity, which the step before it leads to");
    static_assert(detail::is_relation<detail::MemberType<Member>>,
                  "weft: the path does not fit: Member is a column, and only relationships have loading strategies");
    LoadOption next = option_;
    detail::add_step(next, &entity_of<Class>, detail::member_offset<Class>(Member), detail::member_name<Member>,
                     strategy, std::move(options));
    return LoadPath<Root, detail::TargetOf<Member>>(std::move(next));
  }
  [[nodiscard]] LoadOption with_wildcard(std::string_view strategy) const {
    LoadOption option = option_;
    option.wildcard = strategy;
    return option;
  }

  LoadOption option_;
};

namespace detail {

template <auto Member>
using PathStart = LoadPath<MemberClass<Member>, MemberClass<Member>>;

template <auto Member>
[[nodiscard]] PathStart<Member> path_start() {
  return PathStart<Member>(LoadOption{.root = &entity_of<MemberClass<Member>>});
}

}  // namespace detail

// The same words start a path.

template <auto Member>
[[nodiscard]] auto joinedload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template joinedload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto selectinload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template selectinload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto subqueryload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template subqueryload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto lazyload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template lazyload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto raiseload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template raiseload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto noload(StrategyOptions options = {}) {
  return detail::path_start<Member>().template noload<Member>(std::move(options));
}
template <auto Member>
[[nodiscard]] auto load(std::string_view strategy, StrategyOptions options = {}) {
  return detail::path_start<Member>().template load<Member>(strategy, std::move(options));
}
template <auto Member>
[[nodiscard]] auto defaultload() {
  return detail::path_start<Member>().template defaultload<Member>();
}

/// Touching any relationship that no other option names throws, at every level.
[[nodiscard]] LoadOption raiseload_all();
/// Every relationship that no other option names is read when touched, at every level.
[[nodiscard]] LoadOption lazyload_all();

}  // namespace weft
