// SPDX-License-Identifier: MIT
//
// In which order rows can be written that wait for one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace weft::detail {

/// How willingly a wait is given up.
enum class Tie : std::uint8_t {
  loose,  ///< before all others
  tight,  ///< where no loose one is in the circle
  firm,   ///< where there is nothing else: whoever asks has to see whether that can be
};

/// Rows are numbered from 0. Where they wait in a circle, the loosest of its waits is given up; the caller
/// writes that part of the row later, or takes it away earlier.
///
///   RowOrder order(3);
///   order.wait(0, 1, Tie::loose, 42);   // row 0 comes after row 1, if need be before it
///   order.solve();
///   order.level(0);               // rows of one level do not wait for each other
///   order.broken();               // the tags of the waits that were given up
class RowOrder {
 public:
  explicit RowOrder(std::size_t rows) : open_(rows), levels_(rows) {}

  void wait(std::size_t waiter, std::size_t awaited, Tie tie, std::size_t tag);
  /// Takes time in proportion to rows and waits, plus the length of the way into and around each circle.
  void solve();

  [[nodiscard]] std::uint32_t level(std::size_t row) const noexcept { return levels_[row]; }
  [[nodiscard]] const std::vector<std::size_t>& broken() const noexcept { return broken_; }
  /// The tags around the first circle that has firm waits only; empty when there was none.
  [[nodiscard]] const std::vector<std::size_t>& knot() const noexcept { return knot_; }

 private:
  struct Wait {
    std::size_t waiter = 0;
    std::size_t awaited = 0;
    Tie tie = Tie::loose;
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
  std::vector<std::size_t> knot_{};
  std::vector<std::size_t> seen_in_{};  ///< for each row: the walk along a circle that came by last
  Lists by_waiter_{};
  Lists by_awaited_{};
};

}  // namespace weft::detail
