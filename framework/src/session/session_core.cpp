// SPDX-License-Identifier: MIT
//
// States and the transaction.
#include "session/session_core.hpp"

#include <algorithm>

#include "loading/hydrator.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

void set_flag(Instance& instance, InstanceFlag flag) noexcept { InstanceAccess::flags(instance) |= flag; }
void clear_flag(Instance& instance, InstanceFlag flag) noexcept {
  InstanceAccess::flags(instance) &= static_cast<std::uint8_t>(~flag);
}
bool has_flag(const Instance& instance, InstanceFlag flag) noexcept {
  return (InstanceAccess::flags(const_cast<Instance&>(instance)) & flag) != 0;
}

}  // namespace

SessionCore::SessionCore(std::shared_ptr<EngineCore> engine, const SessionOptions& options)
    : engine_(std::move(engine)), options_(options), graph_(&Graph::create()) {
  graph_->attach(*this);
}

SessionCore::~SessionCore() {
  lease_ = {};
  detach_everything();
  graph_->detach();
}

Lease& SessionCore::connection() {
  require_usable();
  if (!lease_) {
    engine_->compiler();
    lease_ = engine_->checkout();
  }
  if (!lease_.in_transaction()) lease_.begin({options_.isolation, options_.read_only});
  return lease_;
}

void SessionCore::require_usable() const {
  if (failure_.empty()) return;
  throw UsageError("the session cannot go on: its last flush failed and the transaction was rolled back\n  because  " +
                   failure_ + "\n  call session.rollback() and start again from what the database holds");
}

Instance& SessionCore::add_value(const MappedEntity& entity, void* value) {
  entity.configured();
  Instance& instance = graph_->make(entity, value, false);
  adopt_relations(instance);
  add(instance);
  return instance;
}

void SessionCore::add(Instance& first) {
  require_usable();
  if (Graph& other = graph_of(first); &other != graph_) {
    if (other.session())
      throw UsageError("cannot add \"" + first.entity().name + "\": it belongs to another session\n"
                       "  take it out of that one first with expunge(...), or read it here with session.get(...)");
    graph_->absorb(other);
  }
  cascade_save(first);
}

void SessionCore::cascade_save(Instance& first) {
  std::vector<Instance*> waiting{&first};
  std::vector<Instance*> walked;
  std::vector<Instance*> related;
  while (!waiting.empty()) {
    Instance& instance = *waiting.back();
    waiting.pop_back();
    if (has_flag(instance, flag_cascading)) continue;
    set_flag(instance, flag_cascading);
    walked.push_back(&instance);
    switch (instance.state()) {
      case State::transient:
        instance.entity().configured();
        InstanceAccess::state(instance) = State::pending;
        added_.push_back(&instance);
        break;
      case State::detached: {
        if (!identities_.of(instance.entity()).insert(instance)) {
          for (auto* one : walked) clear_flag(*one, flag_cascading);
          throw UsageError("cannot add \"" + instance.entity().name +
                           "\": the session holds another object with the same key\n  change that one, or let it go first with session.expunge(...)");
        }
        InstanceAccess::state(instance) = State::persistent;
        break;
      }
      case State::deleted:
      case State::pending:
      case State::persistent:
        if (has_flag(instance, flag_doomed)) {
          clear_flag(instance, flag_doomed);
          std::erase(removed_, &instance);
        }
        // What the session holds was cascaded from when it was linked: only the one asked for is walked again.
        if (&instance != &first) continue;
        break;
    }
    for (const auto& relationship : instance.entity().relationships) {
      if (relationship.view_only || !relationship.cascade.has(Cascade::save_update)) continue;
      related.clear();
      for_each_related(instance, relationship, related);
      // The first one related is taken first.
      waiting.insert(waiting.end(), related.rbegin(), related.rend());
    }
  }
  for (auto* instance : walked) clear_flag(*instance, flag_cascading);
}

void SessionCore::remove(Instance& instance) {
  require_usable();
  if (session_of(instance) != this || instance.state() == State::pending)
    throw UsageError("cannot remove \"" + instance.entity().name + "\": it is not persistent in this session" +
                     (instance.state() == State::pending ? "\n  take it out again with session.expunge(...)" : ""));
  if (instance.state() == State::deleted || has_flag(instance, flag_doomed)) return;
  set_flag(instance, flag_doomed);
  removed_.push_back(&instance);
}

