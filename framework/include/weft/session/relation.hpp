// SPDX-License-Identifier: MIT
//
// What relationship members have in common. Entities mention types that are not complete yet, so a
// member keeps a type-erased state only: whose it is, what is known of it, and to what it leads.
//
// A member of a plain value (before `add`, or in a copy) is unbound and holds counted handles; once its
// object belongs to an instance it is bound, and its edges own nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <concepts>
#include <vector>

#include "weft/mapping/dict_keys.hpp"
#include "weft/session/instance.hpp"
#include "weft/session/ptr.hpp"

namespace weft {

/// What is known of a relationship.
enum class LoadState : std::uint8_t {
  unset,     ///< unbound and never written to
  unloaded,  ///< not loaded; reading asks the strategy
  loaded,
  partial,   ///< some of it (a limited or filtered load): may be read, refuses to be changed
  blank,     ///< shown as empty whatever the database holds; what is added later is kept
  filling,   ///< being filled from the rows of a statement that is running
};

namespace detail {

/// The entities of a collection. Shared while somebody iterates or remembers an earlier state: whoever
/// changes it then gets a copy, so iterating while the loop's body changes the collection is safe.
struct Items {
  std::uint32_t uses = 1;
  bool counted = false;  ///< members are handles (unbound collections)
  std::vector<Instance*> members{};
  std::unique_ptr<KeyStore> keys{};  ///< Dict only, in the order of `members`
  struct Index;
  Index* index = nullptr;  ///< membership, once there are many

  Items() = default;
  Items(const Items&) = delete;
  Items& operator=(const Items&) = delete;
  ~Items();
  [[nodiscard]] bool contains(const Instance* instance) const;
  [[nodiscard]] std::size_t find(const Instance* instance) const noexcept;
};

void release(Items& items) noexcept;

/// A hold on items.
class ItemsPin {
 public:
  ItemsPin() noexcept = default;
  explicit ItemsPin(Items* items) noexcept : items_(items) {
    if (items_) ++items_->uses;
  }
  ItemsPin(const ItemsPin& other) noexcept : ItemsPin(other.items_) {}
  ItemsPin(ItemsPin&& other) noexcept : items_(std::exchange(other.items_, nullptr)) {}
  ItemsPin& operator=(ItemsPin other) noexcept {
    std::swap(items_, other.items_);
    return *this;
  }
  ~ItemsPin() {
    if (items_) release(*items_);
  }
  [[nodiscard]] Items* get() const noexcept { return items_; }
  Items* operator->() const noexcept { return items_; }
  explicit operator bool() const noexcept { return items_ != nullptr; }

 private:
  Items* items_ = nullptr;
};

class Relation {
 public:
  [[nodiscard]] Instance* owner() const noexcept { return owner_; }
  [[nodiscard]] LoadState load_state() const noexcept { return state_; }
  [[nodiscard]] std::uint16_t index() const noexcept { return index_; }

 protected:
  Relation() noexcept = default;
  ~Relation() = default;

  friend struct RelationAccess;
  static constexpr std::uint16_t unbound_index = 0xffff;
  Instance* owner_ = nullptr;
  union {
    Instance* target_ = nullptr;  ///< Ref
    Items* items_;                ///< collections; null for empty
  };
  std::uint16_t index_ = unbound_index;  ///< position in `MappedEntity::relationships`
  LoadState state_ = LoadState::unset;
};

// To-one.
Instance* load_ref(const Relation& ref);
void assign_ref(Relation& ref, Instance* target);

// To-many. `items_of` loads what is not loaded and may return null for empty.
Items* items_of(const Relation& collection);
void insert_item(Relation& collection, std::size_t position, Instance& item);
void append_item(Relation& collection, Instance& item);
void add_to_set(Relation& collection, Instance& item);
void erase_item(Relation& collection, std::size_t position);
/// False when it was not there.
bool remove_item(Relation& collection, Instance& item);
void assign_items(Relation& collection, std::vector<Instance*> items);
void put_item(Relation& dict, const void* key, const DictKeys& keys, Instance& item);
void assign_dict(Relation& dict, Items* entries);
void copy_items(Relation& to, const Relation& from);

[[noreturn]] void throw_out_of_range(const Relation& collection, std::size_t position, std::size_t size);
[[noreturn]] void throw_no_such_key(const Relation& dict);

/// What may be put into a relationship of `T`: a handle, a new value, or nothing. Holds a handle.
template <class T>
class Entry {
 public:
  Entry(std::nullptr_t) noexcept {}
  template <class U>
    requires(std::is_base_of_v<T, U>)
  Entry(const Ptr<U>& ptr) noexcept : instance_(ptr.instance()) {
    if (instance_) InstanceAccess::retain(*instance_);
  }
  template <class U>
    requires(std::is_base_of_v<T, U>)
  Entry(const Ref<U>& ref) : Entry(ref.ptr()) {}
  template <class U>
    requires(std::is_base_of_v<T, std::remove_cvref_t<U>>)
  Entry(U&& value) {
    using Entity = std::remove_cvref_t<U>;
    Entity moved(std::forward<U>(value));
    instance_ = make_instance(entity_of<Entity>(), &moved);
  }
  Entry(const Entry& other) noexcept : instance_(other.instance_) {
    if (instance_) InstanceAccess::retain(*instance_);
  }
  Entry& operator=(const Entry&) = delete;
  ~Entry() {
    if (instance_) InstanceAccess::release(*instance_);
  }
  [[nodiscard]] Instance* get() const noexcept { return instance_; }
  /// The instance; throws `UsageError` for an empty handle.
  [[nodiscard]] Instance& required() const {
    if (!instance_) throw_null_handle(type_name<T>);
    return *instance_;
  }

 private:
  Instance* instance_ = nullptr;
};

template <class Item, class T>
concept EntryOf = std::convertible_to<const Item&, Entry<T>>;

}  // namespace detail
}  // namespace weft
