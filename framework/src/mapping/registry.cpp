// SPDX-License-Identifier: MIT
//
// Every mapping of the process, by C++ type. Nothing in it is ever destroyed: instances, statements and
// plugins point into it until the very end.
#include "registry.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "configurator.hpp"
#include "weft/mapping/dict_keys.hpp"

namespace weft {

KeyStore::~KeyStore() = default;
DictKeys::~DictKeys() = default;

namespace detail {
namespace {

struct Registry {
  std::unordered_map<std::string, const MappedEntity*> by_type{};
  std::vector<const MappedEntity*> in_order{};
  std::atomic<std::uint64_t> derived{0};
};

Registry& registry() {
  static auto& made = *new Registry;
  return made;
}

/// Types of one name in unnamed namespaces of several files are several types, which clang's type_info takes for one.
std::string key_of(const std::type_info& type) {
  std::string key = type.name();
  if (key.find("_GLOBAL__N_") != std::string::npos) key += ' ' + std::to_string(reinterpret_cast<std::uintptr_t>(&type));
  return key;
}

/// "OrderItem" becomes "order_item", "HTTPServer" becomes "http_server".
std::string snake_case(std::string_view name) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string snake;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!upper(c)) {
      snake += c;
      continue;
    }
    const bool after_word = i > 0 && name[i - 1] != '_' && !upper(name[i - 1]);
    const bool before_word =
        i > 0 && upper(name[i - 1]) && i + 1 < name.size() && !upper(name[i + 1]) && name[i + 1] != '_';
    if (after_word || before_word)
      snake += '_';
    snake += static_cast<char>(c - 'A' + 'a');
  }
  return snake;
}

} // namespace

std::recursive_mutex& mapping_mutex() {
  static auto& made = *new std::recursive_mutex;
  return made;
}

const MappedEntity& read_mapping(std::atomic<const MappedEntity*>& known, const EntityType& type) {
  const std::lock_guard lock(mapping_mutex());
  Registry& all = registry();
  std::string key = key_of(*type.type);
  auto found = all.by_type.find(key);
  if (found == all.by_type.end()) {
    auto entity = std::make_unique<MappedEntity>();
    entity->name = type.name;
    entity->type_key = type.type->name();
    entity->object = type.object;
    entity->self = type.self;
    entity->table.name = snake_case(type.name);
    entity->mapped = type.map(*entity);
    inherit_members(*entity);
    all.in_order.push_back(entity.get());
    if (entity->base)
      all.derived.fetch_add(1, std::memory_order_release);
    found = all.by_type.emplace(std::move(key), entity.release()).first;
  }
  known.store(found->second, std::memory_order_release);
  return *found->second;
}

} // namespace detail

std::vector<const MappedEntity*> mapped_entities() {
  const std::lock_guard lock(detail::mapping_mutex());
  return detail::registry().in_order;
}

std::vector<const MappedEntity*> known_kinds_of(const MappedEntity& entity) {
  std::vector<const MappedEntity*> kinds = mapped_entities();
  std::erase_if(kinds, [&](const MappedEntity* other) { return !other->is(entity); });
  return kinds;
}

std::uint64_t inheritance_version() noexcept {
  return detail::registry().derived.load(std::memory_order_acquire);
}

} // namespace weft
