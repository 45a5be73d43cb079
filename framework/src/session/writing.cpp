// SPDX-License-Identifier: MIT
//
// The statements of a flush.
#include <algorithm>

#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/warn.hpp"
#include "session/write_plan.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

constexpr std::size_t rows_at_once = 1000;

/// Cells of many rows, bound row by row in the order that the plan wants.
class BatchRows {
 public:
  explicit BatchRows(const WritePlan& plan) : plan_(plan) {}

  void add(std::span<const Cell> given) {
    for (auto index : plan_.order) cells_.push_back(given[index]);
    ++rows_;
  }
  [[nodiscard]] ParameterRows rows() const { return {cells_, plan_.order.size(), rows_}; }

 private:
  const WritePlan& plan_;
  std::vector<Cell> cells_{};
  std::size_t rows_ = 0;
};

std::string key_text(const MappedEntity& entity, const void* object) {
  std::string text;
  Scratch scratch;
  for (const auto* column : entity.primary_key) {
    Cell cell = column->bind(object, scratch);
    if (!text.empty()) text += ", ";
    text += cell.kind == CellKind::integer ? std::to_string(cell.integer) : '"' + std::string(cell.view()) + '"';
  }
  return text;
}

void copy_column(const MappedColumn& from, const void* source, const MappedColumn& to, void* object) {
  Scratch scratch;
  to.read(from.bind(source, scratch), object);
}

bool is_zero(const MappedColumn& key, const void* object) { return integer_of(key, object) == 0; }

/// True for a new row whose key the database has still to make.
bool waits_for_key(Instance& instance) {
  const MappedColumn* key = instance.entity().generated_key;
  return key && is_zero(*key, instance.object());
}

/// True while the member is as a new object has it.
bool untouched(const MappedColumn& column, const void* object, const void* fresh) {
  return column.ops->equal(column.in(object), column.in(fresh));
}

/// A new object of the entity, to compare with.
class FreshObject {
 public:
  explicit FreshObject(const MappedEntity& entity)
      : entity_(entity), place_(::operator new(entity.object.size, object_alignment)) {
    entity.object.construct(place_);
  }
  FreshObject(const FreshObject&) = delete;
  FreshObject& operator=(const FreshObject&) = delete;
  ~FreshObject() {
    entity_.object.destroy(place_);
    ::operator delete(place_, object_alignment);
  }
  [[nodiscard]] const void* get() const noexcept { return place_; }

 private:
  const MappedEntity& entity_;
  void* place_;
};

/// The next version of a row: one more, for integers.
void advance_version(const MappedColumn& version, void* object) {
  if (version.ops->cell == CellKind::integer)
    version.read(Cell::of(integer_of(version, object) + 1), object);
  else if (version.fill_on_update)
    version.fill_on_update(version.in(object));
}

}  // namespace

void UnitOfWork::run() {
  collect_changes();
  if (inserts_.empty() && updates_.empty() && deletes_.empty() && association_inserts_.empty() &&
      association_deletes_.empty()) {
    session_.removed_.clear();
    return;
  }
  order();
  write_associations(association_deletes_, false);
  insert_all();
  write_deferred();
  update_all(updates_);
  write_associations(association_inserts_, true);
  delete_all();
  settle();
}

