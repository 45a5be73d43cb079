// SPDX-License-Identifier: MIT
//
// A program that a test starts, listens to, and kills.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace weft::test {

class Child {
 public:
  /// Throws `std::system_error` when the program cannot be started.
  Child(const std::string& program, const std::vector<std::string>& arguments);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  /// Until it has written so many lines, or has ended.
  void wait_for_lines(std::size_t count);
  static void wait_for(std::chrono::microseconds time);
  /// Sends SIGKILL. All lines that it had written, without one that was cut off. A program that had ended by itself
  /// before is a failure of the test.
  std::vector<std::string> kill();

 private:
  /// False at the end.
  bool read_more();
  [[nodiscard]] std::size_t lines() const;

  int process_ = -1;
  int output_ = -1;
  std::string written_{};
};

}  // namespace weft::test
