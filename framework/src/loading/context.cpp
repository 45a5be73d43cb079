// SPDX-License-Identifier: MIT
#include "weft/loading/context.hpp"

#include <algorithm>
#include <charconv>

#include "loading/context_state.hpp"
#include "loading/load_batch.hpp"
#include "loading/planning.hpp"
#include "loading/related_state.hpp"
#include "session/kind_reading.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/loading/strategy.hpp"

namespace weft {

using detail::relation_of;

void LoadContextAccess::after_load(LoadContext::State& state, const LoaderStrategy& strategy,
                                   std::span<Instance* const> owners) {
  LoadContext context(state);
  strategy.after_load(context, owners);
}

void LoadContextAccess::on_access(LoadContext::State& state, const LoaderStrategy& strategy, Instance& owner) {
  LoadContext context(state);
  strategy.on_access(context, owner);
}

void LoadContextAccess::load(LoadContext::State& state, std::span<Instance* const> owners) {
  LoadContext context(state);
  context.related().for_owners(owners).load();
}

const MappedRelationship& LoadContext::relationship() const noexcept { return state_.relationship; }

const RelationshipPath& LoadContext::path() const noexcept { return state_.path; }

const StrategyOptions& LoadContext::options() const noexcept { return *state_.options; }

std::size_t LoadContext::option(std::string_view name, std::size_t otherwise) const {
  auto found = options().find(name);
  if (found == options().end()) return otherwise;
  const std::string& text = found->second;
  std::size_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  throw UsageError("the option \"" + found->first + "\" of \"" + state_.relationship.display() +
                   "\" is not a whole number: \"" + text + "\"");
}

bool LoadContext::flag(std::string_view name, bool otherwise) const {
  auto found = options().find(name);
  if (found == options().end()) return otherwise;
  if (found->second == "true" || found->second == "1") return true;
  if (found->second == "false" || found->second == "0") return false;
  throw UsageError("the option \"" + found->first + "\" of \"" + state_.relationship.display() +
                   "\" is neither \"true\" nor \"false\": \"" + found->second + "\"");
}

RelatedQuery LoadContext::related() { return RelatedQuery(std::make_unique<RelatedQuery::State>(state_)); }

std::vector<Instance*> LoadContext::siblings_of(Instance& owner) const {
  std::vector<Instance*> siblings{&owner};
  const detail::LoadBatch* batch = detail::InstanceAccess::batch(owner);
  if (!batch) return siblings;
  for (auto* member : batch->members) {
    if (member == &owner || detail::InstanceAccess::batch(*member) != batch) continue;
    if (member->state() != weft::State::persistent || detail::InstanceAccess::expired(*member)) continue;
    if (!detail::has_read(*member, *state_.relationship.owner)) continue;
    if (relation_of(*member, state_.relationship).load_state() == LoadState::unloaded) siblings.push_back(member);
  }
  return siblings;
}

bool LoadContext::attach_from_memory(Instance& owner) {
  const MappedRelationship& relationship = state_.relationship;
  if (!relationship.to_one() || relationship.direction != Direction::many_to_one) return false;
  Scratch scratch;
  std::string key;
  const Cell* integer = nullptr;
  Cell cell;
  for (const auto& pair : relationship.pairs) {
    cell = pair.local->bind(owner.object(), scratch);
    if (cell.is_null()) {
      detail::attach_loaded(owner, relationship, {});
      return true;
    }
  }
  // The session does not know whether what it holds meets a condition.
  if (!relationship.target_by_key || state_.filter.condition) return false;
  for (const auto* column : relationship.target->primary_key) {
    auto pair = std::find_if(relationship.pairs.begin(), relationship.pairs.end(),
                             [&](const ColumnPair& one) { return one.remote == column; });
    cell = pair->local->bind(owner.object(), scratch);
    detail::append_key(*column, cell, key);
    integer = &cell;
  }
  auto& identities = state_.session.identities().of(*relationship.target);
  Instance* found =
      relationship.target->integer_key ? identities.find(integer->integer) : identities.find(key);
  if (!found || found->state() != weft::State::persistent) return false;
  // A row that is another kind of the same base.
  const bool fits = found->entity().is(state_.filter.of_type ? *state_.filter.of_type : *relationship.target);
  attach(owner, {&found, fits ? std::size_t{1} : std::size_t{0}});
  return true;
}

void LoadContext::attach(Instance& owner, std::span<Instance* const> related) {
  detail::attach_loaded(owner, state_.relationship, related, state_.filter.all() ? LoadState::loaded : LoadState::partial);
}

void LoadContext::mark_empty(Instance& owner) { attach(owner, {}); }

void LoadContext::mark_blank(Instance& owner) {
  detail::Relation& relation = relation_of(owner, state_.relationship);
  if (relation.load_state() == LoadState::unloaded) detail::RelationAccess::state(relation) = LoadState::blank;
}

void LoadContext::hand_over(std::string_view strategy, Instance& owner) {
  static const StrategyOptions none;
  if (strategy == state_.strategy)
    throw UsageError("the strategy \"" + std::string(strategy) + "\" hands \"" + state_.relationship.display() +
                     "\" over to itself\n  it has to override on_access");
  State other = state_;
  other.strategy = strategy;
  other.options = &none;
  LoadContextAccess::on_access(other, state_.session.engine().strategy(strategy), owner);
}

void LoadContext::hand_over_to_default(Instance& owner) { hand_over(default_strategy, owner); }

void LoadContext::refuse(const Instance&) const {
  const MappedRelationship& relationship = state_.relationship;
  throw UnloadedAccessError("relationship \"" + relationship.display() + "\" is not loaded, and its strategy is \"" +
                            std::string(state_.strategy) + "\"\n  load it with:  .options(weft::selectinload<&" +
                            relationship.display() + ">())");
}

namespace detail {

void call_after_load(SessionCore& session, const EntityPlan& plan, const EntityPlan::After& after,
                     std::span<Instance* const> owners, std::vector<const LoadBatch*> batches,
                     const std::shared_ptr<Populated>& populated) {
  LoadContext::State state{session,      *after.relationship, plan.path.then(*after.relationship),
                           after.strategy->name(), &after.options, {after.condition, after.of_type}, after.below,
                           populated, std::move(batches)};
  LoadContextAccess::after_load(state, *after.strategy, owners);
}

void load_relation(Instance& owner, const MappedRelationship& relationship) {
  Relation& relation = relation_of(owner, relationship);
  SessionCore* session = session_of(owner);
  if (!session) {
    if (owner.state() == State::transient) {
      RelationAccess::state(relation) = LoadState::loaded;
      return;
    }
    throw DetachedError("relationship \"" + relationship.display() +
                        "\" is not loaded, and its entity is detached: its session ended or let it go\n"
                        "  load it before the session ends:  .options(weft::selectinload<&" +
                        relationship.display() + ">())");
  }
  if (owner.state() == State::pending) {
    RelationAccess::state(relation) = LoadState::loaded;
    return;
  }
  session->autoflush();
  if (relation.load_state() != LoadState::unloaded) return;
  read_whole(owner, *relationship.owner);
  const EntityPlan* plan = plan_behind(owner);
  const LoadNodePtr node = plan ? plan->node : empty_node();
  ResolvedStep step = resolve(node, relationship);
  RelationshipPath path = (plan ? plan->path : RelationshipPath(owner.entity())).then(relationship);
  const LoaderStrategy& strategy = strategy_for(session->engine(), relationship, step);
  LoadContext::State state{*session, relationship, std::move(path), strategy.name(), step.options, {step.condition, step.of_type}, step.below, {}, {}};
  LoadContextAccess::on_access(state, strategy, owner);
  if (relation.load_state() == LoadState::unloaded)
    throw UsageError("the strategy \"" + std::string(strategy.name()) + "\" left \"" + relationship.display() +
                     "\" unloaded\n  its on_access has to load, mark_empty, mark_blank or refuse");
}

}  // namespace detail
}  // namespace weft