/// Keys of related rows into the foreign keys of this one.
void UnitOfWork::copy_keys(Instance& instance) {
  void* object = InstanceAccess::object(instance);
  for (const auto& relationship : instance.entity().relationships) {
    if (relationship.direction != Direction::many_to_one || relationship.view_only) continue;
    Instance* target = RelationAccess::target(relation_of(instance, relationship));
    if (target) {
      const bool later = std::any_of(deferred_.begin(), deferred_.end(), [&](const Deferred& one) {
        return one.instance == &instance && one.relationship == &relationship;
      });
      if (later && target->state() == State::pending) continue;
      if (target == &instance && instance.state() == State::pending && waits_for_key(instance)) {
        deferred_.push_back({&instance, &relationship, &instance});
        continue;
      }
      if (target == &instance && instance.state() == State::pending && instance.entity().generated_key &&
          is_zero(*instance.entity().generated_key, object)) {
        // A new row that refers to itself learns its key from the insert.
        deferred_.push_back({&instance, &relationship, target});
        continue;
      }
      if (target->state() == State::transient)
        throw UsageError("cannot write \"" + instance.entity().name + "\": \"" + relationship.display() +
                         "\" leads to an object that is not in the session\n  add it with session.add(...), or map the "
                         "relationship with the cascade save_update");
      for (const auto& pair : relationship.pairs) copy_column(*pair.remote, target->object(), *pair.local, object);
      continue;
    }
    InstanceExtra* extra = InstanceAccess::extra(instance);
    RelationHistory* history = extra ? extra->history(static_cast<std::uint16_t>(relationship.index)) : nullptr;
    if (!history || relation_of(instance, relationship).load_state() != LoadState::loaded) continue;
    if (history->known && !history->target) continue;
    for (const auto& pair : relationship.pairs) {
      if (!pair.local->ops->nullable)
        throw UsageError("cannot take \"" + relationship.display() + "\" away: its column \"" +
                         instance.entity().name + "::" + pair.local->member +
                         "\" cannot be null\n  give it another one, remove the entity with session.remove(...), or make "
                         "the member std::optional");
      pair.local->ops->read(Cell::null(), pair.local->in(object));
    }
  }
  if (auto links = owner_links_.find(&instance); links != owner_links_.end())
    for (const auto& link : links->second)
      for (const auto& pair : link.relationship->pairs)
        if (link.owner->state() == State::persistent)
          copy_column(*pair.local, link.owner->object(), *pair.remote, object);
}

void UnitOfWork::insert_all() {
  for (std::size_t begin = 0; begin < inserts_.size();) {
    const MappedEntity& entity = inserts_[begin]->entity();
    std::size_t end = begin + 1;
    auto depends_on_batch = [&](Instance& instance) {
      if (!cyclic_.contains(&entity)) return false;
      std::vector<std::pair<Instance*, const MappedRelationship*>> owners;
      owners_of(instance, owners);
      return std::any_of(owners.begin(), owners.end(), [&](const auto& owner) {
        return owner.first->state() == State::pending &&
               (InstanceAccess::flags(*owner.first) & flag_planned) != 0;
      });
    };
    InstanceAccess::flags(*inserts_[begin]) |= flag_planned;
    while (end < inserts_.size() && &inserts_[end]->entity() == &entity && !depends_on_batch(*inserts_[end]))
      InstanceAccess::flags(*inserts_[end++]) |= flag_planned;
    std::span<Instance* const> batch(inserts_.data() + begin, end - begin);
    insert_batch(entity, batch);
    for (auto* instance : batch) InstanceAccess::flags(*instance) &= static_cast<std::uint8_t>(~flag_planned);
    begin = end;
  }
}

void UnitOfWork::insert_batch(const MappedEntity& entity, std::span<Instance* const> batch) {
  const FreshObject fresh(entity);
  const bool has_defaults = std::any_of(entity.columns.begin(), entity.columns.end(), [](const MappedColumn& column) {
    return column.fill_default || column.column->server_default || column.version;
  });
  // Rows go together as long as they write the same columns.
  std::vector<const MappedColumn*> columns;
  std::vector<const MappedColumn*> wanted;
  bool generated = false;
  std::size_t begin = 0;
  for (std::size_t index = 0; index < batch.size(); ++index) {
    Instance& instance = *batch[index];
    void* object = InstanceAccess::object(instance);
    copy_keys(instance);
    const bool makes_key = waits_for_key(instance);
    if (index == 0 || has_defaults || makes_key != generated) {
      wanted.clear();
      for (const auto& column : entity.columns) {
        if (makes_key && &column == entity.generated_key) continue;
        if (has_defaults && untouched(column, object, fresh.get())) {
          if (column.fill_default)
            column.fill_default(column.in(object));
          else if (column.column->server_default)
            continue;
          else if (column.version)
            advance_version(column, object);
        }
        wanted.push_back(&column);
      }
      if (index != 0 && (wanted != columns || makes_key != generated)) {
        insert_group(entity, batch.subspan(begin, index - begin), columns, generated);
        begin = index;
      }
      columns = wanted;
      generated = makes_key;
    }
  }
  insert_group(entity, batch.subspan(begin), columns, generated);
}

