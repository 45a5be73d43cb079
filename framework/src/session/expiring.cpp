// SPDX-License-Identifier: MIT
//
// Forgetting what was loaded of whole entities. Single members: member_expiry.cpp.
#include <algorithm>

#include "session/instance_flags.hpp"
#include "session/reaching.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/undoing.hpp"
#include "weft/error.hpp"

namespace weft::detail {

void SessionCore::expire(Instance& first) {
  if (session_of(first) != this || first.state() != State::persistent)
    throw UsageError("cannot expire \"" + first.entity().name + "\": it is not persistent in this session");
  const std::vector<Instance*> reached = reached_by(first, Cascade::refresh_expire);
  for (auto* instance : reached) {
    if (instance->state() != State::persistent || session_of(*instance) != this) continue;
    drop(*instance);
  }
  settle_dropped();
}

void SessionCore::drop(Instance& instance) {
  undo_all_links(instance);
  stop_watching(instance);
  expire_one(instance);
}

void SessionCore::settle_dropped() {
  std::erase_if(touched_, [](Instance* instance) { return !has_flag(*instance, flag_touched); });
}

/// Its row and its relationships are read again when they are used.
void SessionCore::expire_one(Instance& instance) noexcept {
  unwatched_.forget(instance);
  set_flag(instance, flag_expired);
  for (const auto& relationship : instance.entity().relationships) unload(instance, relationship);
}

void SessionCore::expire_all() {
  for (auto* instance : touched_) undo_all_links(*instance);
  for (auto* instance : touched_) stop_watching(*instance);
  touched_.clear();
  graph_->for_each([&](Instance& instance) {
    if (instance.state() == State::persistent) expire_one(instance);
  });
}

/// The row is read again when it is used, into what the program did not write to.
void SessionCore::expire_watched(Instance& instance) noexcept {
  set_flag(instance, flag_expired);
  for (const auto& relationship : instance.entity().relationships)
    if (!history_of(instance, relationship)) unload(instance, relationship);
}

void SessionCore::expire_rows(const MappedEntity& entity) {
  graph_->for_each([&](Instance& instance) {
    if (!instance.entity().is(entity) || instance.state() != State::persistent) return;
    if (has_flag(instance, flag_touched))
      expire_watched(instance);
    else
      expire_one(instance);
  });
}

void SessionCore::refresh(Instance& first) {
  if (session_of(first) != this || first.state() != State::persistent)
    throw UsageError("cannot refresh \"" + first.entity().name + "\": it is not persistent in this session");
  autoflush();
  std::vector<Instance*> stale;
  for (auto* instance : reached_by(first, Cascade::refresh_expire))
    if (instance->state() == State::persistent && session_of(*instance) == this) stale.push_back(instance);
  expire(first);
  refresh_all(*this, stale);
}

}  // namespace weft::detail
