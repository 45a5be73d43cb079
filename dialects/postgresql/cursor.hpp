// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <forward_list>
#include <pqxx/result>
#include <string>
#include <vector>
#include <weft/dialect.hpp>

#include "types.hpp"

namespace weft::postgresql {

/// The rows of a result that has arrived as a whole. Text cells show the result itself; blobs arrive as hexadecimal
/// digits, and are decoded for the rows of one fetch.
class Cursor final : public weft::Cursor {
 public:
  explicit Cursor(pqxx::result result);

  std::size_t fetch(std::span<Cell> cells) override;
  [[nodiscard]] std::size_t columns() const noexcept override { return readings_.size(); }
  [[nodiscard]] std::string_view column_name(std::size_t index) const override;

 private:
  pqxx::result result_;
  std::vector<Reading> readings_{};
  std::forward_list<std::string> blobs_{};  ///< a list: what cells point to must not move, and most results have none
  int row_ = 0;
  int rows_ = 0;
};

}  // namespace weft::postgresql
