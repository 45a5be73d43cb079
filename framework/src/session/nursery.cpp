// SPDX-License-Identifier: MIT
#include "session/nursery.hpp"

#include <algorithm>

#include "loading/deferred_columns.hpp"
#include "loading/load_batch.hpp"
#include "session/instance_flags.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

constexpr std::uint32_t first_slab = 16;
constexpr std::uint32_t largest_slab = 1024;

std::uint8_t& mark_of(Instance& instance) noexcept {
  Slab& slab = *InstanceAccess::slab(instance);
  return slab.young->marks[slab.index_of(instance)];
}

/// What the session or the program may still come back to.
bool wanted(Instance& instance, const UnwatchedWrites& unwatched) {
  if (InstanceAccess::handles(instance) != 0 || InstanceAccess::extra(instance)) return true;
  if ((mark_of(instance) & YoungSlab::kept) != 0) return true;
  const bool plain = instance.state() == State::persistent || instance.state() == State::detached;
  const bool watched = has_flag(instance, flag_touched) || has_flag(instance, flag_doomed) || has_flag(instance, flag_key_made);
  return !plain || watched || !unwatched.unchanged(instance);
}

/// What is outside of the nursery is not looked at.
bool reached(Instance& instance) noexcept {
  return !InstanceAccess::slab(instance)->young || (mark_of(instance) & YoungSlab::reached) != 0;
}

}  // namespace

void keep_young(Instance& instance) noexcept { mark_of(instance) |= YoungSlab::kept; }

Nursery::~Nursery() {
  for (auto* batch : batches_) release(*batch);
  graph_.drop_empty_slabs();
}

YoungSlab& Nursery::open_slab(const MappedEntity& entity) {
  auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& one) { return one.entity == &entity; });
  if (kind == kinds_.end()) kind = kinds_.insert(kinds_.end(), Kind{.entity = &entity});
  for (; kind->open < kind->slabs.size(); ++kind->open) {
    YoungSlab& young = *kind->slabs[kind->open];
    if (!young.free.empty() || young.slab->used < young.slab->capacity) return young;
  }
  const std::uint32_t capacity = kind->slabs.empty() ? first_slab : std::min(kind->slabs.back()->slab->capacity * 2, largest_slab);
  YoungSlab& young = *slabs_.emplace_back(std::make_unique<YoungSlab>());
  young.marks.resize(capacity);
  young.free.reserve(capacity);  // sweeping must not fail half-way
  kind->slabs.push_back(&young);
  try {
    young.slab = &graph_.add_slab(entity, capacity);
  } catch (...) {
    kind->slabs.pop_back();
    slabs_.pop_back();
    throw;
  }
  young.slab->young = &young;
  return young;
}

Instance& Nursery::make(const MappedEntity& entity) {
  YoungSlab& young = open_slab(entity);
  Slab& slab = *young.slab;
  const bool again = !young.free.empty();
  const std::uint32_t index = again ? young.free.back() : slab.used;
  Instance* instance = InstanceAccess::create(slab.slot(index));
  entity.object.construct(InstanceAccess::object(*instance));
  InstanceAccess::slab(*instance) = &slab;
  if (again)
    young.free.pop_back();
  else
    ++slab.used;
  young.marks[index] = 0;
  ++made_;
  if (!entity.deferrable.empty()) bind_deferred(*instance);
  return *instance;
}

void Nursery::watch(LoadBatch& batch) {
  batches_.push_back(&batch);
  ++batch.uses;  // a hold: a batch that nothing else holds is found by that
}

void Nursery::reach(Instance* instance) {
  if (!instance || reached(*instance)) return;
  mark_of(*instance) |= YoungSlab::reached;
  waiting_.push_back(instance);
}

