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

#include "weft/session/relation.hpp"

namespace weft {

template <class T>
class Ref : public detail::Relation {
 public:
  Ref() noexcept = default;
  template <class U>
    requires std::is_convertible_v<U&&, detail::Entry<T>>
  Ref(U&& entry) {
    detail::assign_ref(*this, detail::Entry<T>(std::forward<U>(entry)).get());
  }
  /// A copy of a bound member has no ties; a copy of an unbound one shares its handle.
  Ref(const Ref& other) noexcept : Relation() {
    if (!other.owner_ && other.state_ != LoadState::unset) detail::assign_ref(*this, other.target_);
  }
  Ref(Ref&& other) noexcept : Relation() {
    if (other.owner_) return;
    state_ = std::exchange(other.state_, LoadState::unset);
    target_ = std::exchange(other.target_, nullptr);
  }
  /// Takes over where the other one leads; one that was never written to changes nothing.
  Ref& operator=(const Ref& other) {
    if (this != &other && other.state_ != LoadState::unset) detail::assign_ref(*this, other.instance());
    return *this;
  }
  template <class U>
    requires std::is_convertible_v<U&&, detail::Entry<T>>
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
  [[nodiscard]] Instance* instance() const {
    return state_ == LoadState::unloaded ? detail::load_ref(*this) : target_;
  }
};

}  // namespace weft
