// SPDX-License-Identifier: MIT
#include "session/identity_map.hpp"

#include <cstring>

namespace weft::detail {
namespace {

constexpr float fullest = 0.8F;  // entries carry their hash, so long probes cost little and memory counts

/// A decimal without the zeros that say nothing.
std::string_view number_of(std::string_view decimal) {
  if (decimal.find('.') == std::string_view::npos) return decimal;
  decimal = decimal.substr(0, decimal.find_last_not_of('0') + 1);
  if (decimal.ends_with('.')) decimal.remove_suffix(1);
  return decimal == "-0" ? decimal.substr(1) : decimal;
}

}  // namespace

std::int64_t other_integer_of(const MappedColumn& column, const void* object) {
  if (column.ops->fast == FastType::int32) return *static_cast<const std::int32_t*>(column.in(object));
  Scratch unused;
  return column.bind(object, unused).integer;
}

void append_key(const Cell& cell, std::string& key) {
  key += static_cast<char>('0' + static_cast<int>(cell.kind));
  switch (cell.kind) {
    case CellKind::null: break;
    case CellKind::integer: key.append(reinterpret_cast<const char*>(&cell.integer), sizeof cell.integer); break;
    case CellKind::real: {
      const double real = cell.real == 0 ? 0.0 : cell.real;  // and -0.0
      key.append(reinterpret_cast<const char*>(&real), sizeof real);
      break;
    }
    case CellKind::text:
    case CellKind::blob:
      key.append(reinterpret_cast<const char*>(&cell.size), sizeof cell.size);
      key.append(cell.view());
      break;
  }
}

void append_key(const MappedColumn& column, const Cell& cell, std::string& key) {
  const bool decimal = cell.kind == CellKind::text && column.column->type.kind == TypeKind::decimal;
  append_key(decimal ? Cell::text(number_of(cell.view())) : cell, key);
}

bool key_of(const std::vector<const MappedColumn*>& columns, const void* object, std::string& key) {
  Scratch scratch;
  for (const auto* column : columns) {
    Cell cell = column->bind(object, scratch);
    if (cell.is_null()) return false;
    append_key(*column, cell, key);
  }
  return true;
}

EntityIdentities::EntityIdentities(const MappedEntity& entity)
    : entity_(entity), by_integer_(0, KeyHash{entity.primary_key.front()}, KeyEqual{entity.primary_key.front()}) {
  by_integer_.max_load_factor(fullest);
}

Instance* EntityIdentities::find(const std::string& key) const {
  auto found = by_bytes_.find(key);
  return found == by_bytes_.end() ? nullptr : found->second;
}

Instance* EntityIdentities::find_like(const void* object) const {
  if (entity_.integer_key) return find(integer_of(*entity_.primary_key.front(), object));
  std::string key;
  return key_of(entity_.primary_key, object, key) ? find(key) : nullptr;
}

bool EntityIdentities::insert_bytes(Instance& instance) {
  std::string key;
  key_of(entity_.primary_key, identity_object(instance), key);
  auto [place, inserted] = by_bytes_.try_emplace(std::move(key), &instance);
  return inserted || place->second == &instance;
}

bool EntityIdentities::erase(Instance& instance) {
  if (entity_.integer_key) {
    auto found = by_integer_.find(integer_of(*entity_.primary_key.front(), identity_object(instance)));
    if (found == by_integer_.end() || *found != &instance) return false;
    by_integer_.erase(found);
    return true;
  }
  std::string key;
  if (!key_of(entity_.primary_key, identity_object(instance), key)) return false;
  auto found = by_bytes_.find(key);
  if (found == by_bytes_.end() || found->second != &instance) return false;
  by_bytes_.erase(found);
  return true;
}

EntityIdentities& IdentityMap::of_root(const MappedEntity& entity) {
  auto& place = entities_[&entity];
  if (!place) place = std::make_unique<EntityIdentities>(entity);
  last_ = place.get();
  return *place;
}

void IdentityMap::clear() noexcept {
  entities_.clear();
  last_ = nullptr;
}

}  // namespace weft::detail
