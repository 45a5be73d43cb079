// SPDX-License-Identifier: MIT
//
// States and the transaction.
#include "session/session_core.hpp"

#include <algorithm>

#include "loading/hydrator.hpp"
#include "session/instance_flags.hpp"
#include "session/reaching.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/validating.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

[[noreturn]] void throw_deleted(const Instance& instance) {
  throw UsageError("cannot add \"" + instance.entity().name + "\": its row was deleted\n  add a copy of it: session.add(" +
                   instance.entity().name + "(*ptr))");
}

}  // namespace

SessionCore::SessionCore(std::shared_ptr<EngineCore> engine, const SessionOptions& options)
    : engine_(std::move(engine)), options_(options), graph_(&Graph::create()),
      unwatched_(options.detect_unwatched_writes.value_or(is_debug_build())) {
  graph_->attach(*this);
}

SessionCore::~SessionCore() {
  end_streams(0, "its session is gone");
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
  if (lease_)
    throw UsageError("the session cannot go on: a flush failed inside of a savepoint\n  because  " + failure_ +
                     "\n  roll the savepoint back and go on from where it began, or call session.rollback()");
  throw UsageError("the session cannot go on: its last flush failed and the transaction was rolled back\n  because  " +
                   failure_ + "\n  call session.rollback() and start again from what the database holds");
}

void SessionCore::fail(std::string why) noexcept {
  failure_ = std::move(why);
  // A savepoint that is there to be rolled back keeps the transaction; a connection that is gone keeps nothing.
  const bool recoverable = !marks_.empty() && lease_ && lease_.connection().usable();
  if (recoverable) return;
  end_streams(0, "a flush failed, and its transaction was rolled back");
  lease_ = {};  // gives the connection back, which rolls back
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
  std::vector<Instance*> taken;  // out of the detached ones
  const auto known = static_cast<std::ptrdiff_t>(added_.size());
  auto take_back = [&] {
    for (auto* one : walked) clear_flag(*one, flag_cascading);
    taken.insert(taken.end(), added_.begin() + known, added_.end());
    let_go(taken);
  };
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
        if (has_flag(instance, flag_gone)) {
          take_back();
          throw_deleted(instance);
        }
        if (!identities_.of(instance.entity()).insert(instance)) {
          take_back();
          throw UsageError("cannot add \"" + instance.entity().name +
                           "\": the session holds another object with the same key\n  change that one, or let it go first with session.expunge(...)");
        }
        InstanceAccess::state(instance) = State::persistent;
        taken.push_back(&instance);
        take_up_changes(instance);
        break;
      }
      case State::deleted:
        if (&instance != &first) continue;
        take_back();
        throw_deleted(instance);
      case State::pending:
        // Whoever adds it again wants it, whatever owner it left.
        if (InstanceExtra* extra = InstanceAccess::extra(instance); extra && &instance == &first) extra->owners.clear();
        [[fallthrough]];
      case State::persistent:
        if (has_flag(instance, flag_doomed)) {
          clear_flag(instance, flag_doomed);
          std::erase(removed_, &instance);
        }
        // What the session holds was cascaded from when it was linked: only the one asked for is walked again.
        if (&instance != &first) continue;
        break;
    }
    related.clear();
    for (const auto& relationship : instance.entity().relationships)
      if (!relationship.view_only && relationship.cascade.has(Cascade::save_update))
        for_each_related(instance, relationship, related);
    // The first one related is taken first.
    waiting.insert(waiting.end(), related.rbegin(), related.rend());
  }
  for (auto* instance : walked) clear_flag(*instance, flag_cascading);
}

void SessionCore::remove(Instance& instance) {
  require_usable();
  if (instance.state() == State::detached) add(instance);  // taken back first, with the checks of that
  if (session_of(instance) != this || instance.state() == State::pending)
    throw UsageError("cannot remove \"" + instance.entity().name + "\": it is not persistent in this session" +
                     (instance.state() == State::pending ? "\n  take it out again with session.expunge(...)" : ""));
  if (instance.state() == State::deleted || has_flag(instance, flag_doomed)) return;
  set_flag(instance, flag_doomed);
  keep(instance);
  removed_.push_back(&instance);
}

