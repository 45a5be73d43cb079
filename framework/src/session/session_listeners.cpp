// SPDX-License-Identifier: MIT
#include "session/session_listeners.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "session/warn.hpp"

namespace weft::detail {

Subscription SessionListeners::add(SessionMoment moment, Callback<SessionMoment> callback) {
  auto entry = std::make_shared<Entry>(Entry{moment, std::move(callback), false});
  // The subscription may outlive the session: it finds no list then.
  std::weak_ptr<Entries> list = entries_;
  std::shared_ptr<void> registration(entry.get(), [list, entry](void*) {
    entry->over = true;
    if (auto entries = list.lock()) std::erase(*entries, entry);
  });
  entries_->push_back(std::move(entry));
  return Subscription(std::move(registration));
}

bool SessionListeners::any(SessionMoment moment) const noexcept {
  return std::any_of(entries_->begin(), entries_->end(), [&](const auto& entry) { return entry->moment == moment; });
}

void SessionListeners::tell(SessionMoment moment) const {
  if (entries_->empty()) return;
  const Entries now = *entries_;  // a callback may subscribe, and end subscriptions
  for (const auto& entry : now)
    if (entry->moment == moment && !entry->over) entry->callback(moment);
}

void SessionListeners::tell_after(SessionMoment moment) const noexcept {
  const Entries now = *entries_;
  for (const auto& entry : now) {
    if (entry->moment != moment || entry->over) continue;
    try {
      entry->callback(moment);
    } catch (const std::exception& error) {
      warn("a callback of a session failed after the transaction was over\n  because  " + std::string(error.what()));
    } catch (...) {
      warn("a callback of a session failed after the transaction was over");
    }
  }
}

}  // namespace weft::detail
