// SPDX-License-Identifier: MIT
//
// What the members `Ref`, `List`, `Set` and `Dict` call.
#include "weft/session/relation.hpp"

#include <tsl/robin_set.h>

#include <algorithm>
#include <optional>
#include <span>

#include "session/linking.hpp"
#include "session/queued_links.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"
#include "weft/session/session.hpp"

namespace weft::detail {
namespace {

const MappedRelationship& relationship_of(const Relation& relation) {
  return relation.owner()->entity().relationships[relation.index()];
}

Instance& owner_of(Relation& relation) noexcept { return *RelationAccess::owner(relation); }

/// A collection of a plain value owns handles and knows no other side.
void add_unbound(Relation& collection, std::size_t position, Instance& item) {
  Items& items = writable(collection);
  InstanceAccess::retain(item);
  position = std::min(position, items.members.size());
  items.members.insert(items.members.begin() + static_cast<std::ptrdiff_t>(position), &item);
  index_added(items, item);
  RelationAccess::state(collection) = LoadState::loaded;
}

void erase_unbound(Relation& collection, std::size_t position) {
  Items& items = writable(collection);
  Instance* item = items.members[position];
  erase_at(items, position);
  InstanceAccess::release(*item);
}

void ensure_loaded(Relation& relation) {
  if (relation.owner() && relation.load_state() == LoadState::unloaded)
    load_relation(owner_of(relation), relationship_of(relation));
}

bool has_queue(Relation& relation) noexcept {
  const RelationHistory* history = history_of(owner_of(relation), relationship_of(relation));
  return history && !history->queue.empty();
}

/// The same before it is changed: the load must not flush what is on its way, into this collection or, of what is
/// `coming`, from one owner to another.
void ensure_loaded(Relation& relation, std::span<Instance* const> coming) {
  if (!relation.owner() || relation.load_state() != LoadState::unloaded) return;
  std::optional<NoAutoflush> guard;
  if (SessionCore* session = session_of(owner_of(relation));
      session && (has_queue(relation) ||
                  std::any_of(coming.begin(), coming.end(), [](Instance* one) { return between_owners(*one); })))
    guard.emplace(*session);
  ensure_loaded(relation);
}

std::string description(const Relation& relation) {
  return relation.owner() ? "\"" + relationship_of(relation).display() + "\"" : "a collection";
}

}  // namespace

Instance* load_ref(const Relation& ref) {
  auto& relation = const_cast<Relation&>(ref);
  ensure_loaded(relation);
  return RelationAccess::target(relation);
}

void assign_ref(Relation& ref, Instance* target) {
  if (ref.owner()) return set_target(owner_of(ref), relationship_of(ref), target);
  if (target) InstanceAccess::retain(*target);
  Instance* before = std::exchange(RelationAccess::target(ref), target);
  if (before) InstanceAccess::release(*before);
  RelationAccess::state(ref) = LoadState::loaded;
}

Items* items_of(const Relation& collection) {
  auto& relation = const_cast<Relation&>(collection);
  ensure_loaded(relation);
  return RelationAccess::items(relation);
}

void append_item(Relation& collection, Instance& item) {
  if (!collection.owner()) return add_unbound(collection, at_the_end, item);
  link(owner_of(collection), relationship_of(collection), item);
}

void insert_item(Relation& collection, std::size_t position, Instance& item) {
  Instance* const coming = &item;
  ensure_loaded(collection, {&coming, 1});
  const Items* items = RelationAccess::items(collection);
  const std::size_t size = items ? items->members.size() : 0;
  if (position > size) throw_out_of_range(collection, position, size);
  if (!collection.owner()) return add_unbound(collection, position, item);
  link_at(owner_of(collection), relationship_of(collection), item, position);
}

void add_to_set(Relation& collection, Instance& item) {
  if (collection.load_state() != LoadState::unloaded) {
    const Items* items = RelationAccess::items(collection);
    if (items && items->contains(&item)) return;
  } else if (waits(owner_of(collection), relationship_of(collection), item)) {
    return;
  }
  append_item(collection, item);
}

void erase_item(Relation& collection, std::size_t position) {
  if (!collection.owner()) return erase_unbound(collection, position);
  ensure_loaded(collection);
  unlink_at(owner_of(collection), relationship_of(collection), position);
}

bool remove_item(Relation& collection, Instance& item) {
  // What has no row is not in what a load would find.
  if (collection.owner() && item.state() == State::pending &&
      waits(owner_of(collection), relationship_of(collection), item)) {
    unlink(owner_of(collection), relationship_of(collection), item);
    return true;
  }
  ensure_loaded(collection, {});
  const Items* items = RelationAccess::items(collection);
  if (!items || !items->contains(&item)) return false;
  if (collection.owner())
    unlink(owner_of(collection), relationship_of(collection), item);
  else
    erase_unbound(collection, first_position(*items, item));
  return true;
}

void assign_items(Relation& collection, std::vector<Instance*> wanted) {
  if (!collection.owner()) {
    for (auto* item : wanted) InstanceAccess::retain(*item);
    if (Items* old = std::exchange(RelationAccess::items(collection), nullptr)) release(*old);
    writable(collection).members = std::move(wanted);
    RelationAccess::state(collection) = LoadState::loaded;
    return;
  }
  ensure_loaded(collection, wanted);
  Instance& owner = owner_of(collection);
  const MappedRelationship& relationship = relationship_of(collection);
  ItemsPin before(RelationAccess::items(collection));
  const tsl::robin_set<Instance*> kept(wanted.begin(), wanted.end());
  unlink_all_but(owner, relationship, kept);
  for (auto* item : wanted)
    if (!before || !before->contains(item)) link(owner, relationship, *item);
  if (relationship.kind == RelationKind::dict) return;
  Items& items = writable(collection);
  items.members = std::move(wanted);
  index_changed(items);
}

void put_item(Relation& dict, const void* key, const DictKeys& keys, Instance& item) {
  Instance* const coming = &item;
  ensure_loaded(dict, {&coming, 1});
  if (const Items* items = RelationAccess::items(dict); items && items->keys) {
    if (std::size_t place = items->keys->find(key); place != KeyStore::npos) {
      if (items->members[place] == &item) return;
      erase_item(dict, place);
    }
  }
  if (dict.owner()) return link_at(owner_of(dict), relationship_of(dict), item, at_the_end, key);
  Items& items = writable(dict);
  if (!items.keys) items.keys = keys.make_store();
  items.keys->append(key);
  add_unbound(dict, at_the_end, item);
}

void assign_dict(Relation& dict, Items* entries) {
  ItemsPin wanted(entries);
  if (!dict.owner()) {
    Items* held = entries ? with_handles(*entries) : nullptr;
    if (Items* old = std::exchange(RelationAccess::items(dict), held)) release(*old);
    RelationAccess::state(dict) = LoadState::loaded;
    return;
  }
  ensure_loaded(dict, wanted ? std::span<Instance* const>(wanted->members) : std::span<Instance* const>());
  ItemsPin before(RelationAccess::items(dict));
  auto kept = [&](std::size_t place) {
    if (!wanted || !wanted->keys) return false;
    std::size_t other = wanted->keys->find(before->keys->at(place));
    return other != KeyStore::npos && wanted->members[other] == before->members[place];
  };
  if (before)
    for (std::size_t place = 0; place < before->members.size(); ++place)
      if (!kept(place)) unlink(owner_of(dict), relationship_of(dict), *before->members[place]);
  if (wanted)
    for (std::size_t place = 0; place < wanted->members.size(); ++place)
      put_item(dict, wanted->keys->at(place), *relationship_of(dict).keys, *wanted->members[place]);
}

void copy_items(Relation& to, const Relation& from) {
  Items* source = from.load_state() == LoadState::unloaded ? items_of(from) : RelationAccess::items(const_cast<Relation&>(from));
  bool dict = source && source->keys;
  if (dict || (to.owner() && relationship_of(to).kind == RelationKind::dict)) return assign_dict(to, source);
  assign_items(to, source ? source->members : std::vector<Instance*>{});
}

Instance* make_instance(const MappedEntity& entity, void* value) {
  entity.configured();
  Instance& instance = Graph::create().make(entity, value, true);
  InstanceAccess::retain(instance);
  try {
    adopt_relations(instance);
  } catch (...) {
    InstanceAccess::release(instance);
    throw;
  }
  return &instance;
}

void throw_null_handle(std::string_view type) {
  throw UsageError("cannot use an empty handle on \"" + std::string(type) + "\"\n  test it first: if (ptr) ...");
}

void throw_null_reference(const Instance& owner, std::uint16_t relationship) {
  throw UsageError("\"" + owner.entity().relationships[relationship].display() +
                   "\" leads to nothing\n  test it first: if (entity->" +
                   owner.entity().relationships[relationship].name + ") ...");
}

void throw_out_of_range(const Relation& collection, std::size_t position, std::size_t size) {
  throw UsageError("no position " + std::to_string(position) + " in " + description(collection) + ": it holds " +
                   std::to_string(size));
}

void throw_no_such_key(const Relation& dict) {
  throw UsageError("no such key in " + description(dict) + "\n  use find(key) or contains(key) when it may be missing");
}

}  // namespace weft::detail
