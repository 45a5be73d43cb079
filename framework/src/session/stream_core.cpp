// SPDX-License-Identifier: MIT
#include "session/stream_core.hpp"

#include <string>

#include "session/session_core.hpp"
#include "session/statement_runner.hpp"
#include "session/take_rows.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::size_t checked(StreamOptions options) {
  if (options.yield_per.rows() != 0) return options.yield_per.rows();
  throw UsageError("cannot read in portions: yield_per is 0\n  leave it out to read all rows at once");
}

SessionCore& flushed(SessionCore& session) {
  session.autoflush();
  return session;
}

}  // namespace

StreamCore::StreamCore(SessionCore& session, const SelectBuilder& select, StreamOptions options, RowFunction take)
    : session_(&flushed(session)), run_(prepared_run(session, select, options.populate_existing)), take_(take),
      savepoint_(session.savepoint()) {
  run_.open(checked(options));
  session.join(*this);
}

StreamCore::~StreamCore() {
  run_.close();
  if (session_) session_->leave(*this);
}

bool StreamCore::read(void* rows) {
  if (!session_)
    throw UsageError(std::string("cannot read the stream any further: ") + why_ended_ +
                     "\n  read it to its end first, or do in another session what ends it");
  if (complete_) return false;
  SessionCore& session = *session_;
  session.sweep(SessionCore::Sweep::when_worth_it);
  try {
    TakeRows sink(rows, take_);
    const std::size_t read = run_.read_portion(sink);
    complete_ = !run_.is_open();
    SelectRun::after_load(session, {&run_, 1});
    run_.end_portion();
    return read != 0;
  } catch (...) {
    run_.end_portion();
    if (session_) {
      end("an error ended it");
      session.leave(*this);
    }
    throw;
  }
}

void StreamCore::end(const char* why) noexcept {
  run_.close();
  session_ = nullptr;
  why_ended_ = why;
}

bool read_portion(StreamCore& stream, void* rows) { return stream.read(rows); }

void CloseStream::operator()(StreamCore* stream) const noexcept { delete stream; }

}  // namespace weft::detail
