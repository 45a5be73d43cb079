// SPDX-License-Identifier: MIT
//
// Hands the rows of a select to the program's container, which knows their types.
#pragma once

#include <vector>

#include "loading/select_run.hpp"
#include "query/enumerators.hpp"
#include "weft/session/result.hpp"

namespace weft::detail {

class TakeRows final : public RowSink {
 public:
  TakeRows(void* rows, RowFunction take) : rows_(rows), take_(take) {}

  void row(const RowView& row) override {
    const auto& items = row.plan->items;
    items_.resize(items.size());
    for (std::size_t index = 0; index < items.size(); ++index) {
      if (items[index].ops)
        items_[index].cell = items[index].names ? number_of(*items[index].names, row.cell(index)) : row.cell(index);
      else
        items_[index].instance = row.entity(index);
    }
    take_(rows_, items_.data());
  }

 private:
  void* rows_;
  RowFunction take_;
  std::vector<RowItem> items_{};
};

}  // namespace weft::detail
