// SPDX-License-Identifier: MIT
//
// Rows that take over what other rows give up in the same flush: a whole row, or a value that must be unique.
#include <algorithm>
#include <string>

#include "session/relation_core.hpp"
#include "session/row_order.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"

namespace weft::detail {
namespace {

using ColumnList = std::vector<const MappedColumn*>;

const MappedColumn* mapped(const MappedEntity& entity, const TableColumn& column) {
  for (const auto& one : entity.columns)
    if (one.column == &column) return &one;
  return nullptr;
}

/// The sets of columns in which no two rows of the table may agree.
std::vector<ColumnList> unique_sets(const MappedEntity& entity) {
  std::vector<ColumnList> sets{entity.primary_key};
  for (const auto& column : entity.columns)
    if (column.column->unique) sets.push_back({&column});
  for (const MappedEntity* part = &entity; part; part = part->base)
    for (const auto& index : part->table.indexes) {
      if (!index.unique) continue;
      ColumnList set;
      for (const auto* column : index.columns)
        if (const auto* one = mapped(entity, *column)) set.push_back(one);
      if (set.size() == index.columns.size()) sets.push_back(std::move(set));
    }
  return sets;
}

bool contains(const std::vector<const MappedEntity*>& entities, const MappedEntity& entity) {
  return std::find(entities.begin(), entities.end(), &entity) != entities.end();
}

void note(std::vector<const MappedEntity*>& entities, const MappedEntity& entity) {
  if ((entities.empty() || entities.back() != &entity) && !contains(entities, entity)) entities.push_back(&entity);
}

/// True when the columns of the instance are not what its row has.
bool gives_up(Instance& instance, const ColumnList& set) {
  const void* row = identity_object(instance);
  return row != instance.object() && std::any_of(set.begin(), set.end(), [&](const MappedColumn* column) {
           return !column->ops->equal(column->in(instance.object()), column->in(row));
         });
}

/// Who gives up which unique values, for one type of entity.
class Givers {
 public:
  explicit Givers(const MappedEntity& entity) : sets_(unique_sets(entity)), values_(sets_.size()) {}

  void add(Instance& instance, bool removed) {
    for (std::size_t index = 0; index < sets_.size(); ++index) {
      std::string key;
      if ((removed || gives_up(instance, sets_[index])) && key_of(sets_[index], identity_object(instance), key))
        values_[index].insert_or_assign(std::move(key), &instance);
    }
  }
  /// Calls `visit` with every instance whose value this one takes over, and the columns of it.
  template <class Visit>
  void taken_by(Instance& instance, bool is_new, Visit visit) const {
    for (std::size_t index = 0; index < sets_.size(); ++index) {
      if (values_[index].empty() || (!is_new && !gives_up(instance, sets_[index]))) continue;
      std::string key;
      if (!key_of(sets_[index], instance.object(), key)) continue;
      auto giver = values_[index].find(key);
      if (giver != values_[index].end() && giver->second != &instance) visit(*giver->second, sets_[index]);
    }
  }
  [[nodiscard]] bool empty() const {
    return std::all_of(values_.begin(), values_.end(), [](const auto& values) { return values.empty(); });
  }

