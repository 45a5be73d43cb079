// SPDX-License-Identifier: MIT
//
// A query whose rows are read in portions.
#pragma once

#include <cstdint>

#include "loading/select_run.hpp"
#include "weft/session/session_options.hpp"
#include "weft/session/stream.hpp"

namespace weft::detail {

class StreamCore {
 public:
  /// Flushes, and sends the statement.
  StreamCore(SessionCore& session, const SelectBuilder& select, StreamOptions options, RowFunction take);
  StreamCore(const StreamCore&) = delete;
  StreamCore& operator=(const StreamCore&) = delete;
  ~StreamCore();

  /// See `read_portion`.
  bool read(void* rows);
  /// Its session cannot give it rows any more.
  void end(const char* why) noexcept;

  /// The savepoint inside of which it was opened; 0 outside of all.
  [[nodiscard]] std::uint32_t savepoint() const noexcept { return savepoint_; }
  /// Null without populate_existing.
  [[nodiscard]] Populated* populated() const noexcept { return run_.populated(); }

 private:
  SessionCore* session_;  ///< null after the end
  SelectRun run_;
  RowFunction take_;
  std::uint32_t savepoint_;
  const char* why_ended_ = nullptr;
  bool complete_ = false;  ///< all rows were read
};

}  // namespace weft::detail
