// SPDX-License-Identifier: MIT
#include "session/merging.hpp"

#include <tsl/robin_set.h>

#include <algorithm>
#include <string>

#include "loading/deferred_columns.hpp"
#include "loading/hydrator.hpp"
#include "session/instance_flags.hpp"
#include "session/kind_reading.hpp"
#include "session/refreshing.hpp"
#include "session/row_text.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/session/session.hpp"

namespace weft::detail {
namespace {

bool has_row(const Instance& instance) noexcept {
  return instance.state() != State::transient && instance.state() != State::pending;
}

bool is_foreign(const MappedColumn& column) {
  const auto& keys = column.entity->table.foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column.column) != key.columns.end();
  });
}

/// A key that the database makes, or that comes from a relationship, is not there yet while it is nothing.
bool key_given(const MappedEntity& entity, const void* object) {
  Scratch scratch;
  return std::all_of(entity.primary_key.begin(), entity.primary_key.end(), [&](const MappedColumn* column) {
    const Cell cell = column->bind(object, scratch);
    if (cell.is_null()) return false;
    if (column != entity.generated_key && !is_foreign(*column)) return true;
    return cell.kind == CellKind::integer ? cell.integer != 0 : !cell.view().empty();
  });
}

/// Equal for objects of one entity type with the same key.
std::string key_bytes(const MappedEntity& entity, const void* object) {
  const MappedEntity* address = &entity;
  std::string key(reinterpret_cast<const char*>(&address), sizeof address);
  key_of(entity.primary_key, object, key);
  return key;
}

}  // namespace

Instance& SessionCore::merge(const MappedEntity& entity, const void* object, Instance* given,
                             const MergeOptions& options) {
  require_usable();
  return Merging(*this, options).run(entity.configured(), object, given);
}

Instance& Merging::run(const MappedEntity& entity, const void* object, Instance* given) {
  const SessionCore::Loading loading(session_);
  note(entity, object, given);
  walk();
  if (!load_) require_clean();
  find();
  if (load_ && has_to_read()) {
    session_.autoflush();
    find();
  }
  const NoAutoflush held(session_);
  if (load_) read();
  for (const auto& one : given_) check_version(one);
  make_missing();
  if (!load_) drop_changes();
  for (const auto& one : given_) copy_columns(one);
  if (load_) load_replaced();
  for (const auto& one : given_) copy_relationships(one);
  if (!load_) settle();
  return *given_.front().merged;
}

bool Merging::Given::knows(const MappedColumn& column) const {
  if (instance && column.index >= columns_read(*instance)) return false;
  if (is_missing(column, object)) return false;
  if (!expired()) return true;
  const InstanceExtra* extra = InstanceAccess::extra(*instance);
  return extra && extra->snapshot && !column.ops->equal(column.in(object), column.in(static_cast<const void*>(extra->snapshot)));
}

std::size_t Merging::note(const MappedEntity& entity, const void* object, Instance* instance) {
  const auto [place, is_new] = places_.try_emplace(object, given_.size());
  if (is_new) {
    Given& one = given_.emplace_back();
    one.entity = &entity;
    one.object = object;
    one.instance = instance;
    one.keyed = (instance && has_row(*instance)) || key_given(entity, one.key_object());
  }
  return place->second;
}

void Merging::walk() {
  Instances members;
  for (std::size_t index = 0; index < given_.size(); ++index) {
    for (const auto& relationship : given_[index].entity->relationships) {
      if (!says(given_[index], relationship)) continue;
      members.clear();
      members_of(given_[index], relationship, members);
      const bool decides = !relationship.view_only;
      if (decides && relationship.direction == Direction::many_to_one)
        for (const auto& pair : relationship.pairs) given_[index].linked.push_back(pair.local);
      for (auto* member : members) {
        const std::size_t place = note(member->entity(), member->object(), member);
        if (decides && relationship.direction == Direction::one_to_many)
          for (const auto& pair : relationship.pairs) given_[place].linked.push_back(pair.remote);
      }
    }
  }
}

void Merging::find() {
  for (auto& one : given_) {
    const bool here = one.instance && session_of(*one.instance) == &session_ && one.instance->state() != State::deleted;
    one.merged = here        ? one.instance
                 : one.keyed ? session_.identities().of(*one.entity).find_like(one.key_object())
                             : nullptr;
    if (one.merged && &one.merged->entity() != one.entity)
      throw UsageError("cannot merge a \"" + one.entity->name + "\": the session holds its row as " + row_text(*one.merged));
    if (one.merged && has_flag(*one.merged, flag_doomed))
      throw UsageError("cannot merge " + row_text(*one.merged) +
                       ": the session is about to delete its row\n  take that back first with session.add(...), or "
                       "flush it: then the merge makes a new one");
  }
}