 private:
  std::vector<ColumnList> sets_;
  std::vector<tsl::robin_map<std::string, Instance*>> values_;
};

/// An update that takes over what another one gives up.
struct Wait {
  Instance* taker = nullptr;
  Instance* giver = nullptr;
  ColumnList columns{};  ///< those of the value that may be NULL meanwhile
};

ColumnList nullable_part(const ColumnList& columns) {
  ColumnList nullable;
  for (const auto* column : columns)
    if (column->ops->nullable && column->column->nullable && !column->column->primary_key) nullable.push_back(column);
  return nullable;
}

}  // namespace

/// The rows that `instance` refers to in the database, as far as they are in memory.
void UnitOfWork::references_of(Instance& instance, std::vector<Reference>& references) {
  const MappedEntity& entity = instance.entity();
  const void* row = identity_object(instance);
  for (const auto* written : entity.foreign_keys) {
    const ForeignKey& key = *written;
    std::vector<const MappedEntity*> roots;  // kinds of one root have one set of identities
    for (const auto& [target, rank] : ranks_) {
      if (!target->stands_in(*key.targets.front()->table) || contains(roots, target->root())) continue;
      roots.push_back(&target->root());
      // In the order of the target's key: the foreign key may name its columns in another one.
      ColumnList columns;
      std::string bytes;
      bool whole = key.columns.size() == target->primary_key.size();
      Scratch scratch;
      Cell cell;
      for (const auto* part : target->primary_key) {
        const auto place = std::find_if(key.targets.begin(), key.targets.end(),
                                        [&](const TableColumn* one) { return one->name == part->column->name; });
        const MappedColumn* column =
            place == key.targets.end() ? nullptr
                                       : mapped(entity, *key.columns[static_cast<std::size_t>(place - key.targets.begin())]);
        if (column) cell = column->bind(row, scratch);
        whole = whole && column && !cell.is_null();
        if (!whole) break;
        columns.push_back(column);
        append_key(*column, cell, bytes);
      }
      if (!whole) continue;
      EntityIdentities& identities = session_.identities().of(*target);
      Instance* owner = target->integer_key ? identities.find(cell.integer) : identities.find(bytes);
      if (owner) references.push_back({&instance, owner, std::move(columns)});
    }
  }
}

/// A new entity with the key of a removed one takes over its row: one UPDATE of what differs.
void UnitOfWork::switch_rows() {
  if (inserts_.empty() || deletes_.empty()) return;
  std::vector<const MappedEntity*> giving;
  for (auto* instance : deletes_) note(giving, instance->entity());
  Instances remaining;
  for (auto* instance : inserts_) {
    const MappedEntity& entity = instance->entity();
    Instance* old = nullptr;
    if (contains(giving, entity) && !waits_for_key(*instance)) {
      copy_keys(*instance);
      old = session_.identities().of(entity).find_like(instance->object());
    }
    if (!old || (InstanceAccess::flags(*old) & flag_doomed) == 0 || &old->entity() != &entity) {
      remaining.push_back(instance);
      continue;
    }
    complete(*old, entity.self);
    delete_associations({&old, 1});
    InstanceExtra& extra = extra_of(*instance);
    extra.snapshot = copy_object(entity, identity_object(*old));
    if (entity.version && entity.version->next_version)  // the row's own version goes on
      entity.version->ops->assign(entity.version->in(InstanceAccess::object(*instance)),
                                  entity.version->in(static_cast<const void*>(extra.snapshot)));
    EntityIdentities& identities = session_.identities().of(entity);
    identities.erase(*old);
    session_.unwatched().forget(*old);
    InstanceAccess::state(*old) = State::deleted;
    InstanceAccess::flags(*old) &= static_cast<std::uint8_t>(~flag_doomed);
    keep(*old);
    session_.deleted_in_transaction_.push_back(old);
    InstanceAccess::state(*instance) = State::persistent;
    InstanceAccess::flags(*instance) |= flag_switched;
    identities.insert(*instance);
    session_.inserted_in_transaction_.push_back(instance);
    switched_.push_back(instance);
    updates_.push_back(instance);
  }
  if (switched_.empty()) return;
  inserts_ = std::move(remaining);
  // Association rows of the removed ones are gone already.
  std::erase_if(association_deletes_, [](const AssociationRow& row) {
    return row.owner->state() == State::deleted || row.target->state() == State::deleted;
  });
  std::erase_if(deletes_, [](Instance* instance) { return instance->state() == State::deleted; });
}

/// Unique values change hands: whoever gives one up is written before whoever takes it over.
void UnitOfWork::make_room() {
  std::vector<const MappedEntity*> taking;
  for (const auto* list : {&inserts_, &updates_})
    for (auto* instance : *list) note(taking, instance->entity());
  tsl::robin_set<Instance*> removed_early;
  tsl::robin_set<Instance*> updated_early;
  std::vector<Wait> waits;
  for (const auto* entity : taking) {
    Givers givers(*entity);
    for (auto* instance : deletes_)
      if (&instance->entity() == entity) givers.add(*instance, true);
    for (auto* instance : updates_) {
      if (&instance->entity() != entity) continue;
      copy_keys(*instance);
      givers.add(*instance, false);
      // What is inserted may refer to the new key already.
      if (gives_up(*instance, entity->primary_key)) updated_early.insert(instance);
    }
    if (givers.empty()) continue;
    auto take = [&](Instance& taker, bool is_new) {
      givers.taken_by(taker, is_new, [&](Instance& giver, const ColumnList& columns) {
        if ((InstanceAccess::flags(giver) & flag_doomed) != 0) return void(removed_early.insert(&giver));
        updated_early.insert(&giver);
        if (!is_new) waits.push_back({&taker, &giver, nullable_part(columns)});
      });
    };
    for (auto* instance : inserts_) {
      if (&instance->entity() != entity) continue;
      copy_keys(*instance);
      take(*instance, true);
    }
    for (auto* instance : updates_)
      if (&instance->entity() == entity) take(*instance, false);
  }
  if (!removed_early.empty()) delete_early(removed_early);
  if (updated_early.empty()) return;

  // Among themselves, too: a value may go through several hands.
  Instances early;  // owners before what refers to them
  for (auto* instance : updates_)
    if (updated_early.contains(instance)) early.push_back(instance);
  tsl::robin_map<Instance*, std::size_t> numbers;
  for (auto* instance : early) numbers.try_emplace(instance, numbers.size());
  RowOrder order(early.size());
  for (const auto& wait : waits)
    if (auto number = numbers.find(wait.taker); number != numbers.end())
      order.wait(number->second, numbers.at(wait.giver), wait.columns.empty() ? Tie::firm : Tie::loose,
                 static_cast<std::size_t>(&wait - waits.data()));
  order.solve();
  for (auto tag : order.broken()) vacate(*waits[tag].giver, waits[tag].columns);
  std::uint32_t last = 0;
  for (std::size_t row = 0; row < early.size(); ++row) last = std::max(last, order.level(row));
  for (std::uint32_t level = 0; level <= last; ++level) {
    Instances now;
    for (std::size_t row = 0; row < early.size(); ++row)
      if (order.level(row) == level) now.push_back(early[row]);
    update_all(now);
  }
}

/// Values that go round in a circle need a free place: a row has none of them for a moment.
void UnitOfWork::vacate(Instance& giver, const ColumnList& columns) {
  if (columns.empty()) return;  // the database has the last word
  const MappedEntity& entity = giver.entity();
  const RowCopy wanted(entity, giver.object());
  for (const auto* column : columns) column->ops->read(Cell::null(), column->in(InstanceAccess::object(giver)));
  Instance* const row = &giver;
  update_rows(entity, columns, {&row, 1});
  for (const auto* column : columns)
    column->ops->assign(column->in(InstanceAccess::object(giver)), column->in(wanted.object()));
}

/// Deletes rows before anything is inserted, together with what refers to them.
void UnitOfWork::delete_early(const tsl::robin_set<Instance*>& givers) {
  tsl::robin_set<Instance*> early = givers;
  std::vector<Reference> references;
  auto refers_to_early = [&](Instance& instance) {
    references.clear();
    references_of(instance, references);
    return std::any_of(references.begin(), references.end(),
                       [&](const Reference& one) { return one.owner != &instance && early.contains(one.owner); });
  };
  // Rows stand behind those that refer to them: from the end, one walk finds all.
  for (auto place = deletes_.rbegin(); place != deletes_.rend(); ++place)
    if (!early.contains(*place) && refers_to_early(**place)) early.insert(*place);
  Instances released;
  for (auto* instance : updates_) {
    if (!refers_to_early(*instance)) continue;
    copy_keys(*instance);
    // What goes on to an owner that is not inserted yet belongs to nobody meanwhile.
    for (const auto& reference : references) {
      if (!early.contains(reference.owner)) continue;
      for (const auto* column : reference.columns) {
        void* member = column->in(InstanceAccess::object(*instance));
        const bool stays = column->ops->equal(member, column->in(identity_object(*instance)));
        if (stays && column->ops->nullable) column->ops->read(Cell::null(), member);
      }
    }
    released.push_back(instance);
  }
  update_all(released);
  Instances now;
  Instances later;
  for (auto* instance : deletes_) (early.contains(instance) ? now : later).push_back(instance);
  delete_rows(now);
  deletes_ = std::move(later);
}

}  // namespace weft::detail
