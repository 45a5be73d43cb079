// SPDX-License-Identifier: MIT
//
// Rows of association tables.
#include <algorithm>

#include "mapping/configurator.hpp"
#include "session/bulk_inserting.hpp"
#include "session/counted_batch.hpp"
#include "session/instance_flags.hpp"
#include "session/relation_core.hpp"
#include "session/row_text.hpp"
#include "session/rows_in_one.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"
#include "session/write_batch.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

bool names_owner(const MappedRelationship& relationship, const TableColumn& column) {
  return std::any_of(relationship.owner_pairs.begin(), relationship.owner_pairs.end(),
                     [&](const AssociationPair& pair) { return pair.association == &column; });
}

using AssociationColumns = std::vector<const TableColumn*>;

AssociationColumns columns_of(const std::vector<AssociationPair>& pairs) {
  AssociationColumns columns;
  for (const auto& pair : pairs) columns.push_back(pair.association);
  return columns;
}

/// The target's, without columns that hold a part of the owner's key as well.
std::vector<AssociationPair> further_pairs(const MappedRelationship& relationship) {
  std::vector<AssociationPair> pairs = relationship.target_pairs;
  std::erase_if(pairs, [&](const AssociationPair& pair) { return names_owner(relationship, *pair.association); });
  return pairs;
}

void bind(WriteBatch& batch, const std::vector<AssociationPair>& pairs, Instance& instance) {
  for (const auto& pair : pairs) batch.bind(*pair.mapped, identity_object(instance));
}

/// Whether the database itself deletes association rows of these columns.
bool left_to_database(const MappedRelationship& relationship, const std::vector<AssociationPair>& pairs) {
  return std::any_of(relationship.secondary->foreign_keys.begin(), relationship.secondary->foreign_keys.end(),
                     [&](const ForeignKey& key) {
                       return key.on_delete == "cascade" && key.columns.front() == pairs.front().association;
                     });
}

/// Many-to-many relationships that lead to the entity and that it has no side of.
std::vector<const MappedRelationship*> unanswered_associations(const MappedEntity& entity) {
  std::vector<const MappedRelationship*> found;
  for (const auto* other : mapped_entities()) {
    if (!MappingConfigurator::done(*other)) continue;
    for (const auto& relationship : other->relationships) {
      const bool leads_here = relationship.direction == Direction::many_to_many && entity.is(*relationship.target);
      if (leads_here && !relationship.back && !relationship.view_only) found.push_back(&relationship);
    }
  }
  return found;
}

}  // namespace

void UnitOfWork::write_associations(const std::vector<AssociationRow>& all, bool insert) {
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].relationship == all[begin].relationship) ++end;
    std::vector<AssociationRow> rows;
    for (std::size_t index = begin; index < end; ++index) {
      auto stays = [](const Instance& one) { return one.state() == State::persistent && !has_flag(one, flag_doomed); };
      if (!insert || (stays(*all[index].owner) && stays(*all[index].target))) rows.push_back(all[index]);
    }
    begin = end;
    if (rows.empty()) continue;
    if (insert)
      insert_associations(rows);
    else
      remove_associations(rows);
    for (const auto& row : rows) {
      keep(*row.owner);
      keep(*row.target);
      session_.association_log_.push_back({row.relationship, row.owner, row.target, insert});
    }
  }
}

void UnitOfWork::insert_associations(std::span<const AssociationRow> rows) {
  const MappedRelationship& relationship = *rows.front().relationship;
  AssociationColumns columns = columns_of(relationship.owner_pairs);
  const auto further = further_pairs(relationship);
  for (const auto& pair : further) columns.push_back(pair.association);
  if (insert_in_bulk(session_, *relationship.secondary, columns, rows.size(),
                     [&](std::size_t row, std::vector<Cell>& cells, Scratch& scratch) {
                       for (const auto& pair : relationship.owner_pairs)
                         cells.push_back(pair.mapped->bind(identity_object(*rows[row].owner), scratch));
                       for (const auto& pair : further)
                         cells.push_back(pair.mapped->bind(identity_object(*rows[row].target), scratch));
                     }))
    return;
  const Capabilities& can = session_.engine().capabilities();
  while (!rows.empty()) {
    const std::size_t at_once = rows_in_one(can, columns.size(), rows.size());
    const std::size_t statements = rows.size() / at_once;
    auto plan = insert_association_plan(session_.engine(), *relationship.secondary, columns, at_once);
    WriteBatch batch(*plan, statements);
    for (std::size_t index = 0; index < statements * at_once; ++index) {
      bind(batch, relationship.owner_pairs, *rows[index].owner);
      bind(batch, further, *rows[index].target);
      if ((index + 1) % at_once == 0) batch.end_row();
    }
    session_.connection().execute_batch(plan->statement(), batch.rows(), {}, {});
    rows = rows.subspan(statements * at_once);
  }
}

void UnitOfWork::remove_associations(std::span<const AssociationRow> rows) {
  const MappedRelationship& relationship = *rows.front().relationship;
  AssociationColumns columns = columns_of(relationship.owner_pairs);
  const auto further = further_pairs(relationship);
  for (const auto& pair : further) columns.push_back(pair.association);
  auto plan = delete_association_plan(session_.engine(), *relationship.secondary, columns);
  WriteBatch batch(*plan, rows.size());
  for (const auto& row : rows) {
    bind(batch, relationship.owner_pairs, *row.owner);
    bind(batch, further, *row.target);
    batch.end_row();
  }
  const auto missed = run_counted(session_, plan->statement(), batch.rows(), false);
  if (missed.empty()) return;
  const AssociationRow& gone = rows[missed.front()];
  throw StaleDataError("cannot take " + row_text(*gone.target) + " out of \"" + relationship.display() + "\" of " +
                       row_text(*gone.owner) + ": somebody else did\n  roll back and read the collection again");
}

/// The rows of association tables that name removed entities go before them, whichever side is mapped.
void UnitOfWork::delete_associations(std::span<Instance* const> doomed) {
  for (std::size_t begin = 0; begin < doomed.size();) {
    const MappedEntity& entity = doomed[begin]->entity();
    std::size_t end = begin;
    while (end < doomed.size() && &doomed[end]->entity() == &entity) ++end;
    const auto batch = doomed.subspan(begin, end - begin);
    for (const auto& relationship : entity.relationships)
      if (relationship.direction == Direction::many_to_many && !relationship.view_only && !relationship.passive_deletes_all)
        delete_associations(relationship, relationship.owner_pairs, batch);
    for (const auto* relationship : unanswered_associations(entity))
      if (!left_to_database(*relationship, relationship->target_pairs))
        delete_associations(*relationship, relationship->target_pairs, batch);
    begin = end;
  }
}

void UnitOfWork::delete_associations(const MappedRelationship& relationship, const std::vector<AssociationPair>& pairs,
                                     std::span<Instance* const> doomed) {
  auto plan = delete_association_plan(session_.engine(), *relationship.secondary, columns_of(pairs));
  WriteBatch batch(*plan, doomed.size());
  for (auto* instance : doomed) {
    bind(batch, pairs, *instance);
    batch.end_row();
  }
  session_.connection().execute_batch(plan->statement(), batch.rows(), {}, {});
}

}  // namespace weft::detail