void SessionCore::touch(Instance& instance) {
  const bool watched = has_flag(instance, flag_touched);
  // One that is watched was expired member by member; a running flush writes it as it is.
  const bool stale = instance.state() == State::persistent && has_flag(instance, flag_expired);
  if (stale && !(watched && flushing_)) refresh_now(*this, instance);
  if (watched) return;
  if (instance.state() == State::persistent) {
    unwatched_.check(instance);
    unwatched_.forget(instance);
    take_snapshot(instance);
    extra_of(instance).watched_since = savepoint();
    keep(instance);
    touched_.push_back(&instance);
  }
  set_flag(instance, flag_touched);
}

void* modify(Instance& instance) {
  if (instance.state() == State::deleted)
    throw UsageError("cannot change \"" + instance.entity().name + "\": it was deleted in this transaction");
  note_change(instance);
  return InstanceAccess::object(instance);
}

std::vector<Instance*> SessionCore::dirty() {
  std::vector<Instance*> changed;
  for (auto* instance : touched_)
    if (modified(*instance)) changed.push_back(instance);
  return changed;
}

bool SessionCore::modified(Instance& instance) {
  if (instance.state() == State::pending) return true;
  InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra) return false;
  if (columns_changed(instance)) return true;
  return std::any_of(extra->relations.begin(), extra->relations.end(),
                     [&](RelationHistory& history) { return relation_changed(instance, history); });
}

void SessionCore::flush() {
  require_usable();
  if (flushing_ || preparing_) return;
  unwatched_.check_all();
  if (!has_work()) return;
  prepare_flush();
  validate(added_);
  validate(touched_);
  flush_changes();
  listeners_.tell(SessionMoment::after_flush);
}

void SessionCore::flush_for_query() {
  require_usable();
  try {
    if (has_work()) {
      flush();
    } else if (!flushing_ && !preparing_) {
      unwatched_.check_sometimes();
    }
  } catch (Error& error) {
    error.add_note("a query made this flush; if that came too early, hold flushes back with session.no_autoflush()");
    throw;
  }
}

void SessionCore::prepare_flush() {
  preparing_ = true;
  try {
    listeners_.tell(SessionMoment::before_flush);
    preparing_ = false;
  } catch (...) {
    preparing_ = false;
    throw;
  }
}

void SessionCore::flush_changes() {
  flushing_ = true;
  try {
    UnitOfWork(*this).run();
    flushing_ = false;
  } catch (const std::exception& error) {
    flushing_ = false;
    fail(error.what());
    throw;
  } catch (...) {
    flushing_ = false;
    fail("an exception of a type that says nothing");
    throw;
  }
}

bool SessionCore::has_changes() {
  return !added_.empty() || !removed_.empty() ||
         std::any_of(touched_.begin(), touched_.end(), [&](Instance* instance) { return modified(*instance); });
}

void SessionCore::commit() {
  constexpr int most_flushes = 100;
  require_usable();
  listeners_.tell(SessionMoment::before_commit);
  flush();
  // Callbacks after a flush may have changed something again.
  for (int flushes = 1; listeners_.any(SessionMoment::after_flush) && has_changes(); ++flushes) {
    if (flushes == most_flushes)
      throw UsageError("cannot commit: after " + std::to_string(most_flushes) +
                       " flushes there is still something to write\n  a callback after the flush changes something each time");
    flush();
  }
  end_streams(0, "its transaction was committed");
  if (lease_ && lease_.in_transaction()) {
    try {
      lease_.commit();
    } catch (const Error& error) {
      end_savepoints(0, Ending::undone_by_rollback);
      fail(error.what());
      throw;
    }
  }
  lease_ = {};
  end_savepoints(0, Ending::kept_by_commit);
  for (auto* instance : deleted_in_transaction_) {
    InstanceAccess::state(*instance) = State::detached;
    set_flag(*instance, flag_gone);
  }
  end_transaction(options_.expire_on_commit ? AfterTransaction::expired : AfterTransaction::kept);
  listeners_.tell_after(SessionMoment::after_commit);
}

