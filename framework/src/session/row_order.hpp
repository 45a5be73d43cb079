// SPDX-License-Identifier: MIT
//
// In which order rows can be written that wait for one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace weft::detail {

/// Rows are numbered from 0. Where they wait in a circle, a wait that may be broken is given up; the caller
/// writes that part of the row later, or takes it away earlier.
///
///   RowOrder order(3);
///   order.wait(0, 1, true, 42);   // row 0 comes after row 1, if need be before it
///   order.solve();
///   order.level(0);               // rows of one level do not wait for each other
///   order.broken();               // the tags of the waits that were given up
class RowOrder {
 public:
  explicit RowOrder(std::size_t rows) : open_(rows), levels_(rows) {}

  void wait(std::size_t waiter, std::size_t awaited, bool may_break, std::size_t tag);
  /// Takes time in proportion to rows and waits, plus the length of the way into and around each circle.
  void solve();

  [[nodiscard]] std::uint32_t level(std::size_t row) const noexcept { return levels_[row]; }
  [[nodiscard]] const std::vector<std::size_t>& broken() const noexcept { return broken_; }

 private:
  struct Wait {
    std::size_t waiter = 0;
    std::size_t awaited = 0;
    bool may_break = false;
    bool over = false;  ///< the awaited row is placed, or the wait was given up
    std::size_t tag = 0;
  };
  /// For each row, the waits in which it has one role.
  struct Lists {
    std::vector<std::size_t> begins{};
    std::vector<std::size_t> waits{};
  };
  template <class Role>
  [[nodiscard]] Lists listed(Role role) const;
  void place(std::size_t row);
  void break_a_circle(std::size_t start);

  std::vector<Wait> waits_{};
  std::vector<std::size_t> open_;  ///< waits of a row that are not over
  std::vector<std::uint32_t> levels_;
  std::vector<std::size_t> ready_{};
  std::vector<std::size_t> broken_{};
  std::vector<std::size_t> seen_in_{};  ///< for each row: the walk along a circle that came by last
  Lists by_waiter_{};
  Lists by_awaited_{};
};

}  // namespace weft::detail
