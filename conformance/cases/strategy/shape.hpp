// SPDX-License-Identifier: MIT
//
// The shape of a relationship: how its owners are read and touched, and the graph that its rows are. The cases that every
// strategy has to pass for every shape are in behaviours.cpp; a shape becomes a group of them:
//
//   const Shape employees = shape<&Department::employees>({"Board{}", "Sales{Abe, Ann, Bob}", "Stock{Cid}"});
//   const Group one_to_many{"strategy.one_to_many", behaviours(employees)};
//
// The graph has all owners, in the order of their names.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "case.hpp"
#include "cases/strategy/judge.hpp"
#include "models/relationships.hpp"

namespace weft::conformance {

/// Which owners are read, in the order of their names.
struct Selection {
  std::optional<std::string> only{};  ///< the one of this name
  bool none = false;
  bool descending = false;
  bool distinct = false;
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> offset{};
  bool populate_existing = false;
  std::size_t portion = 0;  ///< rows at a time; 0: all at once
};

/// Owners that were read.
class Owners {
 public:
  virtual ~Owners() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Touches all of them.
  [[nodiscard]] virtual Graph walk(Walk& walk) const = 0;
  virtual void refresh(Session& session) const = 0;
  virtual void expire(Session& session) const = 0;
  [[nodiscard]] virtual bool any_modified(Session& session) const = 0;
};
using OwnersPtr = std::unique_ptr<Owners>;

struct Shape {
  Graph graph{};
  /// With an empty strategy the mapping decides, which loads nothing until it is touched.
  OwnersPtr (*read)(Session& session, const Selection& selection, std::string_view strategy) = nullptr;
  /// Reads everything that the relationship can lead to, and nothing else.
  std::shared_ptr<void> (*read_related)(Session& session) = nullptr;
};

/// The cases of a shape.
[[nodiscard]] std::vector<Case> behaviours(const Shape& shape);

template <auto Member, class Owner>
struct ShapeOf {
  using Target = detail::TargetOf<Member>;

  class Read final : public Owners {
   public:
    explicit Read(std::vector<Ptr<Owner>> owners) : owners_(std::move(owners)) {}
    [[nodiscard]] std::size_t size() const override { return owners_.size(); }
    [[nodiscard]] Graph walk(Walk& walk) const override {
      Graph graph;
      for (const auto& owner : owners_) graph.push_back(walk.text<Member>(owner));
      return graph;
    }
    void refresh(Session& session) const override {
      for (const auto& owner : owners_) session.refresh(owner);
    }
    void expire(Session& session) const override {
      for (const auto& owner : owners_) session.expire(owner);
    }
    [[nodiscard]] bool any_modified(Session& session) const override {
      return std::any_of(owners_.begin(), owners_.end(), [&](const auto& owner) { return session.is_modified(owner); });
    }

   private:
    std::vector<Ptr<Owner>> owners_;
  };

  static OwnersPtr read(Session& session, const Selection& selection, std::string_view strategy) {
    const auto name = col<&Owner::name>;
    auto owners = select<Owner>();
    owners = selection.descending ? owners.order_by(name.desc()) : owners.order_by(name);
    if (selection.only) owners = owners.where(name == *selection.only);
    if (selection.none) owners = owners.where(name == "nobody has this name");
    if (selection.distinct) owners = owners.distinct();
    if (selection.limit) owners = owners.limit(*selection.limit);
    if (selection.offset) owners = owners.offset(*selection.offset);
    if (!strategy.empty()) owners = owners.options(load<Member>(strategy));
    if (selection.portion != 0) return std::make_unique<Read>(session.scalars(owners, {.yield_per = selection.portion}).all());
    return std::make_unique<Read>(session.scalars(owners, {.populate_existing = selection.populate_existing}).all());
  }

  static std::shared_ptr<void> read_related(Session& session) {
    return std::make_shared<std::vector<Ptr<Target>>>(session.scalars(select<Target>()).all());
  }
};

/// `Owner`: an entity derived from the one that has the member.
template <auto Member, class Owner = detail::MemberClass<Member>>
[[nodiscard]] Shape shape(Graph graph) {
  return {std::move(graph), &ShapeOf<Member, Owner>::read, &ShapeOf<Member, Owner>::read_related};
}

}  // namespace weft::conformance
