// SPDX-License-Identifier: MIT
#include "session/unit_of_work.hpp"

#include "session/instance_flags.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"

namespace weft::detail {
namespace {

/// A relationship that leads to nothing has not been read: the row may have what was written by keys alone.
void forget_empty(Instance& instance) {
  for (const auto& relationship : instance.entity().relationships) {
    Relation& relation = relation_of(instance, relationship);
    if (relation.load_state() != LoadState::loaded) continue;
    const Items* items = relationship.to_one() ? nullptr : RelationAccess::items(relation);
    const bool empty = relationship.to_one() ? !RelationAccess::target(relation) : !items || items->members.empty();
    if (empty) unload(instance, relationship);
  }
}

}  // namespace

void UnitOfWork::run() {
  collect();
  const bool nothing = inserts_.empty() && updates_.empty() && deletes_.empty() && association_inserts_.empty() &&
                       association_deletes_.empty();
  if (nothing) {
    session_.removed_.clear();
    return;
  }
  switch_rows();
  order();
  write_associations(association_deletes_, false);
  make_room();
  insert_all();
  write_deferred();
  update_all(updates_);
  write_associations(association_inserts_, true);
  delete_rows(deletes_);
  settle();
}

/// What was written is the new state to compare with; what the program may still write to stays watched.
void UnitOfWork::settle() {
  const std::uint32_t savepoint = session_.savepoint();
  auto settle_new = [&](Instance& instance) {
    forget_empty(instance);
    InstanceExtra* extra = InstanceAccess::extra(instance);
    if ((InstanceAccess::flags(instance) & flag_touched) != 0) {
      learn_version(instance);
      take_snapshot(instance);
      extra = InstanceAccess::extra(instance);
      extra->relations.clear();
      extra->owners.clear();
      extra->watched_since = extra->written_in = savepoint;
      session_.touched_.push_back(&instance);
    } else {
      if (extra) drop_extra(instance);
      session_.unwatched().expect_unchanged(instance);
    }
    clear_flag(instance, flag_switched);
  };
  for (auto* instance : inserts_) settle_new(*instance);
  for (auto* instance : switched_) settle_new(*instance);
  for (auto* instance : updates_) {
    InstanceExtra* extra = InstanceAccess::extra(*instance);
    if (!extra) continue;
    if (!extra->relations.empty()) extra->written_in = savepoint;
    extra->relations.clear();
    extra->owners.clear();
  }
  std::erase_if(session_.touched_, [](Instance* instance) { return instance->state() != State::persistent; });
  session_.added_.clear();
  session_.removed_.clear();
}

}  // namespace weft::detail
