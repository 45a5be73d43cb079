// SPDX-License-Identifier: MIT
//
// A column that may stay behind when its row is read.
//
//   struct Post { std::int64_t id{}; std::string title{}; weft::Deferred<std::string> content{}; };
//   m.column<&Post::content>().deferred();           // never with the row, unless a query says undefer
//
//   fmt::print("{}", *post->content);                // read now, for every post that came with this one
//   post.modify()->content = "new";                  // written without being read before
//
// C++ cannot intercept the reading of a plain member, so a column that may be absent says so in its type. Without
// `deferred()` it comes with the row unless a query says `defer` or `load_only` (query/options.hpp). For large
// texts and blobs; a small column costs less than the statement that fetches it. Keys and versions cannot be deferred.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "weft/mapping/codec.hpp"

namespace weft {

class Instance;
struct MappedColumn;

struct DeferOptions {
  bool raiseload = false;  ///< reading it throws `UnloadedAccessError` instead of sending a statement
};

namespace detail {

/// What is known of a deferred value. Unbound in a plain value and in copies, like a relationship member.
class DeferredMember {
 public:
  /// False while the value is still in the database only.
  [[nodiscard]] bool loaded() const noexcept { return missing_ == nullptr; }

 protected:
  DeferredMember() noexcept = default;
  DeferredMember(const DeferredMember& other) noexcept : missing_(other.missing_) {}
  DeferredMember& operator=(const DeferredMember& other) noexcept {
    missing_ = other.missing_;  // whose it is stays
    return *this;
  }
  ~DeferredMember() = default;
  /// Reads it from the database.
  void load() const;

 private:
  friend struct DeferredAccess;
  Instance* owner_ = nullptr;              ///< whose object it is part of; null outside of weft
  const MappedColumn* missing_ = nullptr;  ///< the column to read it from; null when the value is there
};

/// What the framework may do with one.
struct DeferredAccess {
  static void bind(DeferredMember& member, Instance& owner) noexcept { member.owner_ = &owner; }
  static void forget(DeferredMember& member, const MappedColumn& column) noexcept { member.missing_ = &column; }
  static void found(DeferredMember& member) noexcept { member.missing_ = nullptr; }
  [[nodiscard]] static Instance* owner(const DeferredMember& member) noexcept { return member.owner_; }
  [[nodiscard]] static const MappedColumn* missing(const DeferredMember& member) noexcept { return member.missing_; }
  template <class T>
  static T& value(Deferred<T>& member) noexcept {
    return member.value_;
  }
  template <class T>
  static const T& value(const Deferred<T>& member) noexcept {
    return member.value_;
  }
};

[[noreturn]] void throw_not_copied(const DeferredMember& member);

}  // namespace detail

template <class T>
class Deferred : public detail::DeferredMember {
 public:
  using value_type = T;

  Deferred() = default;
  template <class U>
    requires(std::is_convertible_v<U &&, T> && !std::derived_from<std::remove_cvref_t<U>, DeferredMember>)
  Deferred(U&& value) : value_(std::forward<U>(value)) {}
  /// A copy of one that is not loaded cannot be loaded either.
  Deferred(const Deferred&) = default;
  Deferred(Deferred&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : DeferredMember(other), value_(std::move(other.value_)) {}
  /// Takes over the value of the other, which is loaded for that where it can be.
  Deferred& operator=(const Deferred& other) {
    if (this != &other) *this = *other;
    return *this;
  }
  Deferred& operator=(Deferred&& other) { return *this = std::as_const(other); }
  template <class U>
    requires(std::is_convertible_v<U &&, T> && !std::derived_from<std::remove_cvref_t<U>, DeferredMember>)
  Deferred& operator=(U&& value) {
    value_ = T(std::forward<U>(value));
    detail::DeferredAccess::found(*this);
    return *this;
  }
  ~Deferred() = default;

  /// The value. One that is not loaded is read now, together with that of everything that the same statement read;
  /// throws what a statement throws, `DetachedError` without a session, `UnloadedAccessError` under `raiseload`, and
  /// `UsageError` in a copy.
  [[nodiscard]] const T& operator*() const {
    if (!loaded()) load();
    return value_;
  }
  /// The same for changing it in place, behind `modify()`.
  [[nodiscard]] T& operator*() {
    if (!loaded()) load();
    return value_;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T* operator->() { return &**this; }

 private:
  friend struct detail::DeferredAccess;
  T value_{};
};

namespace detail {

template <Storable U>
struct Codec<Deferred<U>> {
  static constexpr SqlType type = Codec<U>::type;
  static constexpr CellKind cell = Codec<U>::cell;
  static constexpr std::string_view name = Codec<U>::name;
  static constexpr bool nullable = requires { Codec<U>::nullable; };
  static constexpr bool deferrable = true;
  static bool read(const Cell& from, Deferred<U>& member) {
    if (!Codec<U>::read(from, DeferredAccess::value(member))) return false;
    DeferredAccess::found(member);
    return true;
  }
  static Cell bind(const Deferred<U>& member, Scratch& scratch) {
    if (!member.loaded()) throw_not_copied(member);
    return Codec<U>::bind(DeferredAccess::value(member), scratch);
  }
  /// As it is, without loading anything.
  static void assign(Deferred<U>& to, const Deferred<U>& from) {
    if (const MappedColumn* missing = DeferredAccess::missing(from)) return DeferredAccess::forget(to, *missing);
    DeferredAccess::value(to) = DeferredAccess::value(from);
    DeferredAccess::found(to);
  }
};

template <class U>
bool equal_values(const Deferred<U>& left, const Deferred<U>& right) {
  if (!left.loaded() || !right.loaded()) return left.loaded() == right.loaded();
  return equal_values(DeferredAccess::value(left), DeferredAccess::value(right));
}

/// The value in a member, which is there.
template <class M>
[[nodiscard]] const ColumnValue<M>& column_value(const M& member) noexcept {
  if constexpr (is_deferred<M>) return DeferredAccess::value(member);
  else return member;
}

}  // namespace detail
}  // namespace weft
