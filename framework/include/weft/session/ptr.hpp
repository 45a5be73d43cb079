// SPDX-License-Identifier: MIT
//
// A handle on an entity: small, counted, never dangling.
//
//   weft::Ptr<User> user = session.add(User{.name = "alice"});
//   fmt::print("{}\n", user->name);       // reading
//   user.modify()->name = "bob";          // changing
//
// A handle keeps the entity, and the graph it belongs to, alive beyond its session; it can then be read
// but not refreshed. Counting is not atomic: a handle belongs to the thread of its session. Relationship
// members are not handles: they do not own what they point to.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

#include "weft/mapping/mapper.hpp"
#include "weft/session/instance.hpp"

namespace weft {

template <class T>
class Ptr {
 public:
  using element_type = T;

  Ptr() noexcept = default;
  Ptr(std::nullptr_t) noexcept {}
  Ptr(const Ptr& other) noexcept : instance_(other.instance_) {
    if (instance_) detail::InstanceAccess::retain(*instance_);
  }
  Ptr(Ptr&& other) noexcept : instance_(std::exchange(other.instance_, nullptr)) {}
  /// A handle on a derived entity is one on its base.
  template <class Derived>
    requires(!std::is_same_v<Derived, T> && std::is_base_of_v<T, Derived>)
  Ptr(const Ptr<Derived>& other) noexcept : Ptr(adopt(other.instance())) {}
  Ptr& operator=(Ptr other) noexcept {
    std::swap(instance_, other.instance_);
    return *this;
  }
  ~Ptr() {
    if (instance_) detail::InstanceAccess::release(*instance_);
  }

  /// The entity, for reading. An expired one is read again first, which may throw what a statement throws.
  /// Throws `UsageError` when the handle is empty.
  const T* operator->() const {
    if (!instance_) detail::throw_null_handle(detail::type_name<T>);
    if (detail::InstanceAccess::incomplete(*instance_)) detail::complete(*instance_, &entity_of<T>);
    return static_cast<const T*>(instance_->object());
  }
  const T& operator*() const { return *operator->(); }
  explicit operator bool() const noexcept { return instance_ != nullptr; }

  /// The entity, for changing. Everything written through the result until the end of the transaction is
  /// seen by every flush. Throws `UsageError` for an empty handle and for an entity that was deleted.
  T* modify() const {
    if (!instance_) detail::throw_null_handle(detail::type_name<T>);
    void* object = detail::modify(*instance_);
    if (detail::InstanceAccess::in_part(*instance_)) detail::complete(*instance_, &entity_of<T>);
    return static_cast<T*>(object);
  }

  /// The entity as one of a type derived from T, or of a base of it; empty when it is none. What a query of the base left
  /// out is read now, for all entities of that type which the query read.
  template <class U>
  [[nodiscard]] Ptr<U> as() const {
    static_assert(std::is_base_of_v<T, U> || std::is_base_of_v<U, T>,
                  "weft: as<>() names a type derived from the handle's, or a base of it");
    return instance_ && detail::is_kind(*instance_, &entity_of<U>) ? Ptr<U>::adopt(instance_) : Ptr<U>();
  }

  /// The header behind the handle; null when empty. For strategies' and weft's own use.
  [[nodiscard]] Instance* instance() const noexcept { return instance_; }
  /// A handle on an instance that the caller knows to be a `T`.
  [[nodiscard]] static Ptr adopt(Instance* instance) noexcept {
    Ptr ptr;
    ptr.instance_ = instance;
    if (instance) detail::InstanceAccess::retain(*instance);
    return ptr;
  }
  /// The same for an instance whose handle the caller owns already.
  [[nodiscard]] static Ptr adopt_counted(Instance* instance) noexcept {
    Ptr ptr;
    ptr.instance_ = instance;
    return ptr;
  }

  template <class U>
  friend bool operator==(const Ptr& left, const Ptr<U>& right) noexcept {
    return left.instance_ == right.instance();
  }
  friend bool operator==(const Ptr& left, std::nullptr_t) noexcept { return left.instance_ == nullptr; }
  friend std::strong_ordering operator<=>(const Ptr& left, const Ptr& right) noexcept {
    return std::compare_three_way{}(left.instance_, right.instance_);
  }

 private:
  Instance* instance_ = nullptr;
};

/// A handle on a transient entity outside any session, to be given to `Session::add` later with all that
/// it reaches.
template <class T>
[[nodiscard]] Ptr<std::remove_cvref_t<T>> make(T&& value) {
  using Entity = std::remove_cvref_t<T>;
  Entity moved(std::forward<T>(value));
  return Ptr<Entity>::adopt_counted(detail::make_instance(entity_of<Entity>(), &moved));
}

/// Where the entity stands with its session. Throws `UsageError` for an empty handle.
template <class T>
[[nodiscard]] State state(const Ptr<T>& ptr) {
  if (!ptr) detail::throw_null_handle(detail::type_name<T>);
  return ptr.instance()->state();
}

}  // namespace weft

template <class T>
struct std::hash<weft::Ptr<T>> {
  std::size_t operator()(const weft::Ptr<T>& ptr) const noexcept { return std::hash<void*>{}(ptr.instance()); }
};