/// Changes are settled: nothing is watched any more, and what was has to stay as it is.
void SessionCore::end_transaction(AfterTransaction loaded) {
  std::vector<Instance*> watched;
  if (unwatched_.on())
    for (const auto* list : {&touched_, &inserted_in_transaction_}) watched.insert(watched.end(), list->begin(), list->end());
  for (auto* instance : touched_) forget_changes(*instance);
  for (auto* instance : inserted_in_transaction_) {
    forget_changes(*instance);
    clear_flag(*instance, flag_key_made);
  }
  for (auto* instance : deleted_in_transaction_) forget_changes(*instance);
  touched_.clear();
  inserted_in_transaction_.clear();
  deleted_in_transaction_.clear();
  old_keys_.clear();
  association_log_.clear();
  if (loaded == AfterTransaction::expired) expire_all();
  for (auto* instance : watched) unwatched_.expect_unchanged(*instance);
}

void SessionCore::forget_changes(Instance& instance) noexcept {
  drop_extra(instance);
  clear_flag(instance, flag_touched);
  clear_flag(instance, flag_switched);
}

void SessionCore::expunge(Instance& first) {
  if (session_of(first) != this)
    throw UsageError("cannot expunge \"" + first.entity().name + "\": it does not belong to this session");
  std::vector<Instance*> leaving;
  for (auto* instance : reached_by(first, Cascade::expunge))
    if (session_of(*instance) == this) leaving.push_back(instance);
  let_go(leaving);
}

void SessionCore::let_go(const std::vector<Instance*>& instances) {
  for (auto* instance : instances) {
    clear_flag(*instance, flag_doomed);
    clear_flag(*instance, flag_key_made);
    unwatched_.forget(*instance);
    if (instance->state() == State::deleted) set_flag(*instance, flag_gone);
    if (instance->state() == State::persistent) identities_.of(instance->entity()).erase(*instance);
    const bool pending = instance->state() == State::pending;
    if (pending || instance->state() == State::deleted)
      forget_changes(*instance);
    else
      put_down_changes(*instance);
    InstanceAccess::state(*instance) = pending ? State::transient : State::detached;
  }
  auto left = [](Instance* instance) {
    return instance->state() == State::transient || instance->state() == State::detached;
  };
  std::erase_if(added_, left);
  std::erase_if(touched_, left);
  std::erase_if(removed_, left);
  // The marks of savepoints count what was inserted and deleted: places stay, and are passed over when taken back.
}

void SessionCore::give_up_gone(Instance& instance) {
  forget_changes(instance);
  let_go({&instance});
  set_flag(instance, flag_gone);
}

void SessionCore::expunge_all() {
  for (auto* instance : deleted_in_transaction_) set_flag(*instance, flag_gone);
  detach_everything();
  graph_->detach();
  graph_ = &Graph::create();
  graph_->attach(*this);
  if (!streams_.empty()) graph_->begin_nursery();
}

void SessionCore::detach_everything() noexcept {
  graph_->for_each([](Instance& instance) {
    if (instance.state() == State::persistent)
      put_down_changes(instance);
    else if (instance.state() != State::detached)
      drop_extra(instance);
    if (instance.state() == State::pending)
      InstanceAccess::state(instance) = State::transient;
    else if (instance.state() != State::transient)
      InstanceAccess::state(instance) = State::detached;
    InstanceAccess::flags(instance) &= flag_expired | flag_gone | flag_in_part;
  });
  added_.clear();
  touched_.clear();
  removed_.clear();
  inserted_in_transaction_.clear();
  deleted_in_transaction_.clear();
  old_keys_.clear();
  association_log_.clear();
  // The savepoints stay, and have nothing in memory to take back.
  for (auto& mark : marks_) mark = {.number = mark.number};
  identities_.clear();
  unwatched_.clear();
}

}  // namespace weft::detail
