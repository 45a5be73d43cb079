// SPDX-License-Identifier: MIT
//
// A to-one relationship member.
//
//   struct Employee { ...; weft::Ref<Department> department{}; };
//   fmt::print("{}\n", employee->department->name);
//   employee.modify()->department = sales;      // or nullptr, or Department{.name = "New"}
//
// Reading one that is not loaded runs the relationship's strategy.
#pragma once

#include <concepts>

#include "weft/session/relation.hpp"

namespace weft {

template <class T>
class Ref : public detail::Relation {
 public:
  using element_type = T;

  Ref() noexcept = default;
  template <class U>
    requires(std::is_convertible_v<U &&, detail::Entry<T>> && !std::is_same_v<std::remove_cvref_t<U>, Ref>)
  Ref(U&& entry) {
    detail::assign_ref(*this, detail::Entry<T>(std::forward<U>(entry)).get());
  }
  /// A copy of the member alone, `auto author = post->author` or `Post{.author = post->author}`, leads where it leads,
  /// loading it if need be.
  template <std::same_as<Ref> Same>
  Ref(const Same& other) : Relation() {
    *this = other;
  }
  /// The same where the member is moved alone, as `std::swap` and `std::exchange` do. What an entity holds it keeps.
  template <std::same_as<Ref> Same>
  Ref(Same&& other) : Relation() {
    if (other.owner_)
      *this = other;
    else
      take(other);
  }
  /// A copy of the whole entity, which copies its members like this, has no ties. One of an unbound member shares its handle.
  explicit Ref(const Ref& other) noexcept : Relation() {
    if (!other.owner_ && other.state_ != LoadState::unset) detail::assign_ref(*this, other.target_);
  }
  explicit Ref(Ref&& other) noexcept : Relation() {
    if (!other.owner_) take(other);
  }
  /// Takes over where the other one leads; one that was never written to changes nothing.
  Ref& operator=(const Ref& other) {
    if (this != &other && other.state_ != LoadState::unset) detail::assign_ref(*this, other.instance());
    return *this;
  }
  template <class U>
    requires(std::is_convertible_v<U &&, detail::Entry<T>> && !std::is_same_v<std::remove_cvref_t<U>, Ref>)
  Ref& operator=(U&& entry) {
    detail::assign_ref(*this, detail::Entry<T>(std::forward<U>(entry)).get());
    return *this;
  }
  ~Ref() {
    if (!owner_ && target_) detail::InstanceAccess::release(*target_);
  }

  /// The related entity, for reading. Throws `UsageError` when there is none.
  const T* operator->() const {
    Instance* target = instance();
    if (!target) {
      if (!owner_) detail::throw_null_handle(detail::type_name<T>);
      detail::throw_null_reference(*owner_, index_);
    }
    if (detail::InstanceAccess::incomplete(*target)) detail::complete(*target, &entity_of<T>);
    return static_cast<const T*>(target->object());
  }
  const T& operator*() const { return *operator->(); }
  /// True when there is a related entity.
  explicit operator bool() const { return instance() != nullptr; }

  [[nodiscard]] Ptr<T> ptr() const { return Ptr<T>::adopt(instance()); }
  operator Ptr<T>() const { return ptr(); }
  /// Shorthand for `ptr().as<U>()`.
  template <class U>
  [[nodiscard]] Ptr<U> as() const {
    return ptr().template as<U>();
  }
  /// Shorthand for `ptr().modify()`.
  [[nodiscard]] T* modify() const { return ptr().modify(); }

  friend bool operator==(const Ref& left, const Ref& right) { return left.instance() == right.instance(); }
  friend bool operator==(const Ref& left, const Ptr<T>& right) { return left.instance() == right.instance(); }
  friend bool operator==(const Ref& left, std::nullptr_t) { return left.instance() == nullptr; }

 private:
  void take(Ref& unbound) noexcept {
    state_ = std::exchange(unbound.state_, LoadState::unset);
    target_ = std::exchange(unbound.target_, nullptr);
  }
  [[nodiscard]] Instance* instance() const {
    return state_ == LoadState::unloaded ? detail::load_ref(*this) : target_;
  }
};

namespace detail {

/// What leads to one entity: a handle, or the to-one member of another entity.
template <class H>
concept Handle = std::same_as<H, Ptr<typename H::element_type>> || std::same_as<H, Ref<typename H::element_type>>;

/// The entity behind it. Throws `UsageError` when there is none.
template <class T>
[[nodiscard]] Instance& instance_of(const Ptr<T>& ptr) {
  if (!ptr) throw_null_handle(type_name<T>);
  return *ptr.instance();
}
template <class T>
[[nodiscard]] Instance& instance_of(const Ref<T>& ref) {
  return instance_of(ref.ptr());
}

}  // namespace detail

template <class T>
[[nodiscard]] State state(const Ref<T>& ref) {
  return state(ref.ptr());
}

}  // namespace weft