void Nursery::reach_related(Instance& instance) {
  for (const auto& relationship : instance.entity().relationships) {
    const Relation& relation = relation_of(instance, relationship);
    if (relation.load_state() == LoadState::unset) continue;
    if (relationship.to_one())
      reach(RelationAccess::target(const_cast<Relation&>(relation)));
    else if (const Items* items = RelationAccess::items(const_cast<Relation&>(relation)))
      for (auto* item : items->members) reach(item);
  }
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra) return;
  for (const auto& history : extra->relations) {
    reach(history.target);
    for (const auto& change : history.queue) reach(change.item);
    if (!history.items) continue;
    for (auto* item : history.items->members) reach(item);
  }
  for (const auto& last : extra->owners) reach(last.owner);
}

void Nursery::mark_roots(const SessionCore& session) {
  for (const auto& young : slabs_) {
    for (auto& mark : young->marks) mark &= static_cast<std::uint8_t>(~YoungSlab::reached);
  }
  for (const auto& young : slabs_) {
    for (std::uint32_t slot = 0; slot < young->slab->used; ++slot) {
      Instance& instance = *young->slab->slot(slot);
      if (!InstanceAccess::slab(instance)) continue;
      if (wanted(instance, session.unwatched()))
        reach(&instance);
      else
        reach_pinned(instance);
    }
  }
}

/// The program is moving through a collection whose owner it has no handle on: nobody will know when that has left.
void Nursery::reach_pinned(Instance& owner) {
  for (const auto& relationship : owner.entity().relationships) {
    if (relationship.to_one()) continue;
    const Items* items = RelationAccess::items(relation_of(owner, relationship));
    if (!items || items->uses == 1) continue;
    for (auto* item : items->members) {
      keep(*item);
      reach(item);
    }
  }
}

void Nursery::sweep(SessionCore& session) {
  waiting_.clear();
  mark_roots(session);
  while (!waiting_.empty()) {
    Instance& instance = *waiting_.back();
    waiting_.pop_back();
    reach_related(instance);
  }
  const std::vector<Instance*> gone = take_out(session);
  forget_in_batches();
  free_slots(gone);
}

std::vector<Instance*> Nursery::take_out(SessionCore& session) {
  std::vector<Instance*> gone;
  std::size_t survivors = 0;
  for (const auto& young : slabs_) {
    for (std::uint32_t slot = 0; slot < young->slab->used; ++slot) {
      Instance& instance = *young->slab->slot(slot);
      if (!InstanceAccess::slab(instance)) continue;
      if (reached(instance))
        ++survivors;
      else
        gone.push_back(&instance);
    }
  }
  // One whose key was written over, past everything that watches, could be found no more: it stays, by itself.
  std::erase_if(gone, [&](Instance* instance) {
    if (instance->state() != State::persistent || session.identities().of(instance->entity()).erase(*instance)) return false;
    for (const auto& relationship : instance->entity().relationships) unload(*instance, relationship);
    mark_of(*instance) |= YoungSlab::kept | YoungSlab::reached;
    ++survivors;
    return true;
  });
  session.forget_gone(gone);
  survivors_ = survivors;
  made_ = 0;
  return gone;
}

void Nursery::forget_in_batches() noexcept {
  std::erase_if(batches_, [](LoadBatch* batch) {
    if (batch->uses == 1) {
      release(*batch);
      return true;
    }
    std::erase_if(batch->members, [&](Instance* member) {
      if (reached(*member)) return false;
      batch->of_others.erase(member);
      return true;
    });
    return false;
  });
}

void Nursery::free_slots(const std::vector<Instance*>& gone) noexcept {
  for (auto* instance : gone) {
    Slab& slab = *InstanceAccess::slab(*instance);
    YoungSlab& young = *slab.young;
    if (auto* batch = InstanceAccess::batch(*instance)) release(*batch);
    slab.entity->object.destroy(InstanceAccess::object(*instance));
    InstanceAccess::slab(*instance) = nullptr;
    young.free.push_back(slab.index_of(*instance));
  }
  for (auto& kind : kinds_) kind.open = 0;
}

}  // namespace weft::detail
