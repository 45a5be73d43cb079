// SPDX-License-Identifier: MIT
#include "session/unwatched_writes.hpp"

#include <algorithm>

#include "session/instance_flags.hpp"
#include "session/row_text.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// The first one that changed; null for none.
const MappedColumn* changed_column(const Instance& instance, const RowCopy& copy) {
  const auto& columns = instance.entity().columns;
  const auto changed = std::find_if(columns.begin(), columns.end(), [&](const MappedColumn& column) {
    return !column.ops->equal(column.in(instance.object()), column.in(copy.object()));
  });
  return changed == columns.end() ? nullptr : &*changed;
}

void compare(const Instance& instance, const RowCopy& copy) {
  const MappedEntity& entity = instance.entity();
  if (const MappedColumn* column = changed_column(instance, copy))
    throw UsageError(row_text(entity, copy.object()) + " was changed without modify(): \"" + entity.name +
                     "::" + column->member +
                     "\"\n  change it through ptr.modify(), anew in each transaction; session.expire(ptr) drops what was "
                     "written");
}

}  // namespace

void UnwatchedWrites::expect_unchanged(Instance& instance) {
  if (!on_ || instance.state() != State::persistent || has_flag(instance, flag_touched)) return;
  if (copies_.contains(&instance)) return;
  copies_.emplace(&instance, RowCopy(instance.entity(), instance.object()));
  affordable_ += checks_per_copy;
}

void UnwatchedWrites::check(Instance& instance) const {
  if (auto copy = copies_.find(&instance); copy != copies_.end()) compare(instance, copy->second);
}

bool UnwatchedWrites::unchanged(const Instance& instance) const {
  const auto copy = copies_.find(&instance);
  return copy == copies_.end() || !changed_column(instance, copy->second);
}

void UnwatchedWrites::check_all() const {
  for (const auto& [instance, copy] : copies_) compare(*instance, copy);
}

void UnwatchedWrites::check_sometimes() {
  if (copies_.size() > affordable_) return;
  affordable_ -= copies_.size();
  check_all();
}

bool is_debug_build() noexcept {
#ifdef NDEBUG
  return false;
#else
  return true;
#endif
}

}  // namespace weft::detail
