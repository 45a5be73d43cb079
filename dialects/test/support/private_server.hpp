// SPDX-License-Identifier: MIT
//
// A server that belongs to one test, so that the test may kill it.
#pragma once

#include <string>

#include "support/databases.hpp"

namespace weft::test {

/// Started by tools/databases, with these options of it, and stopped with what it stored when this goes; also when the process is killed.
/// Throws `std::runtime_error` with the tool's own words when that fails.
class PrivateServer {
public:
  explicit PrivateServer(const DatabaseKind& kind, const std::string& options = {});
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;
  ~PrivateServer();

  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  /// The folder with the certificates of a server that was started with "--tls".
  [[nodiscard]] std::string certificates() const;

  /// Kills its processes; what they stored stays.
  void crash() const;
  /// Starts it again at the same address, with what it stored.
  void restart() const;

private:
  [[nodiscard]] std::string call(const std::string& arguments) const;
  /// The first line of what it says.
  [[nodiscard]] std::string line(const std::string& arguments) const;

  std::string dialect_;
  std::string record_;
  std::string url_{};
};

} // namespace weft::test
