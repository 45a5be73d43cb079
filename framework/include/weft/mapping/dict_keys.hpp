// SPDX-License-Identifier: MIT
//
// The keys of keyed collections, without their type. `Dict<Key, T>` makes one `KeyStore` per collection;
// its keys stand in the order of the collection's items.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weft {

class KeyStore {
 public:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  virtual ~KeyStore();
  [[nodiscard]] virtual std::unique_ptr<KeyStore> clone() const = 0;
  /// The key at a position; good until the next change.
  [[nodiscard]] virtual const void* at(std::size_t position) const = 0;
  /// Where a key stands, or `npos`.
  [[nodiscard]] virtual std::size_t find(const void* key) const = 0;
  /// Adds a key that is not there yet, behind all others.
  virtual void append(const void* key) = 0;
  virtual void erase(std::size_t position) = 0;
};

/// Makes key stores for one key type.
class DictKeys {
 public:
  virtual ~DictKeys();
  [[nodiscard]] virtual std::unique_ptr<KeyStore> make_store() const = 0;
};

namespace detail {

template <class Key>
concept Hashable = requires(const Key& key) { std::hash<Key>{}(key); };

template <class Key>
class TypedKeyStore final : public KeyStore {
 public:
  [[nodiscard]] std::unique_ptr<KeyStore> clone() const override { return std::make_unique<TypedKeyStore>(*this); }
  [[nodiscard]] const void* at(std::size_t position) const override { return &keys_[position]; }
  [[nodiscard]] std::size_t find(const void* key) const override {
    auto found = numbers_.find(*static_cast<const Key*>(key));
    if (found == numbers_.end()) return npos;
    return static_cast<std::size_t>(std::lower_bound(order_.begin(), order_.end(), found->second) - order_.begin());
  }
  void append(const void* key) override {
    keys_.push_back(*static_cast<const Key*>(key));
    order_.push_back(next_);
    numbers_.emplace(keys_.back(), next_++);
  }
  void erase(std::size_t position) override {
    numbers_.erase(keys_[position]);
    keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(position));
    order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(position));
  }

 private:
  struct Less {
    bool operator()(const Key& left, const Key& right) const { return left < right; }
  };
  template <class K>
  struct Numbers : std::type_identity<std::map<K, std::uint64_t, Less>> {};
  template <Hashable K>
  struct Numbers<K> : std::type_identity<std::unordered_map<K, std::uint64_t>> {};

  // Each key has a number that it keeps when others go, and numbers ascend with the positions.
  std::vector<Key> keys_{};
  std::vector<std::uint64_t> order_{};
  typename Numbers<Key>::type numbers_{};
  std::uint64_t next_ = 0;
};

template <class Key>
class TypedDictKeys final : public DictKeys {
 public:
  [[nodiscard]] std::unique_ptr<KeyStore> make_store() const override {
    return std::make_unique<TypedKeyStore<Key>>();
  }
};

}  // namespace detail
}  // namespace weft
