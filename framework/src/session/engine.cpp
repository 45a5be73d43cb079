// SPDX-License-Identifier: MIT
#include "weft/session/engine.hpp"

#include <utility>

#include "session/engine_core.hpp"

namespace weft {

Engine::Engine(std::string_view url, EngineOptions options)
    : core_(std::make_shared<detail::EngineCore>(Url::parse(url), std::move(options))) {}

Engine::~Engine() = default;

std::string Engine::url() const { return core_->url().display(); }

std::string_view Engine::dialect() const noexcept { return core_->dialect().name(); }

Subscription Engine::subscribe(detail::Callback<StatementEvent> callback) {
  return core_->subscribe(std::move(callback));
}

}  // namespace weft
