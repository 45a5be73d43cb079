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

#include <memory>
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

using OptionPtr = std::shared_ptr<const LoadOption>;

[[nodiscard]] const StrategyOptions& no_options() noexcept;
/// The path with one step more; a null one begins with it.
[[nodiscard]] OptionPtr with_step(const OptionPtr& path, sql::EntityFunction entity, std::ptrdiff_t offset,
                                  std::string_view member, std::string_view strategy, const StrategyOptions& options);
[[nodiscard]] OptionPtr with_step_option(const OptionPtr& path, std::string_view name, std::string_view value);
[[nodiscard]] OptionPtr with_depth(const OptionPtr& path, int depth);
[[nodiscard]] LoadOption with_wildcard(const OptionPtr& path, std::string_view strategy);

}  // namespace detail

/// A path from the entity `Root` that has reached the entity `End`. A value; each call gives a longer one.
template <class Root, class End>
class LoadPath {
 public:
  /// For the functions below: `option` is the path so far, null for none.
  explicit LoadPath(detail::OptionPtr option) noexcept : option_(std::move(option)) {}

  /// Joins the related entities into the statement that reads their owners.
  template <auto Member>
  [[nodiscard]] auto joinedload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(joined_strategy, options);
  }
  /// Reads the related entities of all owners with one more statement, by their keys.
  template <auto Member>
  [[nodiscard]] auto selectinload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(selectin_strategy, options);
  }
  /// Reads the related entities of all owners with one more statement, which repeats the first one.
  template <auto Member>
  [[nodiscard]] auto subqueryload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(subquery_strategy, options);
  }
  /// Reads the related entities of one owner when they are touched.
  template <auto Member>
  [[nodiscard]] auto lazyload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(select_strategy, options);
  }
  /// Touching the related entities throws `UnloadedAccessError`.
  template <auto Member>
  [[nodiscard]] auto raiseload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(raise_strategy, options);
  }
  /// Shows none, without asking the database.
  template <auto Member>
  [[nodiscard]] auto noload(const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(noload_strategy, options);
  }
  /// Loads with the strategy of that name; a name that no plugin has is a `PluginError` when the query runs.
  template <auto Member>
  [[nodiscard]] auto load(std::string_view strategy, const StrategyOptions& options = detail::no_options()) const {
    return step<Member, End>(strategy, options);
  }
  /// Leaves the strategy to the mapping; the path goes on below.
  template <auto Member>
  [[nodiscard]] auto defaultload() const {
    return step<Member, End>({}, detail::no_options());
  }

  /// Of what the path leads to, touching any relationship not named by another option throws.
  [[nodiscard]] LoadOption raiseload_all() const { return detail::with_wildcard(option_, raise_strategy); }
  /// Of what the path leads to, every relationship not named by another option is read when touched.
  [[nodiscard]] LoadOption lazyload_all() const { return detail::with_wildcard(option_, select_strategy); }

  /// How many more times the last step, a relationship of an entity to itself, is followed; -1 goes as deep
  /// as the data does and ends on a cycle.
  [[nodiscard]] LoadPath recursion_depth(int depth) const {
    return LoadPath(detail::with_depth(option_, depth));
  }
  /// The last step, a joined one, leaves out owners that have no related entity.
  [[nodiscard]] LoadPath inner_join() const {
    return LoadPath(detail::with_step_option(option_, "inner_join", "true"));
  }

  /// The path without its types; it lives as long as this one.
  [[nodiscard]] const LoadOption& option() const noexcept { return *option_; }
  operator const LoadOption&() const noexcept { return *option_; }

 private:
  template <auto Member, class Entity>
  [[nodiscard]] auto step(std::string_view strategy, const StrategyOptions& options) const {
    using Class = detail::MemberClass<Member>;
    static_assert(std::is_base_of_v<Class, Entity>,
                  "weft: the path does not fit: Member does not belong to Entity, which the step before it leads to");
    static_assert(detail::is_relation<detail::MemberType<Member>>,
                  "weft: the path does not fit: Member is a column, and only relationships have loading strategies");
    return LoadPath<Root, detail::TargetOf<Member>>(
        detail::with_step(option_, &entity_of<Class>, detail::member_offset<Class>(Member),
                          detail::member_name<Member>, strategy, options));
  }

  detail::OptionPtr option_;
};

namespace detail {

template <auto Member>
[[nodiscard]] auto path_start() {
  return LoadPath<MemberClass<Member>, MemberClass<Member>>(nullptr);
}

}  // namespace detail

// The same words start a path.

template <auto Member>
[[nodiscard]] auto joinedload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template joinedload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto selectinload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template selectinload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto subqueryload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template subqueryload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto lazyload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template lazyload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto raiseload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template raiseload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto noload(const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template noload<Member>(options);
}
template <auto Member>
[[nodiscard]] auto load(std::string_view strategy, const StrategyOptions& options = detail::no_options()) {
  return detail::path_start<Member>().template load<Member>(strategy, options);
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
