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

bool is_integer(TypeKind kind) noexcept {
  return kind == TypeKind::int16 || kind == TypeKind::int32 || kind == TypeKind::int64;
}

/// Databases would convert what is of another form, each in its own way: to some, 'x' is 0.
void require_form(const MappedEntity& entity, const MappedColumn& column, const Value& given) {
  if (!column.names.empty()) return;  // an enumerator, by its number or by its name
  const TypeKind kind = column.column->type.kind;
  const bool integer = given.kind() == CellKind::integer;
  const std::string what = "cannot get \"" + entity.name + "\": its key \"" + column.member;
  if (is_integer(kind) && !integer)
    throw UsageError(what + "\" is an integer, and what was given is none\n  convert it:  session.get<" + entity.name +
                     ">(std::stoll(text))");
  if (kind == TypeKind::text && integer)
    throw UsageError(what + "\" is a text, and what was given is a number\n  convert it:  session.get<" + entity.name +
                     ">(std::to_string(number))");
}

/// Whether rows can have the key: some databases make an error of a number that is out of its column's range.
bool within_range(const MappedEntity& entity, const std::vector<Value>& key) noexcept {
  for (std::size_t part = 0; part < key.size(); ++part)
    if (key[part].kind() == CellKind::integer && !range_of(*entity.primary_key[part]).has(key[part].cell().integer)) return false;
  return true;
}

void require_key_of(const MappedEntity& entity, std::span<const Value> key) {
  if (key.size() != entity.primary_key.size())
    throw UsageError("cannot get \"" + entity.name + "\": its key has " + std::to_string(entity.primary_key.size()) +
                     " columns, " + std::to_string(key.size()) + " values were given");
  for (std::size_t part = 0; part < key.size(); ++part) require_form(entity, *entity.primary_key[part], key[part]);
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
  const auto query = [&]() -> Instance* {
    if (!range_of(*entity.primary_key.front()).has(key)) return nullptr;
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
  for (std::size_t part = 0; part < key.size(); ++part) append_key(*entity.primary_key[part], key[part].cell(), bytes);
  const auto find = [&] {
    const EntityIdentities& identities = identities_.of(entity);
    return entity.integer_key ? identities.find(key.front().cell().integer) : identities.find(bytes);
  };
  Instance* known = find();
  if ((!known || !read_already(*known, entity)) && autoflush()) known = find();
  if (known && read_already(*known, entity)) return wanted(*known, entity);
  return within_range(entity, key) ? query_by_key(entity, key, options) : nullptr;
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
