// SPDX-License-Identifier: MIT
//
// A session without types: the transaction, the graph, the identities, and the unit of work.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/engine_core.hpp"
#include "session/graph.hpp"
#include "session/identity_map.hpp"
#include "session/key_lookup.hpp"
#include "session/row_copy.hpp"
#include "session/session_listeners.hpp"
#include "session/unwatched_writes.hpp"
#include "weft/query/load_options.hpp"
#include "weft/session/session_options.hpp"

namespace weft::detail {

class StreamCore;

class SessionCore {
 public:
  SessionCore(std::shared_ptr<EngineCore> engine, const SessionOptions& options);
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;
  ~SessionCore();

  [[nodiscard]] EngineCore& engine() noexcept { return *engine_; }
  [[nodiscard]] Graph& graph() noexcept { return *graph_; }
  [[nodiscard]] IdentityMap& identities() noexcept { return identities_; }
  /// A number for a query that begins.
  [[nodiscard]] std::uint64_t next_query() noexcept { return ++queries_; }
  [[nodiscard]] SessionListeners& listeners() noexcept { return listeners_; }
  [[nodiscard]] UnwatchedWrites& unwatched() noexcept { return unwatched_; }
  [[nodiscard]] const UnwatchedWrites& unwatched() const noexcept { return unwatched_; }
  [[nodiscard]] const SessionOptions& options() const noexcept { return options_; }
  /// The session's connection, in its transaction: begins one when there is none.
  Lease& connection();

  // States.
  Instance& add_value(const MappedEntity& entity, void* value);
  void add(Instance& instance);
  void remove(Instance& instance);
  void expunge(Instance& instance);
  void expunge_all();
  void expire(Instance& instance);
  void expire_all();
  /// All of one type, whose rows a statement changed, without what they reach. Those under watch stay so, and keep what
  /// was not flushed.
  void expire_rows(const MappedEntity& entity);
  void refresh(Instance& instance);
  /// Drops changes and what is loaded of one that is about to be read again. `settle_dropped` ends it.
  void drop(Instance& instance);
  void settle_dropped();
  // One member: a column or a relationship (member_expiry.cpp).
  void expire(Instance& instance, const MemberRef& member);
  void refresh(Instance& instance, const MemberRef& member);
  /// Merges an object of that entity type, which stands in `given` or is a value (null) (merging.cpp).
  Instance& merge(const MappedEntity& entity, const void* object, Instance* given, const MergeOptions& options);
  /// The instance is about to change: remembers its row, and that a flush has to look at it.
  void touch(Instance& instance);
  /// Adds what the instance reaches through relationships that cascade.
  void cascade_save(Instance& instance);

  [[nodiscard]] const std::vector<Instance*>& added() const noexcept { return added_; }
  [[nodiscard]] const std::vector<Instance*>& touched() const noexcept { return touched_; }
  [[nodiscard]] const std::vector<Instance*>& removed() const noexcept { return removed_; }
  [[nodiscard]] std::vector<Instance*> dirty();
  [[nodiscard]] bool modified(Instance& instance);

  // The unit of work.
  void flush();
  /// Says whether there was something to look at.
  bool autoflush() {
    const bool due = options_.autoflush && no_autoflush_ == 0 && !flushing_ && (has_work() || unwatched_.on());
    if (due) flush_for_query();
    return due;
  }
  [[nodiscard]] bool has_work() const noexcept { return !added_.empty() || !touched_.empty() || !removed_.empty(); }
  void commit();
  void rollback();
  /// The three of a savepoint; it is known by the number that `begin_savepoint` returns.
  std::uint32_t begin_savepoint();
  void commit_savepoint(std::uint32_t number);
  void rollback_savepoint(std::uint32_t number);
  /// The innermost savepoint that is open; 0 outside of all.
  [[nodiscard]] std::uint32_t savepoint() const noexcept { return marks_.empty() ? 0 : marks_.back().number; }
  /// A statement changed rows past the unit of work.
  void note_statement() noexcept;
  void hold_autoflush() noexcept { ++no_autoflush_; }
  void allow_autoflush() noexcept { --no_autoflush_; }

  // Streams (streaming.cpp).
  /// A stream is open: what is loaded from now on may be let go.
  void join(StreamCore& stream);
  /// It is closed. With the last one everything that is left stays.
  void leave(StreamCore& stream) noexcept;
  enum class Sweep : std::uint8_t { when_worth_it, in_any_case };
  /// Lets go of what was loaded since and is not wanted any more.
  void sweep(Sweep when);
  /// The nursery is about to destroy these.
  void forget_gone(const std::vector<Instance*>& gone) noexcept;
  /// While one is there nothing is let go: what was read already is known to the reader only.
  class Loading {
   public:
    explicit Loading(SessionCore& session) noexcept : session_(session) { ++session_.loading_; }
    Loading(const Loading&) = delete;
    Loading& operator=(const Loading&) = delete;
    ~Loading() { --session_.loading_; }

   private:
    SessionCore& session_;
  };

  // One instance by its key, or null (getting.cpp).
  Instance* get(const MappedEntity& entity, std::int64_t key);
  /// The parts in the order of the primary key.
  Instance* get(const MappedEntity& entity, std::span<const Value> key, const std::vector<LoadOption>& options);

