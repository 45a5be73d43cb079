// SPDX-License-Identifier: MIT
//
// Merging without loading: what is given is the row, and what becomes of it has no changes.
#include "loading/load_batch.hpp"
#include "session/instance_flags.hpp"
#include "session/merging.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "session/undoing.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

[[noreturn]] void throw_not_clean(const std::string& what, std::string_view why, std::string_view remedy) {
  throw UsageError("cannot merge " + what + " without loading: " + std::string(why) + "\n  " + std::string(remedy));
}

void copy_value(const MappedColumn& from, Instance& source, const MappedColumn& to, Instance& destination) {
  Scratch scratch;
  to.read(from.bind(source.object(), scratch), InstanceAccess::object(destination));
}

/// What was made together is refreshed together.
class NewBatches {
 public:
  NewBatches() = default;
  NewBatches(const NewBatches&) = delete;
  NewBatches& operator=(const NewBatches&) = delete;
  ~NewBatches() {
    for (const auto& [entity, batch] : batches_) release(*batch);
  }
  void add(Instance& instance) {
    LoadBatch*& batch = batches_[&instance.entity()];
    if (!batch) {
      batch = new LoadBatch;
      batch->uses = 1;
    }
    join_batch(*batch, instance);
  }

 private:
  tsl::robin_map<const MappedEntity*, LoadBatch*> batches_{};
};

}  // namespace

void Merging::require_clean() const {
  for (const auto& one : given_) {
    Instance* instance = one.instance;
    const std::string name = '"' + one.entity->name + '"';
    if (instance && instance->state() == State::pending)
      throw_not_clean(name, "it is pending, and has no row yet", "flush it where it is first");
    if (!one.keyed) throw_not_clean(name, "it has no key", "give it one, or merge it with loading");
    if (!instance) continue;
    if (instance->state() == State::deleted || has_flag(*instance, flag_gone))
      throw_not_clean(row_text(*instance), "its row was deleted", "merge it with loading, which makes a new one of it");
    if (SessionCore* session = session_of(*instance); session && session->modified(*instance))
      throw_not_clean(row_text(*instance), "it has changes that were not flushed", "flush it where it is first");
  }
}

/// Changes of what the session holds are overwritten, and those of relationships that are not given are loaded again.
void Merging::drop_changes() {
  for (const auto& one : given_) {
    if (one.same()) continue;
    session_.unwatched().forget(*one.merged);
    undo_all_links(*one.merged);
    if (InstanceExtra* extra = InstanceAccess::extra(*one.merged)) extra->owners.clear();
  }
}

/// As if it had been loaded.
void Merging::attach(Instance& merged, const MappedRelationship& relationship, const Instances& wanted) const {
  unload(merged, relationship);
  attach_loaded(merged, relationship, wanted);
  if (relationship.view_only) return;
  for (auto* one : wanted) {
    for (const auto& pair : relationship.pairs) {
      if (relationship.direction == Direction::many_to_one)
        copy_value(*pair.remote, *one, *pair.local, merged);
      else
        copy_value(*pair.local, merged, *pair.remote, *one);
    }
  }
}

void Merging::settle() {
  NewBatches batches;
  for (const auto& one : given_) {
    Instance& merged = *one.merged;
    if (InstanceExtra* extra = InstanceAccess::extra(merged); extra && extra->snapshot)
      assign_columns(*one.entity, extra->snapshot, merged.object());
    if (one.fresh) {
      batches.add(merged);
      one.entity->hooks.run(Moment::after_load, InstanceAccess::object(merged));
    }
    session_.unwatched().expect_unchanged(merged);
  }
}

}  // namespace weft::detail