void SessionCore::touch(Instance& instance) {
  if (has_flag(instance, flag_touched)) return;
  if (instance.state() == State::persistent) {
    if (has_flag(instance, flag_expired)) refresh_now(*this, instance);
    take_snapshot(instance);
    touched_.push_back(&instance);
  }
  set_flag(instance, flag_touched);
}

void* modify(Instance& instance) {
  if (instance.state() == State::deleted)
    throw UsageError("cannot change \"" + instance.entity().name + "\": it was deleted in this transaction");
  if (SessionCore* session = session_of(instance)) session->touch(instance);
  return InstanceAccess::object(instance);
}

std::vector<Instance*> SessionCore::dirty() {
  std::vector<Instance*> changed;
  for (auto* instance : touched_)
    if (modified(*instance)) changed.push_back(instance);
  return changed;
}

bool SessionCore::modified(Instance& instance) {
  InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra) return false;
  if (extra->snapshot && !changed_columns(instance).empty()) return true;
  return std::any_of(extra->relations.begin(), extra->relations.end(),
                     [&](RelationHistory& history) { return relation_changed(instance, history); });
}

void SessionCore::flush() {
  require_usable();
  if (flushing_ || !has_work()) return;
  flushing_ = true;
  try {
    UnitOfWork(*this).run();
    flushing_ = false;
  } catch (const Error& error) {
    flushing_ = false;
    failure_ = error.what();
    lease_ = {};  // gives the connection back, which rolls back
    throw;
  } catch (...) {
    flushing_ = false;
    failure_ = "an exception that is not weft's";
    lease_ = {};
    throw;
  }
}

void SessionCore::commit() {
  flush();
  if (lease_ && lease_.in_transaction()) {
    try {
      lease_.commit();
    } catch (const Error& error) {
      failure_ = error.what();
      lease_ = {};
      throw;
    }
  }
  lease_ = {};
  savepoints_ = 0;
  for (auto* instance : deleted_in_transaction_) InstanceAccess::state(*instance) = State::detached;
  end_transaction();
  if (options_.expire_on_commit) expire_all();
}

/// Changes are settled: nothing is watched any more.
void SessionCore::end_transaction() noexcept {
  for (auto* instance : touched_) forget_changes(*instance);
  for (auto* instance : inserted_in_transaction_) forget_changes(*instance);
  touched_.clear();
  inserted_in_transaction_.clear();
  deleted_in_transaction_.clear();
  old_keys_.clear();
  marks_.clear();
}

void SessionCore::forget_changes(Instance& instance) noexcept {
  drop_extra(instance);
  clear_flag(instance, flag_touched);
}

void SessionCore::rollback() {
  failure_.clear();
  lease_ = {};
  savepoints_ = 0;
  take_back({});
  end_transaction();
}

/// Entities are again what they were at the mark; what the database knows of them is read when it is needed.
void SessionCore::take_back(const SavepointMark& mark) {
  for (std::size_t index = std::min(mark.inserted, inserted_in_transaction_.size());
       index < inserted_in_transaction_.size(); ++index) {
    Instance& instance = *inserted_in_transaction_[index];
    identities_.of(instance.entity()).erase(instance);
    forget_changes(instance);
    std::erase(touched_, &instance);
    if (const MappedColumn* key = instance.entity().generated_key)
      key->read(Cell::of(std::int64_t{0}), InstanceAccess::object(instance));
    InstanceAccess::state(instance) = State::transient;
  }
  inserted_in_transaction_.resize(std::min(mark.inserted, inserted_in_transaction_.size()));
  for (auto* instance : added_) {
    forget_changes(*instance);
    InstanceAccess::state(*instance) = State::transient;
  }
  added_.clear();
  for (std::size_t index = std::min(mark.deleted, deleted_in_transaction_.size());
       index < deleted_in_transaction_.size(); ++index) {
    Instance& instance = *deleted_in_transaction_[index];
    if (instance.state() != State::deleted) continue;
    InstanceAccess::state(instance) = State::persistent;
    identities_.of(instance.entity()).insert(instance);
  }
  deleted_in_transaction_.resize(std::min(mark.deleted, deleted_in_transaction_.size()));
  for (auto* instance : removed_) clear_flag(*instance, flag_doomed);
  removed_.clear();
  for (auto* instance : touched_) {
    // The row's own key identifies it again.
    if (InstanceExtra* extra = InstanceAccess::extra(*instance); extra && extra->snapshot)
      for (const auto* column : instance->entity().primary_key)
        column->ops->assign(column->in(InstanceAccess::object(*instance)), column->in(extra->snapshot));
  }
  while (old_keys_.size() > mark.old_keys) {
    OldKey& old = old_keys_.back();
    if (old.instance->state() == State::persistent) {
      EntityIdentities& identities = identities_.of(old.instance->entity());
      identities.erase(*old.instance);
      forget_changes(*old.instance);
      for (std::size_t index = 0; index < old.key.size(); ++index)
        old.instance->entity().primary_key[index]->read(old.key[index].cell(), InstanceAccess::object(*old.instance));
      identities.insert(*old.instance);
    }
    old_keys_.pop_back();
  }
  expire_all();
}

