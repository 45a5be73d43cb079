// SPDX-License-Identifier: MIT
//
// Databases for tests: in memory, or a file that goes when the test ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "dialect.hpp"
#include "support/statements.hpp"

namespace weft::sqlite::test {

/// A folder of its own for each object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_sqlite_").string() + std::string(6, 'X');
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_{};
};

inline std::unique_ptr<weft::Connection> connect(std::string_view url, const ConnectOptions& options = {}) {
  return Sqlite().connect(Url::parse(url), options);
}

using weft::test::number;
using weft::test::rows;
using weft::test::run;
using weft::test::text;

}  // namespace weft::sqlite::test
