// SPDX-License-Identifier: MIT
#include "session/queued_links.hpp"

#include <algorithm>

namespace weft::detail {

InDatabase before_of(Instance& owner, const MappedRelationship& relationship, const Instance& item) {
  const RelationHistory* history = history_of(owner, relationship);
  const bool known = history && history->known && relation_of(owner, relationship).load_state() == LoadState::loaded;
  return known && !(history->items && history->items->contains(&item)) ? InDatabase::no : InDatabase::perhaps;
}

void queue_change(RelationHistory& history, Instance& item, bool added, bool direct, InDatabase before) {
  auto opposite = std::find_if(history.queue.begin(), history.queue.end(), [&](const QueuedChange& change) {
    return change.item == &item && change.added != added;
  });
  const bool never_was = before == InDatabase::no || item.state() != State::persistent;
  if (opposite == history.queue.end()) {
    if (before == InDatabase::perhaps) history.queue.push_back({&item, added, direct});
  } else if (added && opposite->visited) {
    opposite->added = true;  // and here again: nobody knows of before
  } else if (added || never_was) {
    history.queue.erase(opposite);
  } else {
    opposite->added = false;  // it may have been in before it was put in
    opposite->visited = true;
  }
}

bool waits(Instance& owner, const MappedRelationship& relationship, const Instance& item) noexcept {
  if (relation_of(owner, relationship).load_state() != LoadState::unloaded) return false;
  const RelationHistory* history = history_of(owner, relationship);
  return history && std::any_of(history->queue.begin(), history->queue.end(),
                                [&](const QueuedChange& change) { return change.added && change.item == &item; });
}

}  // namespace weft::detail
