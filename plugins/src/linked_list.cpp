// SPDX-License-Identifier: MIT
#include "linked_list.hpp"

#include <atomic>

namespace weft::plugins {
namespace {

// Ready before any constructor runs: registrations are constructors of static objects.
constinit std::atomic<const LinkedPlugin*> first{nullptr};

} // namespace

LinkedPlugin::LinkedPlugin(Entry plugin) noexcept : entry_(plugin), next_(first.load(std::memory_order_relaxed)) {
  while (!first.compare_exchange_weak(next_, this, std::memory_order_release, std::memory_order_relaxed)) {
  }
}

const LinkedPlugin* first_linked_plugin() noexcept {
  return first.load(std::memory_order_acquire);
}

} // namespace weft::plugins
