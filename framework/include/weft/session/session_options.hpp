// SPDX-License-Identifier: MIT
#pragma once

#include "weft/dialect/connection.hpp"

namespace weft {

struct SessionOptions {
  bool autoflush = true;         ///< changes are flushed before a query could miss them
  bool expire_on_commit = true;  ///< after a commit, entities are read again when they are used
  Isolation isolation = Isolation::database_default;
  bool read_only = false;  ///< the transactions are; a flush that has something to write fails
};

}  // namespace weft
