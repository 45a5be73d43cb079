// SPDX-License-Identifier: MIT
//
// Members that are arrays.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

struct Lists {
  std::int64_t id{};
  std::vector<std::string> texts{};
  std::vector<std::int64_t> numbers{};
  std::vector<std::optional<std::int32_t>> gaps{};
  std::vector<bool> flags{};
  std::vector<double> reals{};
  std::vector<Uuid> uuids{};
  std::vector<std::chrono::sys_time<std::chrono::microseconds>> moments{};
  std::vector<std::vector<std::byte>> blobs{};
  std::optional<std::vector<std::string>> maybe{};
};

void map(Mapper<Lists>& m);

class Trial;

/// Provides the table, without any rows. Only where the dialect claims arrays.
void empty_lists(Trial& trial);

}  // namespace weft::conformance