void UnitOfWork::insert_group(const MappedEntity& entity, std::span<Instance* const> group,
                              const std::vector<const MappedColumn*>& columns, bool generated) {
  Lease& connection = session_.connection();
  EngineCore& engine = session_.engine();
  const bool returning = generated && engine.capabilities().generated_keys == GeneratedKeys::returning;
  auto plan = insert_plan(engine, entity, columns, returning ? entity.generated_key : nullptr);
  Scratch scratch;
  std::vector<Cell> given(columns.size());
  auto bind = [&](Instance& instance) {
    for (std::size_t index = 0; index < columns.size(); ++index)
      given[index] = columns[index]->bind(instance.object(), scratch);
  };
  if (returning) {
    for (auto* instance : group) {
      bind(*instance);
      BatchRows row(*plan);
      row.add(given);
      auto cursor = connection.query(plan->statement(), row.rows().cells, {});
      Cell key;
      if (cursor->fetch({&key, 1}) == 1) entity.generated_key->read(key, InstanceAccess::object(*instance));
    }
  } else {
    BatchRows rows(*plan);
    for (auto* instance : group) {
      bind(*instance);
      rows.add(given);
    }
    std::vector<std::int64_t> keys(generated ? group.size() : 0);
    connection.execute_batch(plan->statement(), rows.rows(), {}, keys);
    for (std::size_t index = 0; index < keys.size(); ++index)
      entity.generated_key->read(Cell::of(keys[index]), InstanceAccess::object(*group[index]));
  }
  const bool incomplete = columns.size() + (generated ? 1U : 0U) < entity.columns.size();
  EntityIdentities& identities = session_.identities().of(entity);
  for (auto* instance : group) {
    InstanceAccess::state(*instance) = State::persistent;
    identities.insert(*instance);
    session_.inserted_in_transaction_.push_back(instance);
    // What the database filled in is read when it is needed.
    if (incomplete) InstanceAccess::flags(*instance) |= flag_expired;
  }
}

/// Keys that had to wait because two new rows refer to each other.
void UnitOfWork::write_deferred() {
  std::vector<Instance*> instances;
  for (const auto& one : deferred_) {
    if (one.target->state() != State::persistent) continue;
    if (std::find(instances.begin(), instances.end(), one.instance) != instances.end()) continue;
    take_snapshot(*one.instance);
    instances.push_back(one.instance);
  }
  deferred_.clear();
  update_all(instances);
}

