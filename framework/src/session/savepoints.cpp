// SPDX-License-Identifier: MIT
//
// Taking back: the whole transaction, or what happened since a savepoint began.
#include <algorithm>

#include "loading/context_state.hpp"
#include "session/fresh_object.hpp"
#include "session/instance_flags.hpp"
#include "session/key_values.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string name_of(std::uint32_t number) { return "weft_" + std::to_string(number); }

/// The collections that show this instance as far as its foreign keys tell are read again.
void unload_collections_with(Instance& instance) {
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || !relationship.back) continue;
    Instance* owner = target_in_memory(instance, relationship);
    if (owner && owner->state() == State::persistent) unload(*owner, *relationship.back);
  }
}

/// True for a loaded collection in which the instance, whose row is there again, should be and is not.
bool lacks(Instance& owner, const MappedRelationship& relationship, Instance& restored) {
  if (!restored.entity().is(*relationship.target)) return false;
  Relation& relation = relation_of(owner, relationship);
  if (relation.load_state() == LoadState::unloaded) return false;
  if (relationship.to_one() ? RelationAccess::target(relation) == &restored
                            : RelationAccess::items(relation) && RelationAccess::items(relation)->contains(&restored))
    return false;
  return std::all_of(relationship.pairs.begin(), relationship.pairs.end(), [&](const ColumnPair& pair) {
    return same_value(*pair.local, owner.object(), *pair.remote, restored.object());
  });
}

bool leads_to_transient(Instance& instance, const MappedRelationship& relationship) {
  Relation& relation = relation_of(instance, relationship);
  if (relation.load_state() == LoadState::unloaded) return false;
  auto transient = [](const Instance* one) { return one && one->state() == State::transient; };
  if (relationship.to_one()) return transient(RelationAccess::target(relation));
  const Items* items = RelationAccess::items(relation);
  return items && std::any_of(items->members.begin(), items->members.end(), transient);
}

}  // namespace

void SessionCore::rollback() {
  failure_.clear();
  end_streams(0, "its transaction was rolled back");
  lease_ = {};
  end_savepoints(0, Ending::undone_by_rollback);
  take_back_rows({});
  for (auto* instance : touched_) restore_key(*instance);
  end_transaction(AfterTransaction::expired);
  listeners_.tell_after(SessionMoment::after_rollback);
}

std::uint32_t SessionCore::begin_savepoint() {
  flush();
  Lease& connection = this->connection();
  if (!engine_->capabilities().savepoints)
    throw UsageError("cannot begin a savepoint: this database has none\n  commit or roll back the whole transaction");
  const std::uint32_t number = savepoints_ + 1;
  marks_.reserve(marks_.size() + 1);
  ended_.reserve(ended_.size() + marks_.size() + 1);  // ending them must not fail
  connection.savepoint(name_of(number));
  savepoints_ = number;
  marks_.push_back({.number = number,
                    .inserted = inserted_in_transaction_.size(),
                    .deleted = deleted_in_transaction_.size(),
                    .old_keys = old_keys_.size(),
                    .associations = association_log_.size()});
  return number;
}

void SessionCore::commit_savepoint(std::uint32_t number) {
  require_usable();
  auto found = std::find_if(marks_.begin(), marks_.end(), [&](const auto& mark) { return mark.number == number; });
  if (found == marks_.end()) throw_ended(number);
  const auto first = static_cast<std::size_t>(found - marks_.begin());
  flush();
  connection().release_savepoint(name_of(number));
  for (std::size_t inner = first + 1; inner < marks_.size(); ++inner)
    ended_.push_back({marks_[inner].number, Ending::kept_by_outer});
  // What the savepoint around it has not kept itself, it has to keep from now on.
  while (marks_.size() > first) {
    SavepointMark over = std::move(marks_.back());
    marks_.pop_back();
    if (marks_.empty()) break;
    SavepointMark& outer = marks_.back();
    outer.statements = outer.statements || over.statements;
    outer.forgotten.insert(outer.forgotten.end(), over.forgotten.begin(), over.forgotten.end());
    for (auto& kept : over.kept) {
      const InstanceExtra* extra = InstanceAccess::extra(*kept.instance);
      if (extra && extra->watched_since < outer.number && kept.kept_before < outer.number)
        outer.kept.push_back(std::move(kept));
    }
  }
}

