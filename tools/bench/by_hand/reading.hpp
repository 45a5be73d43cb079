// SPDX-License-Identifier: MIT
//
// What the benchmarks on servers load, and the loops over the servers' own C interfaces that they compare with.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <weft/dialect/url.hpp>

namespace bench {

struct Reading {
  std::int64_t id{};
  std::int64_t sensor{};
  std::string label{};
  double value{};
  std::optional<std::int64_t> parent{};
};

inline constexpr const char* all_readings = "SELECT id, sensor, label, value, parent FROM reading";

/// One connection, with its statements prepared. Throws `std::runtime_error` with the server's words.
class ByHand {
public:
  ByHand() = default;
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;
  virtual ~ByHand() = default;

  virtual void run(const std::string& sql) = 0;
  virtual std::vector<Reading> load() = 0;
  virtual Reading get(std::int64_t id) = 0;
};

/// libpq. Results come as text and as a whole.
std::unique_ptr<ByHand> postgresql_by_hand(const weft::Url& url);
/// MariaDB Connector/C. Results come in binary and as a whole.
std::unique_ptr<ByHand> mysql_by_hand(const weft::Url& url);

} // namespace bench