void UnitOfWork::update_all(std::span<Instance* const> instances) {
  struct Pending {
    Instance* instance;
    std::vector<const MappedColumn*> columns;
  };
  std::vector<Pending> changes;
  for (auto* instance : instances) {
    copy_keys(*instance);
    auto changed = changed_columns(*instance);
    if (changed.empty()) continue;
    const MappedEntity& entity = instance->entity();
    void* object = InstanceAccess::object(*instance);
    for (const auto& column : entity.columns)
      if (column.fill_on_update && !column.version && std::find(changed.begin(), changed.end(), &column) == changed.end()) {
        column.fill_on_update(column.in(object));
        changed.push_back(&column);
      }
    if (entity.version && std::find(changed.begin(), changed.end(), entity.version) == changed.end()) {
      advance_version(*entity.version, object);
      changed.push_back(entity.version);
    }
    changes.push_back({instance, std::move(changed)});
  }
  if (changes.empty()) return;

  Lease& connection = session_.connection();
  EngineCore& engine = session_.engine();
  for (std::size_t begin = 0; begin < changes.size();) {
    const MappedEntity& entity = changes[begin].instance->entity();
    const auto& columns = changes[begin].columns;
    std::size_t end = begin + 1;
    while (end < changes.size() && end - begin < rows_at_once && &changes[end].instance->entity() == &entity &&
           changes[end].columns == columns)
      ++end;
    std::vector<const MappedColumn*> keys = entity.primary_key;
    if (entity.version) keys.push_back(entity.version);
    auto plan = update_plan(engine, entity, columns, keys);
    BatchRows rows(*plan);
    Scratch scratch;
    std::vector<Cell> given;
    for (std::size_t index = begin; index < end; ++index) {
      given.clear();
      Instance& instance = *changes[index].instance;
      for (const auto* column : columns) given.push_back(column->bind(instance.object(), scratch));
      for (const auto* column : keys) given.push_back(column->bind(identity_object(instance), scratch));
      rows.add(given);
    }
    const bool counted = engine.capabilities().batch_row_counts;
    std::vector<std::int64_t> matched(counted ? end - begin : 0);
    connection.execute_batch(plan->statement(), rows.rows(), matched, {});
    for (std::size_t index = 0; index < matched.size(); ++index) {
      if (matched[index] != 0) continue;
      Instance& instance = *changes[begin + index].instance;
      throw StaleDataError("cannot update \"" + entity.name + "\" with key " +
                           key_text(entity, identity_object(instance)) +
                           ": its row was changed or deleted by somebody else\n"
                           "  roll back, read it again with session.refresh(...), and repeat the change");
    }
    EntityIdentities& identities = session_.identities().of(entity);
    for (std::size_t index = begin; index < end; ++index) {
      Instance& instance = *changes[index].instance;
      // The row is now what the object is; a changed key makes it another identity.
      const bool moved = std::any_of(entity.primary_key.begin(), entity.primary_key.end(), [&](const auto* column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
      });
      if (moved) {
        SessionCore::OldKey former{&instance, {}};
        for (const auto* column : entity.primary_key)
          former.key.emplace_back(column->bind(identity_object(instance), scratch));
        session_.old_keys_.push_back(std::move(former));
        identities.erase(instance);
      }
      InstanceExtra& extra = extra_of(instance);
      for (const auto* column : columns) column->ops->assign(column->in(extra.snapshot), column->in(instance.object()));
      if (moved) identities.insert(instance);
    }
    begin = end;
  }
}

void UnitOfWork::write_associations(const std::vector<AssociationRow>& all, bool insert) {
  Lease* connection = nullptr;
  EngineCore& engine = session_.engine();
  for (std::size_t begin = 0; begin < all.size();) {
    const MappedRelationship& relationship = *all[begin].relationship;
    std::size_t end = begin;
    while (end < all.size() && all[end].relationship == &relationship) ++end;
    std::vector<const TableColumn*> columns;
    for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.association);
    for (const auto& pair : relationship.target_pairs) columns.push_back(pair.association);
    auto plan = insert ? insert_association_plan(engine, *relationship.secondary, columns)
                       : delete_association_plan(engine, *relationship.secondary, columns);
    BatchRows rows(*plan);
    Scratch scratch;
    std::vector<Cell> given;
    std::size_t count = 0;
    for (std::size_t index = begin; index < end; ++index) {
      const auto& row = all[index];
      if (insert && (row.owner->state() != State::persistent || row.target->state() != State::persistent)) continue;
      given.clear();
      for (const auto& pair : relationship.owner_pairs)
        given.push_back(pair.mapped->bind(identity_object(*row.owner), scratch));
      for (const auto& pair : relationship.target_pairs)
        given.push_back(pair.mapped->bind(identity_object(*row.target), scratch));
      rows.add(given);
      ++count;
    }
    begin = end;
    if (count == 0) continue;
    if (!connection) connection = &session_.connection();
    const bool counted = !insert && engine.capabilities().batch_row_counts;
    std::vector<std::int64_t> matched(counted ? count : 0);
    connection->execute_batch(plan->statement(), rows.rows(), matched, {});
    if (std::find(matched.begin(), matched.end(), 0) != matched.end())
      throw StaleDataError("cannot take a row out of \"" + relationship.secondary->name + "\" for \"" +
                           relationship.display() + "\": somebody else did\n  roll back and read the collection again");
  }
}

