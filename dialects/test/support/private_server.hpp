// SPDX-License-Identifier: MIT
//
// A server that belongs to one test, so that the test may kill it.
#pragma once

#include <string>

#include "support/databases.hpp"

namespace weft::test {

/// Started by tools/databases, and stopped with what it stored when this goes; also when the process is killed.
/// Throws `std::runtime_error` with the tool's own words when that fails.
class PrivateServer {
public:
  explicit PrivateServer(const DatabaseKind& kind);
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;
  ~PrivateServer();

  [[nodiscard]] const std::string& url() const noexcept { return url_; }

  /// Kills its processes; what they stored stays.
  void crash() const;
  /// Starts it again at the same address, with what it stored.
  void restart() const;

private:
  [[nodiscard]] std::string call(const std::string& arguments) const;

  std::string dialect_;
  std::string record_;
  std::string url_{};
};

} // namespace weft::test
