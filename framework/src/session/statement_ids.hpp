// SPDX-License-Identifier: MIT
//
// Numbers for the texts of statements, so that connections find their prepared statements without
// comparing texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "session/shape_cache.hpp"

namespace weft::detail {

/// Safe from several threads.
class StatementIds {
 public:
  /// Remembers `limit` texts, those used last. 0: remembers none, and says of every statement that it is
  /// not worth preparing.
  explicit StatementIds(std::size_t limit) : limit_(limit), known_(limit) {}

  /// The same number for the same text while it is remembered, and never one that another text had, in any
  /// engine. A text that was forgotten is like a new one.
  [[nodiscard]] std::uint64_t of(std::string_view sql);

 private:
  std::size_t limit_;
  ShapeCache<std::uint64_t> known_;
};

}  // namespace weft::detail
