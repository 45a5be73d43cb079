// SPDX-License-Identifier: MIT
//
// What open streams mean for their session.
#include <algorithm>
#include <exception>

#include "session/nursery.hpp"
#include "session/session_core.hpp"
#include "session/stream_core.hpp"

namespace weft::detail {

void SessionCore::join(StreamCore& stream) {
  streams_.push_back(&stream);
  graph_->begin_nursery();
}

void SessionCore::leave(StreamCore& stream) noexcept {
  try {
    sweep(streams_.size() == 1 ? Sweep::in_any_case : Sweep::when_worth_it);
  } catch (const std::exception&) {
    // No memory to find out what may go: it stays.
  }
  std::erase(streams_, &stream);
  if (streams_.empty()) graph_->end_nursery();
}

void SessionCore::sweep(Sweep when) {
  Nursery* nursery = graph_->nursery();
  if (!nursery || (when == Sweep::when_worth_it && !nursery->worth_sweeping())) return;
  // Whoever loads or flushes has instances in hand that nothing else refers to.
  if (loading_ == 0 && !flushing_ && !preparing_) nursery->sweep(*this);
}

void SessionCore::forget_gone(const std::vector<Instance*>& gone) noexcept {
  if (gone.empty()) return;
  for (auto* instance : gone) unwatched_.forget(*instance);
  for (const auto* stream : streams_)
    if (Populated* populated = stream->populated())
      for (auto* instance : gone) populated->erase(instance);
  graph_->forget_single_owners();
}

void SessionCore::end_streams(std::uint32_t since, const char* why) noexcept {
  std::erase_if(streams_, [&](StreamCore* stream) {
    if (stream->savepoint() < since) return false;
    stream->end(why);
    return true;
  });
  if (streams_.empty()) graph_->end_nursery();
}

}  // namespace weft::detail
