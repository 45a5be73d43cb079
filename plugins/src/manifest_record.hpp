// SPDX-License-Identifier: MIT
//
// What a manifest says, taken out of its text. The text may come from a file that nobody vouches for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::plugins {

struct ManifestRecord {
  std::string kind{};
  std::string name{};
  std::string version{};
  std::string summary{};
  std::string license{};
  std::uint32_t abi{};
  std::string abi_tag{};
  std::string built_with{};
  std::vector<std::string> schemes{};
  std::string install_hint{};
  std::string text{}; ///< all of it, for the comparison after loading
};

/// A value, or why there is none.
template <class Value>
struct Found {
  std::optional<Value> value{};
  std::string why_not{};

  static Found no(std::string reason) { return {std::nullopt, std::move(reason)}; }
};

/// Keys that this version does not know are passed over.
Found<ManifestRecord> parse_manifest(std::string_view text);

/// "dialect", "strategy", or empty.
std::string_view kind_text(std::uint32_t kind) noexcept;

} // namespace weft::plugins
