// SPDX-License-Identifier: MIT
#include "weft/session/session.hpp"

#include "session/session_core.hpp"
#include "session/statement_runner.hpp"
#include "session/stream_core.hpp"
#include "weft/error.hpp"

namespace weft {

Savepoint::Savepoint(detail::SessionCore& session) : session_(&session), number_(session.begin_savepoint()) {}

Savepoint::~Savepoint() {
  if (!session_) return;
  try {
    session_->rollback_savepoint(number_);
  } catch (...) {
    // The connection is gone, and with it the transaction: the session says so at its next use.
  }
}

void Savepoint::commit() {
  if (!session_) return;
  session_->commit_savepoint(number_);  // when this fails, the destructor still rolls back
  session_ = nullptr;
}

void Savepoint::rollback() {
  if (auto* session = std::exchange(session_, nullptr)) session->rollback_savepoint(number_);
}

NoAutoflush::NoAutoflush(detail::SessionCore& session) noexcept : session_(&session) { session.hold_autoflush(); }

NoAutoflush::~NoAutoflush() {
  if (session_) session_->allow_autoflush();
}

Session::Session(Engine& engine, SessionOptions options)
    : core_(std::make_unique<detail::SessionCore>(detail::EngineCore::of(engine), options)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

void Session::expire_all() { core_->expire_all(); }
void Session::expunge_all() { core_->expunge_all(); }
std::vector<Instance*> Session::new_() const { return core_->added(); }
std::vector<Instance*> Session::dirty() const { return core_->dirty(); }
std::vector<Instance*> Session::deleted() const { return core_->removed(); }
void Session::flush() { core_->flush(); }
void Session::commit() { core_->commit(); }
void Session::rollback() { core_->rollback(); }
Savepoint Session::begin_nested() { return Savepoint(*core_); }
NoAutoflush Session::no_autoflush() { return NoAutoflush(*core_); }

Subscription Session::subscribe(SessionMoment moment, detail::Callback<SessionMoment> callback) {
  return core_->listeners().add(moment, std::move(callback));
}

Instance& Session::add_value(const MappedEntity& entity, void* value) { return core_->add_value(entity, value); }
void Session::add_instance(Instance& instance) { core_->add(instance); }
Instance* Session::get_instance(const MappedEntity& entity, std::int64_t key) { return core_->get(entity, key); }
Instance* Session::get_instance(const MappedEntity& entity, std::span<const Value> key,
                                const std::vector<LoadOption>& options) {
  return core_->get(entity, key, options);
}
Instance& Session::merge_object(const MappedEntity& entity, const void* object, Instance* given,
                                const MergeOptions& options) {
  return core_->merge(entity, object, given, options);
}
void Session::remove_instance(Instance& instance) { core_->remove(instance); }
void Session::refresh_instance(Instance& instance) { core_->refresh(instance); }
void Session::expire_instance(Instance& instance) { core_->expire(instance); }
void Session::refresh_member(Instance& instance, const MemberRef& member) { core_->refresh(instance, member); }
void Session::expire_member(Instance& instance, const MemberRef& member) { core_->expire(instance, member); }
void Session::expunge_instance(Instance& instance) { core_->expunge(instance); }
bool Session::instance_modified(Instance& instance) { return core_->modified(instance); }

void Session::run(const detail::SelectBuilder& select, QueryOptions options, void* rows, detail::RowFunction take) {
  detail::run_select(*core_, select, options, rows, take);
}
detail::StreamHandle Session::open_stream(const detail::SelectBuilder& select, StreamOptions options,
                                          detail::RowFunction take) {
  return detail::StreamHandle(new detail::StreamCore(*core_, select, options, take));
}
std::int64_t Session::run(const sql::Node& text, const Items& items, void* rows, detail::RowFunction take) {
  return detail::run_text(*core_, text, items, rows, take);
}
std::int64_t Session::run(const sql::InsertStatement& insert, const Items& items, void* rows,
                          detail::RowFunction take) {
  if (insert.rows.empty() && !insert.select) return 0;
  return detail::run_insert(*core_, insert, items, rows, take);
}
std::int64_t Session::run(const sql::UpdateStatement& update, const Items& items, void* rows,
                          detail::RowFunction take) {
  return detail::run_update(*core_, update, items, rows, take);
}
std::int64_t Session::run(const sql::DeleteStatement& remove, const Items& items, void* rows,
                          detail::RowFunction take) {
  return detail::run_delete(*core_, remove, items, rows, take);
}

namespace detail {

Handles::Handles(const Handles& other) : instances_(other.instances_) {
  for (auto* instance : instances_)
    if (instance) InstanceAccess::retain(*instance);
}

Handles::~Handles() { clear(); }

void Handles::clear() noexcept {
  for (auto* instance : instances_)
    if (instance) InstanceAccess::release(*instance);
  instances_.clear();
}

void Handles::take(void* handles, const RowItem* items) {
  static_cast<Handles*>(handles)->instances_.push_back(items->instance);
  if (items->instance) InstanceAccess::retain(*items->instance);
}

void throw_unreadable(std::size_t column, const Cell& cell, const TypeOps& ops) {
  throw OperationalError("cannot read column " + std::to_string(column + 1) + " of the result: it holds " +
                             (cell.is_null() ? "NULL" : "something else") + ", the program expects " +
                             std::string(ops.type_name) +
                             (cell.is_null() ? "\n  select it as nullable (std::optional)" : ""),
                         {});
}

void throw_no_row() { throw NoResultError("one() found no row\n  use first() or one_or_none() when there may be none"); }

void throw_several_rows() {
  throw MultipleResultsError("more than one row where one was expected\n  use first(), limit(1) or all()");
}

}  // namespace detail
}  // namespace weft
