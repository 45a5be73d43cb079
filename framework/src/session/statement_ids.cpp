// SPDX-License-Identifier: MIT
#include "session/statement_ids.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace weft::detail {

std::uint64_t StatementIds::of(std::string_view sql) {
  static constinit std::atomic<std::uint64_t> last{0};
  if (limit_ == 0) return 0;
  if (const auto known = known_.find(sql)) return *known;
  auto fresh = std::make_shared<const std::uint64_t>(last.fetch_add(1, std::memory_order_relaxed) + 1);
  return *known_.insert(std::string(sql), std::move(fresh));
}

}  // namespace weft::detail
