// SPDX-License-Identifier: MIT
//
// One entity by its key: the one that the session holds, or the one that its row becomes.
#include <algorithm>

#include "loading/criteria.hpp"
#include "loading/select_run.hpp"
#include "session/refreshing.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

class First final : public RowSink {
 public:
  void row(const RowView& row) override { found = row.entity(0); }
  Instance* found = nullptr;
};

void require_key_of(const MappedEntity& entity, std::span<const Value> key) {
  if (key.size() != entity.primary_key.size())
    throw UsageError("cannot get \"" + entity.name + "\": its key has " + std::to_string(entity.primary_key.size()) +
                     " columns, " + std::to_string(key.size()) + " values were given");
  if (entity.integer_key && key.front().kind() != CellKind::integer)
    throw UsageError("cannot get \"" + entity.name + "\": its key \"" + entity.primary_key.front()->member +
                     "\" is an integer, and what was given is none\n  convert it:  session.get<" + entity.name + ">(std::stoll(text))");
}

/// Enumerators that the key's column calls by name are numbers in the program.
std::vector<Value> as_stored(const MappedEntity& entity, std::span<const Value> key) {
  std::vector<Value> stored(key.begin(), key.end());
  for (std::size_t part = 0; part < stored.size(); ++part)
    for (const auto& [number, name] : entity.primary_key[part]->names)
      if (key[part].kind() == CellKind::integer && key[part].cell().integer == number) stored[part] = Value::text(std::string(name));
  return stored;
}

/// The instance with the key, or null where it is of another kind, or about to go.
Instance* wanted(Instance& known, const MappedEntity& entity) {
  const bool stays = known.state() == State::persistent && !(InstanceAccess::flags(known) & flag_doomed);
  return stays && known.entity().is(entity) ? &known : nullptr;
}

/// Whether the database has nothing to add to an instance with the key.
bool read_already(Instance& known, const MappedEntity& entity) {
  return !wanted(known, entity) || !InstanceAccess::expired(known);
}

}  // namespace

// What a flush writes may be what is asked for, or may let go of it: whoever flushes looks again.

KeyLookup& SessionCore::lookup_of(const MappedEntity& entity) {
  if (last_lookup_ && &last_lookup_->entity() == &entity) return *last_lookup_;
  auto place = lookups_.find(&entity);
  if (place == lookups_.end()) place = lookups_.emplace(&entity, std::make_unique<KeyLookup>(*this, entity)).first;
  last_lookup_ = place->second.get();
  return *last_lookup_;
}

Instance* SessionCore::get(const MappedEntity& entity, std::int64_t key) {
  entity.configured();
  const auto query = [&] {
    const Value value(key);
    return query_by_key(entity, {&value, 1}, {});
  };
  if (!entity.integer_key) {
    const Value value(key);
    return get(entity, {&value, 1}, {});
  }
  Instance* known = identities_.of(entity).find(key);
  if ((!known || !read_already(*known, entity)) && autoflush()) known = identities_.of(entity).find(key);
  if (known) return read_already(*known, entity) ? wanted(*known, entity) : query();
  KeyLookup& lookup = lookup_of(entity);
  return lookup.works() ? lookup.read(key, identities_.of(entity)) : query();
}

Instance* SessionCore::get(const MappedEntity& entity, std::span<const Value> given,
                           const std::vector<LoadOption>& options) {
  entity.configured();
  if (std::any_of(given.begin(), given.end(), [](const Value& part) { return part.is_null(); })) return nullptr;
  require_key_of(entity, given);
  const std::vector<Value> key = as_stored(entity, given);
  if (entity.integer_key && options.empty()) return get(entity, key.front().cell().integer);
  std::string bytes;
  for (const auto& value : key) append_key(value.cell(), bytes);
  const auto find = [&] {
    const EntityIdentities& identities = identities_.of(entity);
    return entity.integer_key ? identities.find(key.front().cell().integer) : identities.find(bytes);
  };
  Instance* known = find();
  if ((!known || !read_already(*known, entity)) && autoflush()) known = find();
  return known && read_already(*known, entity) ? wanted(*known, entity) : query_by_key(entity, key, options);
}

Instance* SessionCore::query_by_key(const MappedEntity& entity, std::span<const Value> key,
                                    const std::vector<LoadOption>& options) {
  check_roots(options, {&entity});
  const LoadNodePtr node = weft::detail::node_of(options, entity);
  std::vector<SelectRun> run;
  run.emplace_back(*this, under_criteria(select_by_primary_key(entity, {key.begin(), key.end()}), *node), node,
                   RelationshipPath(entity));
  First first;
  run.front().execute(first);
  SelectRun::after_load(*this, run);
  return first.found;
}

}  // namespace weft::detail
