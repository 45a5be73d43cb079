// SPDX-License-Identifier: MIT
//
// Folders and files for a test, gone when it ends; and what the fixtures are called.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::test {

/// libweft_<kind>_<name>.so among the fixtures.
std::string fixture(std::string_view kind, std::string_view name);

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);

/// Replaces every occurrence; the two have the same length. Returns how many there were.
int patch(std::string& bytes, std::string_view from, std::string_view to);

/// Where the last byte of a library that the system loader needs lies.
std::size_t end_of_segments(const std::string& bytes);

/// A new folder under the system's temporary one, that only its owner can write.
class Sandbox {
public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }
  /// Copies a fixture, and returns the path of the copy.
  std::string copy(std::string_view kind, std::string_view name);

private:
  std::string path_;
};

/// An environment variable for the length of a test.
class Environment {
public:
  Environment(const char* name, const std::string& value);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

private:
  std::string name_;
  std::string before_;
  bool was_set_ = false;
};

} // namespace weft::test