void SessionCore::rollback_savepoint(std::uint32_t number) {
  std::erase_if(ended_, [&](const EndedSavepoint& one) { return one.number == number; });
  auto found = std::find_if(marks_.begin(), marks_.end(), [&](const auto& mark) { return mark.number == number; });
  if (found == marks_.end() || !lease_ || !lease_.in_transaction()) return;
  end_streams(number, "it was opened inside of a savepoint, which was rolled back");
  try {
    lease_.rollback_to_savepoint(name_of(number));
    lease_.release_savepoint(name_of(number));
  } catch (const std::exception& error) {
    end_savepoints(0, Ending::undone_by_rollback);
    fail(error.what());
    throw;
  }
  failure_.clear();
  const auto place = static_cast<std::size_t>(found - marks_.begin());
  const std::vector<Instance*> restored = take_back_rows(*found);
  take_back_watched(place);
  unload_taken_back(restored);
  end_savepoints(place + 1, Ending::undone_by_outer);
  marks_.pop_back();
}

void SessionCore::end_savepoints(std::size_t first, Ending how) noexcept {
  for (std::size_t index = first; index < marks_.size(); ++index) ended_.push_back({marks_[index].number, how});
  if (first < marks_.size()) marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(first), marks_.end());
}

void SessionCore::throw_ended(std::uint32_t number) const {
  auto ended = std::find_if(ended_.begin(), ended_.end(), [&](const EndedSavepoint& one) { return one.number == number; });
  const Ending how = ended == ended_.end() ? Ending::undone_by_rollback : ended->how;
  const std::string what = "cannot commit a savepoint: ";
  const char* undone = "\n  what was done inside is undone: do it again in a new one";
  switch (how) {
    case Ending::kept_by_outer:
      throw UsageError(what + "the one around it was committed, and this one with it\n  end the inner one first");
    case Ending::undone_by_outer:
      throw UsageError(what + "the one around it was rolled back, and this one with it" + undone);
    case Ending::kept_by_commit:
      throw UsageError(what + "its transaction was committed, and this one with it\n  end it before the transaction ends");
    case Ending::undone_by_rollback: break;
  }
  throw UsageError(what + "its transaction was rolled back, and this one with it" + undone);
}

/// Entities that were new or deleted, and keys that were changed, are again what they were at the mark.
std::vector<Instance*> SessionCore::take_back_rows(const SavepointMark& mark) {
  std::vector<Instance*> restored;
  take_back_links(mark.inserted);
  take_back_references(mark.inserted);
  for (std::size_t index = mark.inserted; index < inserted_in_transaction_.size(); ++index) {
    Instance& instance = *inserted_in_transaction_[index];
    if (instance.state() == State::detached) continue;  // the session let it go
    if (instance.state() == State::persistent) identities_.of(instance.entity()).erase(instance);
    if (has_flag(instance, flag_key_made))
      instance.entity().generated_key->read(Cell::of(std::int64_t{0}), InstanceAccess::object(instance));
    if (const MappedColumn* version = instance.entity().version; version && version->next_version)
      version->ops->assign(version->in(InstanceAccess::object(instance)), version->in(FreshObject(instance.entity()).get()));
    forget_changes(instance);
    unwatched_.forget(instance);
    clear_flag(instance, flag_doomed);
    clear_flag(instance, flag_expired);
    clear_flag(instance, flag_key_made);
    InstanceAccess::state(instance) = State::transient;
  }
  inserted_in_transaction_.resize(std::min(mark.inserted, inserted_in_transaction_.size()));
  for (auto* instance : added_) {
    forget_changes(*instance);
    InstanceAccess::state(*instance) = State::transient;
  }
  added_.clear();
  for (std::size_t index = mark.deleted; index < deleted_in_transaction_.size(); ++index) {
    Instance& instance = *deleted_in_transaction_[index];
    clear_flag(instance, flag_gone);
    if (instance.state() != State::deleted) continue;
    InstanceAccess::state(instance) = State::persistent;
    identities_.of(instance.entity()).insert(instance);
    if (has_flag(instance, flag_touched)) touched_.push_back(&instance);
    expire_one(instance);
    restored.push_back(&instance);
  }
  deleted_in_transaction_.resize(std::min(mark.deleted, deleted_in_transaction_.size()));
  for (auto* instance : removed_) clear_flag(*instance, flag_doomed);
  removed_.clear();
  std::erase_if(touched_, [](Instance* instance) { return instance->state() != State::persistent; });
  while (old_keys_.size() > mark.old_keys) {
    OldKey& old = old_keys_.back();
    if (old.instance->state() == State::persistent) {
      EntityIdentities& identities = identities_.of(old.instance->entity());
      identities.erase(*old.instance);
      InstanceExtra* extra = InstanceAccess::extra(*old.instance);
      for (std::size_t index = 0; index < old.key.size(); ++index) {
        const MappedColumn& column = *old.instance->entity().primary_key[index];
        column.read(old.key[index].cell(), InstanceAccess::object(*old.instance));
        if (extra && extra->snapshot) column.read(old.key[index].cell(), extra->snapshot);
      }
      identities.insert(*old.instance);
    }
    old_keys_.pop_back();
  }
  association_log_.resize(std::min(mark.associations, association_log_.size()));
  return restored;
}

