// SPDX-License-Identifier: MIT
//
// A unit of work: entities that belong together, and the transaction they live in.
//
//   weft::Session session(engine);
//   auto order = session.add(Order{.customer_name = "John Smith"});
//   order.modify()->customer_name = "John Smyth";
//   session.commit();
//
// The session holds one object for each row it has seen. Changes are written by `flush`, which queries and
// `commit` call by themselves. The first use begins a transaction; what was not committed when the session
// ends is rolled back. A session and its entities belong to one thread at a time. Entities outlive the
// session while a handle needs them; they can then be read, not loaded from.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "weft/query/dml.hpp"
#include "weft/query/select.hpp"
#include "weft/query/text.hpp"
#include "weft/session/engine.hpp"
#include "weft/session/ref.hpp"
#include "weft/session/result.hpp"
#include "weft/session/session_event.hpp"
#include "weft/session/session_options.hpp"
#include "weft/session/stream.hpp"

namespace weft {

namespace detail {

class SessionCore;

template <class T>
Value key_value(const T& key) {
  if constexpr (std::is_integral_v<T>) {
    return Value(static_cast<std::int64_t>(key));
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return Value::text(std::string(std::string_view(key)));
  } else {
    Scratch scratch;
    return Value(type_ops<T>().bind(&key, scratch));
  }
}

template <class T>
inline constexpr bool is_load_option = std::is_convertible_v<const T&, const LoadOption&>;

template <class T>
void take_key_or_option(const T& one, std::vector<Value>& key, std::vector<LoadOption>& options) {
  if constexpr (is_load_option<T>) options.push_back(one);
  else key.push_back(key_value(one));
}

}  // namespace detail

/// A part of a transaction that can be taken back by itself. Rolls back when destroyed before `commit`. Savepoints
/// begin and end inside one another. Once its transaction or the one around it is over, ending one does nothing, and
/// `commit` throws `UsageError`, which says how it ended. It must not outlive its session.
class [[nodiscard]] Savepoint {
 public:
  explicit Savepoint(detail::SessionCore& session);
  Savepoint(Savepoint&& other) noexcept
      : session_(std::exchange(other.session_, nullptr)), number_(other.number_) {}
  Savepoint& operator=(Savepoint&&) = delete;
  ~Savepoint();

  /// Flushes, and keeps what was done; it is final with the transaction. When the flush fails, the savepoint can
  /// still be rolled back.
  void commit();
  /// Takes back what was done since it began, also after a flush that failed. Entities that were changed since are
  /// again as they were; others keep what they have loaded.
  void rollback();

 private:
  detail::SessionCore* session_;
  std::uint32_t number_;
};

/// Holds back flushes by queries until destroyed.
class [[nodiscard]] NoAutoflush {
 public:
  explicit NoAutoflush(detail::SessionCore& session) noexcept;
  NoAutoflush(NoAutoflush&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  NoAutoflush& operator=(NoAutoflush&&) = delete;
  ~NoAutoflush();

 private:
  detail::SessionCore* session_;
};

class Session {
 public:
  explicit Session(Engine& engine, SessionOptions options = {});
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  /// Takes over a value with all the values in its relationships; they are inserted by the next flush.
  template <class T>
    requires(!detail::Handle<std::remove_cvref_t<T>>)
  Ptr<std::remove_cvref_t<T>> add(T&& value) {
    using Entity = std::remove_cvref_t<T>;
    Entity moved(std::forward<T>(value));
    return Ptr<Entity>::adopt(&add_value(entity_of<Entity>(), &moved));
  }
  /// Adds a transient entity, or takes back a detached one, with what it reaches. Throws `UsageError` when it
  /// belongs to another session, or when the session holds another object with its key.
  template <detail::Handle H>
  Ptr<typename H::element_type> add(const H& handle) {
    add_instance(detail::instance_of(handle));
    return handle;
  }
  template <class T>
    requires(!detail::Handle<T>)
  std::vector<Ptr<T>> add_all(std::initializer_list<T> values) {
    std::vector<Ptr<T>> added;
    for (const auto& value : values) added.push_back(add(T(value)));
    return added;
  }
  template <class T>
    requires(!detail::Handle<T>)
  std::vector<Ptr<T>> add_all(std::vector<T> values) {
    std::vector<Ptr<T>> added;
    for (auto& value : values) added.push_back(add(std::move(value)));
    return added;
  }
  template <class T>
  void add_all(const std::vector<Ptr<T>>& ptrs) {
    for (const auto& ptr : ptrs) add(ptr);
  }
  template <class T>
  void add_all(std::initializer_list<Ptr<T>> ptrs) {
    for (const auto& ptr : ptrs) add(ptr);
  }

