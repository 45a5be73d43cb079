// SPDX-License-Identifier: MIT
//
// Forgetting one member of an entity, and reading it again.
#include "loading/deferred_columns.hpp"
#include "session/instance_flags.hpp"
#include "session/loading_together.hpp"
#include "session/refreshing.hpp"
#include "session/relation_core.hpp"
#include "session/session_core.hpp"
#include "session/undoing.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

const MappedColumn& column_of(const MappedEntity& entity, const MemberRef& member, const char* attempt) {
  if (const MappedColumn* column = entity.column_at(member.offset)) return *column;
  const std::string name = entity.name + "::" + std::string(member.name);
  throw MappingError(std::string("cannot ") + attempt + " \"" + name + "\": it is not mapped\n  map it with:  m.column<&" +
                     name + ">() or m.relationship<&" + name + ">()");
}

/// The column is again what its row was.
void take_back(Instance& instance, const MappedColumn& column) {
  if (const InstanceExtra* extra = InstanceAccess::extra(instance); extra && extra->snapshot)
    column.ops->assign(column.in(InstanceAccess::object(instance)), column.in(static_cast<const void*>(extra->snapshot)));
}

/// A deferred column is read again by itself, not with its row.
void forget_everywhere(Instance& instance, const MappedColumn& column) {
  forget_value(column, InstanceAccess::object(instance));
  if (const InstanceExtra* extra = InstanceAccess::extra(instance); extra && extra->snapshot)
    forget_value(column, extra->snapshot);
}

void require_persistent(SessionCore& session, Instance& instance, const MemberRef& member, const char* attempt) {
  if (session_of(instance) == &session && instance.state() == State::persistent) return;
  throw UsageError(std::string("cannot ") + attempt + " \"" + instance.entity().name + "::" + std::string(member.name) +
                   "\": its entity is not persistent in this session");
}

}  // namespace

void SessionCore::expire(Instance& instance, const MemberRef& member) {
  require_persistent(*this, instance, member, "expire");
  if (const auto* relationship = instance.entity().relationship_at(member.offset)) return undo_links(instance, *relationship);
  const MappedColumn& column = column_of(instance.entity(), member, "expire");
  take_back(instance, column);
  unwatched_.forget(instance);
  if (column.ops->deferrable) return forget_everywhere(instance, column);
  set_flag(instance, flag_expired);
}

void SessionCore::refresh(Instance& instance, const MemberRef& member) {
  require_persistent(*this, instance, member, "refresh");
  if (const auto* relationship = instance.entity().relationship_at(member.offset)) {
    undo_links(instance, *relationship);
    try {
      load_relation(instance, *relationship);
    } catch (const UnloadedAccessError&) {
      // The strategy refuses what happens by accident. This does not.
    }
    return load_for(*this, *relationship, {&instance});
  }
  const MappedColumn& column = column_of(instance.entity(), member, "refresh");
  take_back(instance, column);
  autoflush();
  if (has_flag(instance, flag_expired)) return refresh_now(*this, instance);
  Instance* const alone = &instance;
  read_column(*this, {&alone, 1}, column);
}

}  // namespace weft::detail
