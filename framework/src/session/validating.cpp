// SPDX-License-Identifier: MIT
#include "session/validating.hpp"

#include "session/instance_flags.hpp"
#include "session/row_text.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

[[noreturn]] void throw_refused(Instance& instance, const std::string& member) {
  const bool is_new = instance.state() == State::pending || instance.state() == State::transient;
  throw UsageError("cannot write " + (is_new ? "a new \"" + instance.entity().name + '"' : row_text(instance)) +
                   ": \"" + instance.entity().name + "::" + member +
                   "\" has a value that its validator refuses\n  nothing was sent: correct it, and go on");
}

void validate(Instance& instance) {
  const InstanceExtra* extra = InstanceAccess::extra(instance);
  for (const auto& validator : instance.entity().validators) {
    const MappedColumn* column = instance.entity().column_at(validator.offset);
    if (!column) continue;  // of a relationship
    const void* value = column->in(instance.object());
    if (extra && extra->snapshot && column->ops->equal(value, column->in(static_cast<const void*>(extra->snapshot))))
      continue;
    if (!validator.accepts(value)) throw_refused(instance, column->member);
  }
}

}  // namespace

void validate(std::span<Instance* const> instances) {
  for (auto* instance : instances)
    if (!instance->entity().validators.empty() && !has_flag(*instance, flag_doomed)) validate(*instance);
}

void validate_link(Instance& owner, const MappedRelationship& relationship, Instance& item) {
  for (const auto& validator : owner.entity().validators) {
    if (validator.offset != relationship.offset || validator.accepts(item.object())) continue;
    throw UsageError("cannot put \"" + item.entity().name + "\" into \"" + relationship.display() +
                     "\": its validator refuses it");
  }
}

}  // namespace weft::detail
