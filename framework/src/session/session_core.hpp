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
#include "weft/session/session_options.hpp"

namespace weft::detail {

class SessionCore {
 public:
  SessionCore(std::shared_ptr<EngineCore> engine, const SessionOptions& options);
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;
  ~SessionCore();

  [[nodiscard]] EngineCore& engine() noexcept { return *engine_; }
  [[nodiscard]] Graph& graph() noexcept { return *graph_; }
  [[nodiscard]] IdentityMap& identities() noexcept { return identities_; }
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
  void refresh(Instance& instance);
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
  void autoflush() {
    if (options_.autoflush && no_autoflush_ == 0 && !flushing_ && has_work()) flush();
  }
  [[nodiscard]] bool has_work() const noexcept { return !added_.empty() || !touched_.empty() || !removed_.empty(); }
  void commit();
  void rollback();
  void begin_savepoint(std::string& name);
  void commit_savepoint(const std::string& name);
  void rollback_savepoint(const std::string& name);
  void hold_autoflush() noexcept { ++no_autoflush_; }
  void allow_autoflush() noexcept { --no_autoflush_; }

  /// The instance with the key in `values` (in the order of the primary key), or null.
  Instance* get(const MappedEntity& entity, std::span<const Value> key);

 private:
  friend class UnitOfWork;
  void require_usable() const;
  void end_transaction() noexcept;
  void forget_changes(Instance& instance) noexcept;
  void detach_everything() noexcept;

  std::shared_ptr<EngineCore> engine_;
  SessionOptions options_;
  Graph* graph_;
  IdentityMap identities_{};
  Lease lease_{};

  std::vector<Instance*> added_{};    ///< pending, in the order of `add`
  std::vector<Instance*> touched_{};  ///< persistent and watched
  std::vector<Instance*> removed_{};  ///< to be deleted by the next flush
  std::vector<Instance*> inserted_in_transaction_{};
  std::vector<Instance*> deleted_in_transaction_{};
  struct OldKey {
    Instance* instance;
    std::vector<Value> key;
  };
  std::vector<OldKey> old_keys_{};  ///< of rows whose key was changed in this transaction
  struct SavepointMark {
    std::string name{};
    std::size_t inserted = 0;
    std::size_t deleted = 0;
    std::size_t old_keys = 0;
  };
  void take_back(const SavepointMark& mark);
  std::vector<SavepointMark> marks_{};  ///< how much had happened when the savepoints began
  int no_autoflush_ = 0;
  int savepoints_ = 0;
  bool flushing_ = false;
  std::string failure_{};  ///< why the session has to be rolled back before it can go on
};

}  // namespace weft::detail
