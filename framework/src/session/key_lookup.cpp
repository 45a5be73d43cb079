// SPDX-License-Identifier: MIT
#include "session/key_lookup.hpp"

#include "loading/hydrator.hpp"
#include "session/refreshing.hpp"
#include "session/session_core.hpp"

namespace weft::detail {

IntegerRange range_of(const MappedColumn& column) noexcept {
  switch (column.column->type.kind) {
    case TypeKind::int16: return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
    case TypeKind::int32: return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    default: return {};
  }
}

KeyLookup::KeyLookup(SessionCore& session, const MappedEntity& entity) : session_(session), entity_(entity) {
  if (!entity.integer_key || entity.discriminator || entity.hooks.any(Moment::after_load)) return;
  sql::Shape shape;
  const auto select = select_by_primary_key(entity, {Value(std::int64_t{0})});
  auto plan = plan_of(session.engine(), *select, empty_node(), RelationshipPath(entity), shape);
  const EntityPlan& alone = plan->entities.front();
  if (plan->entities.size() != 1 || !alone.after.empty() || plan->slots.size() != 1) return;
  range_ = range_of(*entity.primary_key.front());
  row_.resize(plan->columns.size());
  place_ = &alone;
  plan_ = std::move(plan);
}

Instance* KeyLookup::read(std::int64_t key, EntityIdentities& identities) {
  if (!range_.has(key)) return nullptr;
  const Cell parameter = Cell::of(key);
  const auto cursor = session_.connection().query(plan_->statement(), {&parameter, 1}, plan_->columns);
  if (cursor->fetch(row_) == 0) return nullptr;
  Instance& instance = session_.graph().make_loaded(entity_);
  bind_relations(instance, LoadState::unloaded);
  read_columns(*place_, row_, InstanceAccess::object(instance));
  InstanceAccess::state(instance) = State::persistent;
  identities.insert(instance);
  session_.unwatched().expect_unchanged(instance);
  return &instance;
}

}  // namespace weft::detail
