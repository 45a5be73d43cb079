// SPDX-License-Identifier: MIT
//
// Moments in the life of a session at which a program's functions run.
//
//   auto watch = session.on(weft::SessionMoment::before_flush, [&] {
//     for (auto* changed : session.dirty()) audit(*changed);
//   });
#pragma once

#include <cstdint>

namespace weft {

enum class SessionMoment : std::uint8_t {
  before_flush,    ///< there may be something to write; what is added or changed now is written along, queries do not flush
  after_flush,     ///< everything was sent; what is changed now waits for the next flush, which a commit makes
  before_commit,   ///< before the flush of the commit
  after_commit,    ///< the transaction is over
  after_rollback,  ///< likewise; not for savepoints
};

}  // namespace weft