  /// Brings what is given, with what it reaches through relationships that cascade merge, into this session, and returns
  /// what it is here: the entity with its key, which is read when the session does not hold it and takes over what is
  /// loaded of the given one, or a new one. What is given stays as it is, and may belong to another session; nothing is
  /// loaded of it. An entity of this session is returned itself.
  /// Throws `StaleDataError` when a version differs from that of the row, and `UsageError` when the session is about to
  /// delete the row, or, with `{.load = false}`, when what is given has no key or was changed.
  template <detail::Handle H>
  Ptr<typename H::element_type> merge(const H& handle, MergeOptions options = {}) {
    Instance& given = detail::instance_of(handle);
    return Ptr<typename H::element_type>::adopt(&merge_object(given.entity(), given.object(), &given, options));
  }
  /// The same for a plain value, of which every column counts, and each relationship that was written to.
  template <class T>
    requires(!detail::Handle<T>)
  Ptr<T> merge(const T& value, MergeOptions options = {}) {
    return Ptr<T>::adopt(&merge_object(entity_of<T>(), &value, nullptr, options));
  }

  /// The entity with this key (the parts of a composite one in the order of the mapping), or an empty handle. Options
  /// of loading may follow: get<Post>(7, weft::joinedload<&Post::author>()).
  /// Asks the database only when the session does not hold it; otherwise the options have nothing to do. A key that is
  /// null, or has a null part, is nobody's. Throws `UsageError` for a key that is not of the entity's form.
  template <class T, class... Key>
  [[nodiscard]] Ptr<T> get(const Key&... key) {
    constexpr std::size_t parts = (0 + ... + (detail::is_load_option<Key> ? 0 : 1));
    static_assert(parts > 0, "weft: get<T>(key) needs the key");
    if constexpr (sizeof...(Key) == 1 && (std::is_integral_v<Key> && ...)) {
      return Ptr<T>::adopt(get_instance(entity_of<T>(), static_cast<std::int64_t>(key)...));
    } else if constexpr (parts == sizeof...(Key)) {
      const Value values[] = {detail::key_value(key)...};
      return Ptr<T>::adopt(get_instance(entity_of<T>(), values, {}));
    } else {
      std::vector<Value> values;
      std::vector<LoadOption> options;
      (detail::take_key_or_option(key, values, options), ...);
      return Ptr<T>::adopt(get_instance(entity_of<T>(), values, options));
    }
  }

  /// Marks an entity to be deleted by the next flush. Throws `UsageError` when it is not persistent here.
  void remove(const detail::Handle auto& handle) {
    remove_instance(detail::instance_of(handle));
  }
  /// Flushes, and reads the row again now, with what others wrote to it meanwhile. Throws `StaleDataError` when it is
  /// gone.
  void refresh(const detail::Handle auto& handle) {
    refresh_instance(detail::instance_of(handle));
  }
  /// Forgets what was loaded; the next read loads again. Changes that were not flushed are lost, those of relationships on
  /// both sides. Only new entities keep an owner that is expired.
  void expire(const detail::Handle auto& handle) {
    expire_instance(detail::instance_of(handle));
  }
  /// The same for one member: session.refresh<&User::name>(user). A column is read into the entity, whose other changes
  /// are kept. A relationship is loaded, whatever its strategy thinks of loading; links of it that were not flushed are
  /// undone on both sides, as far as the other side is in memory.
  template <auto Member, detail::Handle H>
  void refresh(const H& handle) {
    using T = typename H::element_type;
    static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                  "weft: refresh() names a member of another entity than the handle's");
    refresh_member(detail::instance_of(handle), detail::member_ref_in<T, Member>());
  }
  /// Forgets one member. The next read of the entity after that of a column reads its row again, which keeps changes of
  /// other columns; a relationship is loaded when it is read.
  template <auto Member, detail::Handle H>
  void expire(const H& handle) {
    using T = typename H::element_type;
    static_assert(std::is_base_of_v<detail::MemberClass<Member>, T>,
                  "weft: expire() names a member of another entity than the handle's");
    expire_member(detail::instance_of(handle), detail::member_ref_in<T, Member>());
  }
  void expire_all();
  /// Lets an entity go: it is detached, or transient when it was pending.
  void expunge(const detail::Handle auto& handle) {
    expunge_instance(detail::instance_of(handle));
  }
  void expunge_all();

  /// True when the next flush would write the entity.
  [[nodiscard]] bool is_modified(const detail::Handle auto& handle) {
    return instance_modified(detail::instance_of(handle));
  }
  // What the next flush would insert, update and delete. Good until the session is used again.
  [[nodiscard]] std::vector<Instance*> new_() const;
  [[nodiscard]] std::vector<Instance*> dirty() const;
  [[nodiscard]] std::vector<Instance*> deleted() const;

  /// Writes all changes, in an order that the database accepts. When it fails the transaction is rolled back
  /// and the session has to be, too: call `rollback`. Inside of a savepoint, rolling that back is enough.
  void flush();
  /// Flushes, commits, and gives the connection back.
  void commit();
  /// Takes everything back: new entities are transient again, deleted ones persistent, changed ones as the
  /// database has them.
  void rollback();
  /// Begins a savepoint.
  Savepoint begin_nested();
  NoAutoflush no_autoflush();

