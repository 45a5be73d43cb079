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
};

/// What a pattern can be about.
struct Existing {
  std::vector<std::string> cases{};  ///< as `Record::display`, of every level
  std::vector<std::string> databases{};
  std::vector<std::string> strategies{};
};

class Deviations {
 public:
  Deviations() = default;
  /// Reads a file. Throws `UsageError` for a line that is neither empty, a comment, nor `pattern: reason`.
  explicit Deviations(const std::string& file);

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// The first that fits this name; null when the case is not known to fail.
  [[nodiscard]] const Deviation* known(std::string_view name) const;
  /// Those that fit no case there is: they are out of date. One that ends in a database which is not under test says nothing
  /// about this run, and is not among them.
  [[nodiscard]] std::vector<Deviation> outdated(const Existing& existing) const;

 private:
  std::string file_{};
  std::vector<Deviation> lines_{};
};

}  // namespace weft::conformance
