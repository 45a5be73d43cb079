// SPDX-License-Identifier: MIT
//
// Deviations that are known: cases that run and are expected to fail, with the reason.
//
//   # pattern: reason
//   dialect.types.timestamp_microseconds/mydb: the server keeps milliseconds
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weft::conformance {

class Deviations {
 public:
  Deviations() = default;
  /// Reads a file. Throws `UsageError` for a line that is neither empty, a comment, nor `pattern: reason`.
  explicit Deviations(const std::string& file);

  /// Why the case is known to fail; empty when it is not. Notes that the pattern was of use.
  [[nodiscard]] std::string reason(std::string_view name);
  /// Patterns that no case fitted: they are out of date.
  [[nodiscard]] std::vector<std::string> unused() const;

 private:
  struct Line {
    std::string pattern{};
    std::string reason{};
    bool used = false;
  };
  std::vector<Line> lines_{};
};

}  // namespace weft::conformance
