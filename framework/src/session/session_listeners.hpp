// SPDX-License-Identifier: MIT
//
// Who wants to know what a session does. Belongs to the session's thread.
#pragma once

#include <memory>
#include <vector>

#include "weft/session/session_event.hpp"
#include "weft/session/subscription.hpp"

namespace weft::detail {

class SessionListeners {
 public:
  [[nodiscard]] Subscription add(SessionMoment moment, Callback<SessionMoment> callback);
  [[nodiscard]] bool any(SessionMoment moment) const noexcept;
  /// Calls everybody in the order of subscription. What one throws goes on to the caller.
  void tell(SessionMoment moment) const;
  /// The same where nothing can be stopped any more: what one throws becomes a warning.
  void tell_after(SessionMoment moment) const noexcept;

 private:
  struct Entry {
    SessionMoment moment;
    Callback<SessionMoment> callback;
    bool over = false;
  };
  using Entries = std::vector<std::shared_ptr<Entry>>;
  std::shared_ptr<Entries> entries_ = std::make_shared<Entries>();
};

}  // namespace weft::detail