/// What was watched before the savepoint stays watched, with the values that its row has now: the program may
/// hold what `modify()` returned. What was first changed inside is read again when it is used.
void SessionCore::take_back_watched(std::size_t first) {
  const std::uint32_t number = marks_[first].number;
  const std::uint32_t outer = first == 0 ? 0 : marks_[first - 1].number;
  bool statements = false;
  for (std::size_t index = marks_.size(); index > first; --index) {
    SavepointMark& mark = marks_[index - 1];
    statements = statements || mark.statements;
    for (auto* instance : mark.forgotten) {
      if (instance->state() != State::persistent) continue;
      if (has_flag(*instance, flag_touched)) {
        extra_of(*instance).written_in = number;  // it is watched anew, and was written before that
        continue;
      }
      unload_collections_with(*instance);
      expire_one(*instance);
    }
    for (auto kept = mark.kept.rbegin(); kept != mark.kept.rend(); ++kept) {
      InstanceExtra* extra = InstanceAccess::extra(*kept->instance);
      if (kept->instance->state() != State::persistent || !extra || !extra->snapshot) continue;
      assign_columns(kept->instance->entity(), extra->snapshot, kept->row.object());
      extra->kept_in = kept->kept_before;
    }
  }
  for (auto* instance : touched_) {
    InstanceExtra& extra = extra_of(*instance);
    const bool changed = extra.written_in >= number || !extra.relations.empty() || columns_changed(*instance) ||
                         has_flag(*instance, flag_expired);
    if (extra.watched_since < number && !changed) continue;
    unload_collections_with(*instance);
    extra.relations.clear();
    extra.owners.clear();
    assign_columns(instance->entity(), InstanceAccess::object(*instance), extra.snapshot);
    if (changed) expire_one(*instance);
    if (extra.watched_since >= number) {
      forget_changes(*instance);
      unwatched_.expect_unchanged(*instance);
    } else {
      clear_flag(*instance, flag_expired);
      extra.written_in = outer;
    }
    unload_collections_with(*instance);
  }
  std::erase_if(touched_, [](Instance* instance) { return !has_flag(*instance, flag_touched); });
  if (statements)
    graph_->for_each([&](Instance& instance) {
      if (instance.state() != State::persistent) return;
      if (has_flag(instance, flag_touched))
        expire_watched(instance);
      else
        expire_one(instance);
    });
}

/// Nothing that is loaded shows entities that are no longer there, or lacks those that are there again.
void SessionCore::unload_taken_back(const std::vector<Instance*>& restored) {
  graph_->for_each([&](Instance& instance) {
    if (instance.state() != State::persistent) return;
    for (const auto& relationship : instance.entity().relationships) {
      const bool incomplete = std::any_of(restored.begin(), restored.end(),
                                          [&](Instance* one) { return lacks(instance, relationship, *one); });
      if (incomplete || leads_to_transient(instance, relationship)) unload(instance, relationship);
    }
  });
}

void SessionCore::stop_watching(Instance& instance) {
  restore_key(instance);
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (extra && !marks_.empty() && extra->written_in >= marks_.front().number) marks_.back().forgotten.push_back(&instance);
  forget_changes(instance);
}

/// What is read again is found by the key that its row has.
void SessionCore::restore_key(Instance& instance) noexcept {
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra || !extra->snapshot) return;
  for (const auto* column : instance.entity().primary_key)
    column->ops->assign(column->in(InstanceAccess::object(instance)), column->in(static_cast<const void*>(extra->snapshot)));
}

void SessionCore::note_statement() noexcept {
  if (!marks_.empty()) marks_.back().statements = true;
}

void SessionCore::note_written(Instance& instance) {
  if (marks_.empty()) return;
  keep(instance);
  InstanceExtra& extra = extra_of(instance);
  const std::uint32_t number = marks_.back().number;
  if (extra.watched_since < number && extra.kept_in < number) {
    marks_.back().kept.push_back({&instance, RowCopy(instance.entity(), extra.snapshot), extra.kept_in});
    extra.kept_in = number;
  }
  extra.written_in = number;
}

void SessionCore::forget_key(Instance& instance) {
  keep(instance);
  OldKey former{&instance, {}};
  Scratch scratch;
  for (const auto* column : instance.entity().primary_key)
    former.key.emplace_back(column->bind(identity_object(instance), scratch));
  old_keys_.push_back(std::move(former));
  identities_.of(instance.entity()).erase(instance);
}

}  // namespace weft::detail
