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
// reached. Other words for a step: `where(condition)` loads some of the related entities, `contains_eager` takes them
// out of the query's own joins, `defer`, `undefer` and `load_only` choose columns in `Deferred` members, `of_type`,
// `with_polymorphic` and `selectin_polymorphic` are about entities derived from what a relationship leads to.
// The same words on the relationship itself (`lazy("selectin")` in its mapping) hold for all queries.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "weft/mapping/deferred.hpp"
#include "weft/query/alias.hpp"
#include "weft/query/expression.hpp"
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
[[nodiscard]] OptionPtr with_condition(const OptionPtr& path, const sql::NodePtr& condition);
/// The last step comes out of the query's own joins.
[[nodiscard]] OptionPtr with_containment(const OptionPtr& path, std::string_view alias);
/// Of the entity that the path has reached; a null path is at `root`.
[[nodiscard]] OptionPtr with_columns(const OptionPtr& path, sql::EntityFunction root, ColumnOption columns);
/// The last step leads to this derived entity only.
[[nodiscard]] OptionPtr with_type(const OptionPtr& path, sql::EntityFunction derived);
/// Of the entity that the path has reached.
[[nodiscard]] OptionPtr with_kinds(const OptionPtr& path, KindOption kinds);
[[nodiscard]] LoadOption selecting_kinds(KindOption kinds);

template <class... Kinds>
[[nodiscard]] KindOption kind_option(PolymorphicLoad loading) {
  return {{&entity_of<Kinds>...}, loading};
}

template <class Derived, class Base>
inline constexpr bool derived_from = std::is_base_of_v<Base, Derived> && !std::is_same_v<Base, Derived>;
/// A path may go on at a member of the entity that it has reached, of a base of it, or of what is derived from it.
template <class Class, class End>
inline constexpr bool on_path = std::is_base_of_v<Class, End> || std::is_base_of_v<End, Class>;

