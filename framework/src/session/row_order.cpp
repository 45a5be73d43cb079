// SPDX-License-Identifier: MIT
#include "session/row_order.hpp"

#include <algorithm>
#include <iterator>

namespace weft::detail {

void RowOrder::wait(std::size_t waiter, std::size_t awaited, Tie tie, std::size_t tag) {
  waits_.push_back({waiter, awaited, tie, false, tag});
  ++open_[waiter];
}

template <class Role>
RowOrder::Lists RowOrder::listed(Role role) const {
  Lists lists;
  lists.begins.assign(open_.size() + 1, 0);
  for (const auto& wait : waits_) ++lists.begins[role(wait) + 1];
  for (std::size_t row = 0; row < open_.size(); ++row) lists.begins[row + 1] += lists.begins[row];
  lists.waits.resize(waits_.size());
  std::vector<std::size_t> next(lists.begins.begin(), lists.begins.end() - 1);
  for (std::size_t index = 0; index < waits_.size(); ++index) lists.waits[next[role(waits_[index])]++] = index;
  return lists;
}

void RowOrder::solve() {
  by_waiter_ = listed([](const Wait& wait) { return wait.waiter; });
  by_awaited_ = listed([](const Wait& wait) { return wait.awaited; });
  for (std::size_t row = 0; row < open_.size(); ++row)
    if (open_[row] == 0) ready_.push_back(row);
  std::size_t stuck = 0;  // rows before this one are placed
  std::size_t placed = 0;
  while (placed < open_.size()) {
    for (; placed < ready_.size(); ++placed) place(ready_[placed]);
    if (placed == open_.size()) break;
    while (open_[stuck] == 0) ++stuck;
    break_a_circle(stuck);
  }
}

void RowOrder::place(std::size_t row) {
  for (std::size_t index = by_awaited_.begins[row]; index < by_awaited_.begins[row + 1]; ++index) {
    Wait& wait = waits_[by_awaited_.waits[index]];
    if (wait.over) continue;
    wait.over = true;
    levels_[wait.waiter] = std::max(levels_[wait.waiter], levels_[row] + 1);
    if (--open_[wait.waiter] == 0) ready_.push_back(wait.waiter);
  }
}

/// Whoever follows from a row that cannot be placed what it waits for, comes to a row a second time.
void RowOrder::break_a_circle(std::size_t start) {
  auto first_open = [&](std::size_t row) {
    std::size_t index = by_waiter_.begins[row];
    while (waits_[by_waiter_.waits[index]].over) ++index;
    return by_waiter_.waits[index];
  };
  std::vector<std::size_t> path;  // waits
  seen_in_.resize(open_.size());
  const std::size_t round = broken_.size() + 1;
  std::size_t row = start;
  while (seen_in_[row] != round) {
    seen_in_[row] = round;
    path.push_back(first_open(row));
    row = waits_[path.back()].awaited;
  }
  const auto circle = std::find_if(path.begin(), path.end(), [&](std::size_t wait) { return waits_[wait].waiter == row; });
  Wait& given_up = waits_[*std::min_element(circle, path.end(), [&](std::size_t left, std::size_t right) {
    return waits_[left].tie < waits_[right].tie;
  })];
  if (given_up.tie == Tie::firm && knot_.empty())
    std::transform(circle, path.end(), std::back_inserter(knot_), [&](std::size_t wait) { return waits_[wait].tag; });
  given_up.over = true;
  broken_.push_back(given_up.tag);
  if (--open_[given_up.waiter] == 0) ready_.push_back(given_up.waiter);
}

}  // namespace weft::detail