 private:
  friend class UnitOfWork;

  KeyLookup& lookup_of(const MappedEntity& entity);
  Instance* query_by_key(const MappedEntity& entity, std::span<const Value> key, const std::vector<LoadOption>& options);

  struct OldKey {
    Instance* instance;
    std::vector<Value> key;
  };
  /// A row of an association table that a flush of this transaction wrote or deleted.
  struct WrittenAssociation {
    const MappedRelationship* relationship;
    Instance* owner;
    Instance* target;
    bool added;
  };
  /// A watched row as it was when a savepoint began.
  struct KeptRow {
    Instance* instance;
    RowCopy row;
    std::uint32_t kept_before;  ///< `InstanceExtra::kept_in` before this one
  };
  /// How a savepoint ended that was still open when something around it ended.
  enum class Ending : std::uint8_t { kept_by_outer, undone_by_outer, kept_by_commit, undone_by_rollback };
  struct EndedSavepoint {
    std::uint32_t number;
    Ending how;
  };
  /// How much had happened when a savepoint began, and what it changed since.
  struct SavepointMark {
    std::uint32_t number = 0;
    std::size_t inserted = 0;
    std::size_t deleted = 0;
    std::size_t old_keys = 0;
    std::size_t associations = 0;
    bool statements = false;  ///< rows were changed past the unit of work
    std::vector<KeptRow> kept{};
    std::vector<Instance*> forgotten{};  ///< written inside, and no longer watched
  };

  /// Those that were opened since that savepoint, itself included, cannot be read any further; 0 means all.
  void end_streams(std::uint32_t since, const char* why) noexcept;

  void require_usable() const;
  void flush_for_query();
  void prepare_flush();
  void flush_changes();
  [[nodiscard]] bool has_changes();
  /// The flush or the commit failed: of the innermost savepoint, or of the whole transaction.
  void fail(std::string why) noexcept;
  /// What becomes of what is loaded.
  enum class AfterTransaction : std::uint8_t { kept, expired };
  void end_transaction(AfterTransaction loaded);
  /// The savepoints from that place in `marks_` on are over, and their guards may still ask.
  void end_savepoints(std::size_t first, Ending how) noexcept;
  [[noreturn]] void throw_ended(std::uint32_t number) const;
  void forget_changes(Instance& instance) noexcept;
  /// The row of the instance is gone, by a rollback or a statement past the session: a new one has its key.
  void give_up_gone(Instance& instance);
  /// What was changed of an instance before it came in is to be written (detached_changes.cpp).
  void take_up_changes(Instance& instance);
  static void restore_key(Instance& instance) noexcept;
  /// The same while the transaction goes on: a savepoint that is rolled back has to know.
  void stop_watching(Instance& instance);
  void detach_everything() noexcept;
  void expire_one(Instance& instance) noexcept;
  void expire_watched(Instance& instance) noexcept;
  /// Takes instances out without their cascades.
  void let_go(const std::vector<Instance*>& instances);

  // What the unit of work reports (session_core.cpp, savepoints.cpp).
  /// The row of a watched instance is about to be another one.
  void note_written(Instance& instance);
  /// The instance is about to have another key.
  void forget_key(Instance& instance);

  // Taking back (savepoints.cpp).
  /// Returns the entities that are there again.
  std::vector<Instance*> take_back_rows(const SavepointMark& mark);
  void take_back_watched(std::size_t mark);
  void unload_taken_back(const std::vector<Instance*>& restored);
  // Of new entities, from that place in `inserted_in_transaction_` on (transient_again.cpp).
  void take_back_links(std::size_t first);
  void take_back_references(std::size_t first);

  std::shared_ptr<EngineCore> engine_;
  SessionOptions options_;
  Graph* graph_;
  IdentityMap identities_{};
  Lease lease_{};
  std::uint64_t queries_ = 0;
  SessionListeners listeners_{};
  tsl::robin_map<const MappedEntity*, std::unique_ptr<KeyLookup>> lookups_{};
  KeyLookup* last_lookup_ = nullptr;  ///< one of them
  UnwatchedWrites unwatched_;

  std::vector<Instance*> added_{};    ///< pending, in the order of `add`
  std::vector<Instance*> touched_{};  ///< persistent and watched
  std::vector<Instance*> removed_{};  ///< to be deleted by the next flush
  std::vector<Instance*> inserted_in_transaction_{};
  std::vector<Instance*> deleted_in_transaction_{};
  std::vector<OldKey> old_keys_{};       ///< of rows whose key was changed in this transaction
  std::vector<WrittenAssociation> association_log_{};
  std::vector<SavepointMark> marks_{};   ///< savepoints that are open, the innermost last
  std::vector<EndedSavepoint> ended_{};  ///< savepoints that are over while their guards are there
  std::uint32_t savepoints_ = 0;         ///< begun so far
  std::vector<StreamCore*> streams_{};   ///< open
  int loading_ = 0;
  int no_autoflush_ = 0;
  bool preparing_ = false;  ///< callbacks before a flush are running: what they query is not flushed for
  bool flushing_ = false;
  std::string failure_{};  ///< why the session, or its savepoint, has to be rolled back before it can go on
};

}  // namespace weft::detail