/// A member of the entity `End` that may be deferred.
template <class End, auto Member>
[[nodiscard]] MemberRef deferrable_member() {
  static_assert(on_path<MemberClass<Member>, End>,
                "weft: the path does not fit: Member does not belong to the entity that the path has reached");
  static_assert(is_deferred<MemberType<Member>>,
                "weft: only a member of type weft::Deferred<T> can be deferred: C++ cannot intercept the reading of a "
                "plain member, so its column always comes with the row");
  return {&entity_of<MemberClass<Member>>, member_offset<MemberClass<Member>>(Member), member_name<Member>};
}

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
  /// Takes the related entities out of the query's own rows: the query joins them, and may filter and sort them. What it
  /// found of a collection may not be all, so such a collection refuses changes.
  template <auto Member>
  [[nodiscard]] auto contains_eager() const {
    return step<Member, End>({}, detail::no_options()).contained({});
  }
  /// The same where the query joins them under an alias. One of a derived type is about those of that type, as `of_type` is.
  template <auto Member, class T>
  [[nodiscard]] auto contains_eager(const Alias<T>& target) const {
    static_assert(std::is_base_of_v<detail::TargetOf<Member>, T>,
                  "weft: contains_eager() is given an alias of another entity than the relationship leads to");
    const auto path = step<Member, End>({}, detail::no_options()).contained(target.name());
    if constexpr (std::is_same_v<T, detail::TargetOf<Member>>)
      return path;
    else
      return path.template of_type<T>();
  }
  /// Leaves the strategy to the mapping; the path goes on below.
  template <auto Member>
  [[nodiscard]] auto defaultload() const {
    return step<Member, End>({}, detail::no_options());
  }

  /// Of what the path leads to, the column stays behind when rows are read.
  template <auto Member>
  [[nodiscard]] LoadPath defer(DeferOptions options = {}) const {
    return columns({{detail::deferrable_member<End, Member>()},
                    options.raiseload ? ColumnLoading::raise : ColumnLoading::defer});
  }
  /// The column comes with the row, although the mapping or an option before this one defers it.
  template <auto Member>
  [[nodiscard]] LoadPath undefer() const {
    return columns({{detail::deferrable_member<End, Member>()}, ColumnLoading::load});
  }
  /// Of the columns in `Deferred` members only these come with the row; plain members always do.
  template <auto... Members>
  [[nodiscard]] LoadPath load_only() const {
    static_assert((detail::on_path<detail::MemberClass<Members>, End> && ...),
                  "weft: the path does not fit: load_only() names a member of another entity than the path has reached");
    static_assert(!(detail::is_relation<detail::MemberType<Members>> || ...),
                  "weft: load_only() names columns: relationships have loading strategies");
    return columns({{{&entity_of<detail::MemberClass<Members>>, detail::member_offset<detail::MemberClass<Members>>(Members),
                      detail::member_name<Members>}...},
                    ColumnLoading::load,
                    true});
  }

  /// Of what the last step leads to, only entities of a derived type are loaded, and the path goes on with these. The
  /// relationship is not complete then, and a collection refuses changes. To load all and go on with some, name a
  /// relationship of the derived type as the next step.
  template <class Derived>
  [[nodiscard]] auto of_type() const {
    static_assert(detail::derived_from<Derived, End>,
                  "weft: of_type<>() names a type derived from the entity that the path has reached");
    return LoadPath<Root, Derived>(detail::with_type(option_, &entity_of<Derived>));
  }
  /// Of what the path leads to, these derived entities come whole with the statement that reads them, by outer joins; all
  /// that are known where none is named.
  template <class... Derived>
  [[nodiscard]] LoadPath with_polymorphic() const {
    return kinds<Derived...>(PolymorphicLoad::inlined);
  }
  /// The same with one more statement for each of them.
  template <class... Derived>
  [[nodiscard]] LoadPath selectin_polymorphic() const {
    return kinds<Derived...>(PolymorphicLoad::selectin);
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

  /// Of what the last step leads to, only what meets the condition is loaded, now or when it is touched. The relationship
  /// is not complete then, and a collection refuses changes.
  [[nodiscard]] LoadPath where(const Expression<bool>& condition) const {
    return LoadPath(detail::with_condition(option_, condition.node()));
  }
  /// The path without its types; it lives as long as this one.
  [[nodiscard]] const LoadOption& option() const noexcept { return *option_; }
  operator const LoadOption&() const noexcept { return *option_; }

 private:
  template <class, class>
  friend class LoadPath;

  [[nodiscard]] LoadPath contained(std::string_view alias) const {
    return LoadPath(detail::with_containment(option_, alias));
  }
  [[nodiscard]] LoadPath columns(ColumnOption option) const {
    return LoadPath(detail::with_columns(option_, &entity_of<Root>, std::move(option)));
  }
  template <class... Derived>
  [[nodiscard]] LoadPath kinds(PolymorphicLoad loading) const {
    static_assert((detail::derived_from<Derived, End> && ...),
                  "weft: with_polymorphic<>() and selectin_polymorphic<>() name types derived from the entity that the path "
                  "has reached");
    return LoadPath(detail::with_kinds(option_, detail::kind_option<Derived...>(loading)));
  }
  template <auto Member, class Entity>
  [[nodiscard]] auto step(std::string_view strategy, const StrategyOptions& options) const {
    using Class = detail::MemberClass<Member>;
    static_assert(detail::on_path<Class, Entity>,
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

template <auto Member>
[[nodiscard]] auto contains_eager() {
  return detail::path_start<Member>().template contains_eager<Member>();
}
template <auto Member, class T>
[[nodiscard]] auto contains_eager(const Alias<T>& target) {
  return detail::path_start<Member>().template contains_eager<Member>(target);
}
template <auto Member>
[[nodiscard]] auto defer(DeferOptions options = {}) {
  return detail::path_start<Member>().template defer<Member>(options);
}
template <auto Member>
[[nodiscard]] auto undefer() {
  return detail::path_start<Member>().template undefer<Member>();
}
template <auto First, auto... Rest>
[[nodiscard]] auto load_only() {
  return detail::path_start<First>().template load_only<First, Rest...>();
}

/// Wherever the query names T (selected, joined, behind relationships, also loaded later), only what meets the condition.
/// What is read again by its key is not asked, nor are the rows of a base of T, in whichever way these are read.
template <class T>
[[nodiscard]] LoadOption with_loader_criteria(const Expression<bool>& condition) {
  LoadOption option;
  option.criteria_of = &entity_of<T>;
  option.criteria = condition.node();
  return option;
}

/// Entities of these types, which are derived from what the query selects, are read whole: with one more statement for each
/// type, after that of the query. All derived types that are known where none is named. A type that is derived from nothing
/// the query selects is a `UsageError` when it runs.
template <class... Derived>
[[nodiscard]] LoadOption selectin_polymorphic() {
  return detail::selecting_kinds(detail::kind_option<Derived...>(PolymorphicLoad::selectin));
}

/// Touching any relationship that no other option names throws, at every level.
[[nodiscard]] LoadOption raiseload_all();
/// Every relationship that no other option names is read when touched, at every level.
[[nodiscard]] LoadOption lazyload_all();

}  // namespace weft