  /// Calls `callback()` at that moment of this session until the subscription ends. Before a flush or a commit it may
  /// stop it by throwing; nothing was sent then, and the session goes on. What it throws after a commit or a rollback
  /// becomes a warning. Functions for every session belong to the mapping (mapping/hooks.hpp).
  template <class Function>
  [[nodiscard]] Subscription on(SessionMoment moment, Function callback) {
    return subscribe(moment, detail::Callback<SessionMoment>(
                                 [callback = std::move(callback)](const SessionMoment&) mutable { callback(); }));
  }

  /// The first thing that each row selects.
  template <class First, class... Rest>
  Result<First> scalars(const Select<First, Rest...>& select, QueryOptions options = {}) {
    if constexpr (detail::is_handle<First>) {
      detail::Handles handles;
      run(select.builder(), options, &handles, &detail::Handles::take);
      return Result<First>(std::move(handles));
    } else {
      std::vector<First> rows;
      run(select.builder(), options, &rows, &detail::ScalarReader<First>::take);
      return {std::move(rows), 0};
    }
  }
  template <class... Row>
  Result<std::tuple<Row...>> execute(const Select<Row...>& select, QueryOptions options = {}) {
    std::vector<std::tuple<Row...>> rows;
    run(select.builder(), options, &rows, &detail::RowReader<std::tuple<Row...>>::take);
    return {std::move(rows), 0};
  }
  // The same in portions: {.yield_per = 1000}. See session/stream.hpp. Throw `UsageError` also for a portion of nothing, and
  // for a collection that is joined into the statement.
  template <class First, class... Rest>
  Stream<First> scalars(const Select<First, Rest...>& select, StreamOptions options) {
    return Stream<First>(open_stream(select.builder(), options, detail::PortionRows<First>::take));
  }
  template <class... Row>
  Stream<std::tuple<Row...>> execute(const Select<Row...>& select, StreamOptions options) {
    return Stream<std::tuple<Row...>>(
        open_stream(select.builder(), options, detail::PortionRows<std::tuple<Row...>>::take));
  }
  template <class... Row>
  Result<std::tuple<Row...>> execute(const Text<Row...>& text) {
    std::vector<std::tuple<Row...>> rows;
    const auto items = text.items();
    const auto affected = run(text.statement(), items, &rows, &detail::RowReader<std::tuple<Row...>>::take);
    return {std::move(rows), affected};
  }
  /// INSERT, UPDATE or DELETE past the unit of work. What was changed before is flushed first, like for a query. Entities of
  /// that type which the session holds are read again when they are used; those that were changed in this transaction stay
  /// under watch, and what was not flushed of them is kept and written over what the statement wrote.
  template <class T, class... Row>
  Result<std::tuple<Row...>> execute(const Insert<T, Row...>& insert) {
    return write<Row...>(insert);
  }
  template <class T, class... Row>
  Result<std::tuple<Row...>> execute(const Update<T, Row...>& update) {
    return write<Row...>(update);
  }
  template <class T, class... Row>
  Result<std::tuple<Row...>> execute(const Delete<T, Row...>& remove) {
    return write<Row...>(remove);
  }

 private:
  template <class... Row, class Written>
  Result<std::tuple<Row...>> write(const Written& written) {
    std::vector<std::tuple<Row...>> rows;
    const auto affected =
        run(written.statement(), written.items(), &rows, &detail::RowReader<std::tuple<Row...>>::take);
    return {std::move(rows), affected};
  }

  Subscription subscribe(SessionMoment moment, detail::Callback<SessionMoment> callback);
  Instance& add_value(const MappedEntity& entity, void* value);
  void add_instance(Instance& instance);
  Instance* get_instance(const MappedEntity& entity, std::int64_t key);
  Instance* get_instance(const MappedEntity& entity, std::span<const Value> key, const std::vector<LoadOption>& options);
  Instance& merge_object(const MappedEntity& entity, const void* object, Instance* given, const MergeOptions& options);
  void remove_instance(Instance& instance);
  void refresh_instance(Instance& instance);
  void expire_instance(Instance& instance);
  void refresh_member(Instance& instance, const MemberRef& member);
  void expire_member(Instance& instance, const MemberRef& member);
  void expunge_instance(Instance& instance);
  bool instance_modified(Instance& instance);
  void run(const detail::SelectBuilder& select, QueryOptions options, void* rows, detail::RowFunction take);
  detail::StreamHandle open_stream(const detail::SelectBuilder& select, StreamOptions options, detail::RowFunction take);
  using Items = std::vector<detail::SelectedItem>;
  std::int64_t run(const sql::Node& text, const Items& items, void* rows, detail::RowFunction take);
  std::int64_t run(const sql::InsertStatement& insert, const Items& items, void* rows, detail::RowFunction take);
  std::int64_t run(const sql::UpdateStatement& update, const Items& items, void* rows, detail::RowFunction take);
  std::int64_t run(const sql::DeleteStatement& remove, const Items& items, void* rows, detail::RowFunction take);

  std::unique_ptr<detail::SessionCore> core_;
};

}  // namespace weft