/// The rows of association tables that name a deleted row go before it.
void UnitOfWork::delete_associations() {
  for (std::size_t begin = 0; begin < deletes_.size();) {
    const MappedEntity& entity = deletes_[begin]->entity();
    std::size_t end = begin;
    while (end < deletes_.size() && &deletes_[end]->entity() == &entity) ++end;
    for (const auto& relationship : entity.relationships) {
      if (relationship.direction != Direction::many_to_many || relationship.view_only || relationship.passive_deletes_all)
        continue;
      std::vector<const TableColumn*> columns;
      for (const auto& pair : relationship.owner_pairs) columns.push_back(pair.association);
      auto plan = delete_association_plan(session_.engine(), *relationship.secondary, columns);
      BatchRows rows(*plan);
      Scratch scratch;
      std::vector<Cell> given;
      for (std::size_t index = begin; index < end; ++index) {
        given.clear();
        for (const auto& pair : relationship.owner_pairs)
          given.push_back(pair.mapped->bind(identity_object(*deletes_[index]), scratch));
        rows.add(given);
      }
      session_.connection().execute_batch(plan->statement(), rows.rows(), {}, {});
    }
    begin = end;
  }
}

void UnitOfWork::delete_all() {
  if (deletes_.empty()) return;
  delete_associations();
  for (std::size_t begin = 0; begin < deletes_.size();) {
    const MappedEntity& entity = deletes_[begin]->entity();
    std::size_t end = begin;
    while (end < deletes_.size() && end - begin < rows_at_once && &deletes_[end]->entity() == &entity) ++end;
    delete_batch(entity, {deletes_.data() + begin, end - begin});
    begin = end;
  }
}

void UnitOfWork::delete_batch(const MappedEntity& entity, std::span<Instance* const> batch) {
  EngineCore& engine = session_.engine();
  std::vector<const MappedColumn*> keys = entity.primary_key;
  if (entity.version) keys.push_back(entity.version);
  auto plan = delete_plan(engine, entity, keys);
  BatchRows rows(*plan);
  Scratch scratch;
  std::vector<Cell> given;
  for (auto* instance : batch) {
    given.clear();
    for (const auto* column : keys) given.push_back(column->bind(identity_object(*instance), scratch));
    rows.add(given);
  }
  const bool counted = engine.capabilities().batch_row_counts;
  std::vector<std::int64_t> matched(counted ? batch.size() : 0);
  session_.connection().execute_batch(plan->statement(), rows.rows(), matched, {});
  for (std::size_t index = 0; index < matched.size(); ++index) {
    if (matched[index] != 0) continue;
    std::string what = "\"" + entity.name + "\" with key " + key_text(entity, identity_object(*batch[index]));
    if (entity.version)
      throw StaleDataError("cannot delete " + what + ": its row was changed or deleted by somebody else\n"
                           "  roll back and read it again");
    warn("the row of " + what + " was gone before it could be deleted");
  }
  EntityIdentities& identities = session_.identities().of(entity);
  for (auto* instance : batch) {
    identities.erase(*instance);
    InstanceAccess::state(*instance) = State::deleted;
    InstanceAccess::flags(*instance) &= static_cast<std::uint8_t>(~flag_doomed);
    session_.deleted_in_transaction_.push_back(instance);
  }
}

/// What was written is the new state to compare with; what the program may still write to stays watched.
void UnitOfWork::settle() {
  for (auto* instance : inserts_) {
    InstanceExtra* extra = InstanceAccess::extra(*instance);
    if (extra) extra->relations.clear();
    if ((InstanceAccess::flags(*instance) & flag_touched) != 0) {
      take_snapshot(*instance);
      session_.touched_.push_back(instance);
    } else if (extra) {
      drop_extra(*instance);
    }
  }
  for (auto* instance : updates_)
    if (InstanceExtra* extra = InstanceAccess::extra(*instance)) extra->relations.clear();
  std::erase_if(session_.touched_, [](Instance* instance) { return instance->state() != State::persistent; });
  session_.added_.clear();
  session_.removed_.clear();
}

}  // namespace weft::detail