bool Merging::has_to_read() const {
  return std::any_of(given_.begin(), given_.end(), [](const Given& one) {
    if (one.same()) return false;
    if (!one.merged) return one.keyed;
    if (InstanceAccess::expired(*one.merged)) return true;
    const auto& relationships = one.entity->relationships;
    return std::any_of(relationships.begin(), relationships.end(),
                       [&](const MappedRelationship& relationship) { return needs_loading(one, relationship); });
  });
}

void Merging::read() {
  std::vector<std::pair<const MappedEntity*, std::vector<Value>>> missing;
  tsl::robin_set<std::string> asked;
  Instances expired;
  Scratch scratch;
  for (const auto& one : given_) {
    if (one.merged && !one.same() && InstanceAccess::expired(*one.merged)) expired.push_back(one.merged);
    if (one.merged || !one.keyed || !asked.insert(key_bytes(*one.entity, one.key_object())).second) continue;
    auto place = std::find_if(missing.begin(), missing.end(), [&](const auto& keys) { return keys.first == one.entity; });
    if (place == missing.end()) place = missing.insert(missing.end(), {one.entity, {}});
    for (const auto* column : one.entity->primary_key)
      place->second.emplace_back(column->bind(one.key_object(), scratch));
  }
  for (const auto& [entity, keys] : missing) read_by_key(session_, *entity, keys);
  if (!expired.empty()) refresh_all(session_, expired);
  for (auto& one : given_) {
    if (!one.merged && one.keyed) one.merged = session_.identities().of(*one.entity).find_like(one.key_object());
    if (one.merged && !one.same() && InstanceAccess::expired(*one.merged)) throw_row_gone("merge", *one.merged);
    if (one.merged && InstanceAccess::in_part(*one.merged)) read_whole(*one.merged, *one.entity);
    if (!one.merged && one.expired()) throw_row_gone("merge", *one.instance);
  }
}

void Merging::check_version(const Given& given) const {
  const MappedColumn* version = given.entity->version;
  if (!version || !given.merged || given.same() || !given.knows(*version)) return;
  if (given.merged->state() != State::persistent || InstanceAccess::expired(*given.merged)) return;
  const void* row = identity_object(*given.merged);
  if (version->ops->equal(version->in(given.object), version->in(row))) return;
  Scratch scratch;
  throw StaleDataError("cannot merge " + row_text(*given.merged) + ": its row was changed since what is given was read\n  " +
                       "given  " + given.entity->name + "::" + version->member + " is " +
                       cell_text(version->bind(given.object, scratch)) + "\n  row    " + given.entity->name +
                       "::" + version->member + " is " + cell_text(version->bind(row, scratch)) +
                       "\n  read it again, and repeat the change on what is there now");
}

void Merging::make_missing() {
  // Several given ones may be the same row.
  tsl::robin_map<std::string, Instance*> made;
  for (auto& one : given_) {
    if (one.merged) continue;
    if (!one.keyed) {
      make(one);
      continue;
    }
    const auto [place, is_new] = made.try_emplace(key_bytes(*one.entity, one.key_object()), nullptr);
    if (is_new) {
      make(one);
      place.value() = one.merged;
    }
    one.merged = place->second;
  }
}

void Merging::make(Given& given) {
  const MappedEntity& entity = *given.entity;
  Instance& instance = session_.graph().make(entity);
  given.fresh = true;
  given.merged = &instance;
  bind_relations(instance, load_ ? LoadState::loaded : LoadState::unloaded);
  assign_columns(entity, InstanceAccess::object(instance), given.object);
  if (load_) return session_.add(instance);
  InstanceAccess::state(instance) = State::persistent;
  if (given.expired()) set_flag(instance, flag_expired);
  session_.identities().of(entity).insert(instance);
}

void Merging::copy_columns(const Given& given) {
  if (given.fresh || given.same()) return;
  void* object = InstanceAccess::object(*given.merged);
  bool watched = false;
  for (const auto& column : given.entity->columns) {
    if (&column == given.entity->discriminator || !given.knows(column)) continue;
    if (column.ops->equal(column.in(given.object), column.in(static_cast<const void*>(object)))) continue;
    if (load_) {
      const auto& linked = given.linked;
      if (column.version || std::find(linked.begin(), linked.end(), &column) != linked.end()) continue;
      if (!std::exchange(watched, true)) session_.touch(*given.merged);
    }
    column.ops->assign(column.in(object), column.in(given.object));
  }
  if (!load_ && !given.expired()) clear_flag(*given.merged, flag_expired);
}

}  // namespace weft::detail
