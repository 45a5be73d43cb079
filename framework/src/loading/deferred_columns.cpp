// SPDX-License-Identifier: MIT
#include "loading/deferred_columns.hpp"

#include "loading/load_batch.hpp"
#include "loading/query_plan.hpp"
#include "session/refreshing.hpp"
#include "session/session_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string display(const MappedColumn& column) { return column.entity->name + "::" + column.member; }

/// Those that the same statement read as `owner`, and that lack the column, too; `owner` comes first.
std::vector<Instance*> lacking(Instance& owner, const MappedColumn& column, std::size_t most) {
  std::vector<Instance*> found{&owner};
  const LoadBatch* batch = InstanceAccess::batch(owner);
  if (!batch || owner.state() != State::persistent) return found;
  for (auto* member : batch->members) {
    if (found.size() >= most) break;
    if (member == &owner || InstanceAccess::batch(*member) != batch) continue;
    if (!member->entity().is(*column.entity)) continue;
    if (member->state() != State::persistent || InstanceAccess::expired(*member)) continue;
    if (is_missing(column, member->object())) found.push_back(member);
  }
  return found;
}

}  // namespace

void bind_deferred(Instance& instance) noexcept {
  for (const auto* column : instance.entity().deferrable)
    DeferredAccess::bind(deferred_member(*column, InstanceAccess::object(instance)), instance);
}

bool read_missing(Instance& instance, const MappedColumn& column, const Cell& cell) {
  bool missing = false;
  void* object = InstanceAccess::object(instance);
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  for (void* place : {object, extra ? extra->snapshot : nullptr}) {
    if (!place || !is_missing(column, place)) continue;
    column.read(cell, place);
    missing = true;
  }
  return missing;
}

void DeferredMember::load() const {
  const MappedColumn& column = *missing_;
  if (!owner_) throw_not_copied(*this);
  Instance& owner = *owner_;
  SessionCore* session = session_of(owner);
  if (!session)
    throw DetachedError("column \"" + display(column) +
                        "\" is not loaded, and its entity is detached: its session ended or let it go\n"
                        "  load it before the session ends:  .options(weft::undefer<&" + display(column) + ">())");
  const EntityPlan* plan = plan_behind(owner);
  if ((plan ? plan->node : empty_node())->loading(column) == ColumnLoading::raise)
    throw UnloadedAccessError("column \"" + display(column) + "\" is not loaded, and it is deferred with raiseload\n"
                              "  load it with:  .options(weft::undefer<&" + display(column) + ">())");
  read_column(*session, lacking(owner, column, most_at_once(*session, owner.entity())), column);
}

void throw_not_copied(const DeferredMember& member) {
  const std::string name = display(*DeferredAccess::missing(member));
  throw UsageError("cannot use \"" + name + "\" of this object: it was not loaded when the object was copied\n"
                   "  read it before copying, with *entity->" + DeferredAccess::missing(member)->member +
                   ", or load it with the entity:  .options(weft::undefer<&" + name + ">())");
}

}  // namespace weft::detail
