// SPDX-License-Identifier: MIT
//
// An entity inside weft: a small header in front of the program's object.
//
// Programs hold a `Ptr<T>`; strategies are handed `Instance&` and pass it on. Instances live in the
// graph of their session (or in a small one of their own while they are transient), for as long as the
// session or any handle into that graph lives. One thread at a time uses a graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "weft/fwd.hpp"

namespace weft {

class MappedEntity;
namespace sql {
using EntityFunction = const MappedEntity& (*)();
}

/// Where an entity stands with its session.
enum class State : std::uint8_t {
  transient,   ///< a program's object, unknown to any session
  pending,     ///< added, not inserted yet
  persistent,  ///< has a row
  deleted,     ///< its DELETE was sent, the transaction goes on
  detached,    ///< had a row; its session is gone or let it go
};

namespace detail {
struct Slab;
struct InstanceExtra;
struct LoadBatch;
struct InstanceAccess;
}  // namespace detail

class Instance {
 public:
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const MappedEntity& entity() const noexcept;
  [[nodiscard]] State state() const noexcept { return state_; }
  /// The program's object, as it is now.
  [[nodiscard]] const void* object() const noexcept { return this + 1; }

 private:
  friend struct detail::InstanceAccess;
  Instance() = default;
  ~Instance() = default;

  detail::Slab* slab_ = nullptr;
  detail::LoadBatch* batch_ = nullptr;
  detail::InstanceExtra* extra_ = nullptr;
  std::uint32_t handles_ = 0;
  State state_ = State::transient;
  std::uint8_t flags_ = 0;
  std::uint16_t columns_read_ = 0;  ///< how many, while it is `flag_in_part`
};
static_assert(sizeof(Instance) == 32, "every entity pays for its header");

namespace detail {

enum InstanceFlag : std::uint8_t {
  flag_expired = 1,    ///< the next read refreshes the row
  flag_touched = 2,    ///< watched until the transaction ends
  flag_cascading = 4,  ///< a walk over the graph is here right now
  flag_switched = 8,   ///< the running flush gives it the row of a removed entity
  flag_doomed = 16,    ///< the program removed it; the next flush deletes
  flag_gone = 32,      ///< its row was deleted, and the transaction committed or the session let it go
  flag_key_made = 64,  ///< the database made its key in this transaction
  flag_in_part = 128,  ///< a query of its base read it, without what the entity itself adds
};

/// What the inline parts of handles and relations may do with an instance.
struct InstanceAccess {
  static Instance* create(void* place) noexcept { return ::new (place) Instance; }
  static void* object(Instance& instance) noexcept { return &instance + 1; }
  static bool expired(const Instance& instance) noexcept { return (instance.flags_ & flag_expired) != 0; }
  static bool in_part(const Instance& instance) noexcept { return (instance.flags_ & flag_in_part) != 0; }
  /// True when the object cannot be read as it is.
  static bool incomplete(const Instance& instance) noexcept {
    return (instance.flags_ & (flag_expired | flag_in_part)) != 0;
  }
  static void retain(Instance& instance) noexcept {
    if (instance.handles_++ == 0) first_handle(instance);
  }
  static void release(Instance& instance) noexcept {
    if (--instance.handles_ == 0) last_handle(instance);
  }
  static Slab*& slab(Instance& instance) noexcept { return instance.slab_; }
  static LoadBatch*& batch(Instance& instance) noexcept { return instance.batch_; }
  static InstanceExtra*& extra(Instance& instance) noexcept { return instance.extra_; }
  static State& state(Instance& instance) noexcept { return instance.state_; }
  static std::uint8_t& flags(Instance& instance) noexcept { return instance.flags_; }
  static std::uint16_t& columns_read(Instance& instance) noexcept { return instance.columns_read_; }
  static std::uint32_t handles(const Instance& instance) noexcept { return instance.handles_; }

 private:
  static void first_handle(Instance& instance) noexcept;
  static void last_handle(Instance& instance) noexcept;
};

/// Reads the row of an expired instance again; throws `DetachedError` when there is no session to do it.
void refresh_expired(const Instance& instance);
/// Reads what is missing of the instance before it is read as a `kind`: its row, or what a query of its base left out.
/// Throws `DetachedError` when there is no session to do it.
void complete(const Instance& instance, sql::EntityFunction kind);
/// Whether the instance is one of `kind`, which is then complete.
[[nodiscard]] bool is_kind(const Instance& instance, sql::EntityFunction kind);
/// Notes that the program is about to change the instance and returns its object.
void* modify(Instance& instance);
/// Moves a program's value into a transient instance; the caller gets one handle on it.
Instance* make_instance(const MappedEntity& entity, void* value);
[[noreturn]] void throw_null_handle(std::string_view type);
[[noreturn]] void throw_null_reference(const Instance& owner, std::uint16_t relationship);

}  // namespace detail
}  // namespace weft
