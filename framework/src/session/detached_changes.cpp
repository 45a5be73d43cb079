// SPDX-License-Identifier: MIT
//
// What is changed of an entity that is in no session: the one that takes it back writes it.
#include "session/instance_flags.hpp"
#include "session/session_core.hpp"

namespace weft::detail {

void note_change(Instance& instance) {
  if (SessionCore* session = session_of(instance))
    session->touch(instance);
  else if (instance.state() == State::detached && !has_flag(instance, flag_gone))
    take_snapshot(instance);
}

void put_down_changes(Instance& instance) noexcept {
  InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra) return;
  if (!extra->snapshot || !has_flag(instance, flag_touched)) {
    drop_extra(instance);
  } else {
    extra->owners.clear();
    extra->watched_since = extra->written_in = extra->kept_in = 0;
  }
  clear_flag(instance, flag_touched);
  clear_flag(instance, flag_switched);
}

void SessionCore::take_up_changes(Instance& instance) {
  InstanceExtra* extra = InstanceAccess::extra(instance);
  if (!extra || !extra->snapshot) return;
  extra->watched_since = savepoint();
  set_flag(instance, flag_touched);
  keep(instance);
  touched_.push_back(&instance);
}

}  // namespace weft::detail