void SessionCore::begin_savepoint(std::string& name) {
  flush();
  name = "weft_" + std::to_string(++savepoints_);
  connection().savepoint(name);
  marks_.push_back({name, inserted_in_transaction_.size(), deleted_in_transaction_.size(), old_keys_.size()});
}

void SessionCore::commit_savepoint(const std::string& name) {
  flush();
  connection().release_savepoint(name);
}

void SessionCore::rollback_savepoint(const std::string& name) {
  if (!lease_ || !lease_.in_transaction()) return;
  lease_.rollback_to_savepoint(name);
  lease_.release_savepoint(name);
  failure_.clear();
  auto mark = std::find_if(marks_.begin(), marks_.end(), [&](const SavepointMark& one) { return one.name == name; });
  if (mark == marks_.end()) return;
  take_back(*mark);
  marks_.erase(mark, marks_.end());
}

void SessionCore::expire(Instance& instance) {
  if (session_of(instance) != this || instance.state() != State::persistent)
    throw UsageError("cannot expire \"" + instance.entity().name + "\": it is not persistent in this session");
  std::erase(touched_, &instance);
  forget_changes(instance);
  set_flag(instance, flag_expired);
  for (const auto& relationship : instance.entity().relationships) unload(instance, relationship);
}

void SessionCore::expire_all() {
  for (auto* instance : touched_) forget_changes(*instance);
  touched_.clear();
  graph_->for_each([](Instance& instance) {
    if (instance.state() != State::persistent) return;
    set_flag(instance, flag_expired);
    for (const auto& relationship : instance.entity().relationships) unload(instance, relationship);
  });
}

void SessionCore::refresh(Instance& instance) {
  expire(instance);
  refresh_now(*this, instance);
}

void SessionCore::expunge(Instance& instance) {
  if (session_of(instance) != this)
    throw UsageError("cannot expunge \"" + instance.entity().name + "\": it does not belong to this session");
  std::erase(added_, &instance);
  std::erase(touched_, &instance);
  std::erase(removed_, &instance);
  std::erase(inserted_in_transaction_, &instance);
  std::erase_if(old_keys_, [&](const OldKey& old) { return old.instance == &instance; });
  clear_flag(instance, flag_doomed);
  if (instance.state() == State::persistent) identities_.of(instance.entity()).erase(instance);
  InstanceAccess::state(instance) = instance.state() == State::pending ? State::transient : State::detached;
  forget_changes(instance);
}

void SessionCore::expunge_all() {
  detach_everything();
  graph_->detach();
  graph_ = &Graph::create();
  graph_->attach(*this);
}

void SessionCore::detach_everything() noexcept {
  graph_->for_each([](Instance& instance) {
    if (instance.state() == State::pending)
      InstanceAccess::state(instance) = State::transient;
    else if (instance.state() != State::transient)
      InstanceAccess::state(instance) = State::detached;
    drop_extra(instance);
    InstanceAccess::flags(instance) &= flag_expired;
  });
  added_.clear();
  touched_.clear();
  removed_.clear();
  inserted_in_transaction_.clear();
  deleted_in_transaction_.clear();
  old_keys_.clear();
  marks_.clear();
  identities_.clear();
}

}  // namespace weft::detail
