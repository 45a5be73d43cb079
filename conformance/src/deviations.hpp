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

struct Deviation {
  int line = 0;  ///< of the file
  std::string pattern{};
  std::string reason{};
  bool used = false;
};

class Deviations {
 public:
  Deviations() = default;
  /// Reads a file. Throws `UsageError` for a line that is neither empty, a comment, nor `pattern: reason`.
  explicit Deviations(const std::string& file);

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// The first that fits this name; null when the case is not known to fail. Notes that the pattern was of use.
  [[nodiscard]] const Deviation* known(std::string_view name);
  /// Patterns that no case fitted: they are out of date.
  [[nodiscard]] std::vector<std::string> unused() const;

 private:
  std::string file_{};
  std::vector<Deviation> lines_{};
};

}  // namespace weft::conformance
