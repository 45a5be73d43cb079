// SPDX-License-Identifier: MIT
//
// A row got another key: what refers to it in memory follows, as the database's ON UPDATE did with the rows.
#include <algorithm>

#include "session/foreign_links.hpp"
#include "session/instance_flags.hpp"
#include "session/key_values.hpp"
#include "session/session_core.hpp"
#include "session/unit_of_work.hpp"

namespace weft::detail {
namespace {

bool is_identity(const ForeignLink& following) {
  return std::any_of(following.pairs.begin(), following.pairs.end(),
                     [](const ColumnPair& pair) { return pair.local->column->primary_key; });
}

/// The owner's new value into the child's column.
void copy_value(const ColumnPair& pair, const Instance& owner, void* object) {
  copy_column(*pair.remote, owner.object(), *pair.local, object);
}

}  // namespace

void UnitOfWork::follow_keys(const MappedEntity& entity, std::span<const MovedRow> moved) {
  // Children with a key of their own in it move on in turn.
  std::vector<MovedRow> children;
  tsl::robin_map<const MappedEntity*, std::vector<ForeignLink>> keys;
  session_.graph().for_each([&](Instance& child) {
    if (child.state() != State::persistent) return;
    auto known = keys.find(&child.entity());
    if (known == keys.end()) known = keys.emplace(&child.entity(), foreign_links(child.entity(), entity)).first;
    const bool unread = has_flag(child, flag_expired) && !has_flag(child, flag_touched);
    for (const auto& following : known->second) {
      const auto owner = std::find_if(moved.begin(), moved.end(), [&](const MovedRow& row) {
        return std::all_of(following.pairs.begin(), following.pairs.end(), [&](const ColumnPair& pair) {
          return same_value(*pair.local, identity_object(child), *pair.remote, row.before.object());
        });
      });
      if (owner == moved.end()) continue;
      if (following.key->on_update != "cascade") {
        // Set to null or to a default, or never there: the database knows.
        if (!has_flag(child, flag_touched)) session_.expire_one(child);
        continue;
      }
      const bool has_it_as_key = is_identity(following);
      RowCopy before(child.entity(), identity_object(child));
      if (has_it_as_key) session_.forget_key(child);
      if (unread) {
        // It is read again before anybody sees it; a rollback may need what it refers to, without reading.
        for (const auto& pair : following.pairs) copy_value(pair, *owner->instance, InstanceAccess::object(child));
      } else {
        session_.touch(child);
        session_.note_written(child);
        void* snapshot = extra_of(child).snapshot;
        for (const auto& pair : following.pairs) {
          void* member = pair.local->in(InstanceAccess::object(child));
          const bool untouched = pair.local->ops->equal(member, pair.local->in(before.object()));
          copy_value(pair, *owner->instance, snapshot);
          if (untouched) copy_value(pair, *owner->instance, InstanceAccess::object(child));
        }
      }
      if (!has_it_as_key) continue;
      session_.identities().of(child.entity()).insert(child);
      children.push_back({&child, std::move(before)});
    }
  });
  while (!children.empty()) {
    const MappedEntity& next = children.front().instance->entity();
    std::vector<MovedRow> rows;
    std::vector<MovedRow> rest;
    for (auto& child : children) (&child.instance->entity() == &next ? rows : rest).push_back(std::move(child));
    follow_keys(next, rows);
    children = std::move(rest);
  }
}

}  // namespace weft::detail
