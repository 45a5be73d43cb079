// SPDX-License-Identifier: MIT
#include "manifest_record.hpp"

#include <charconv>

#include "weft/plugin/manifest.hpp"

namespace weft::plugins {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    std::size_t end = text.find(' ');
    if (end != 0)
      result.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

bool whole_number(std::string_view text, std::uint32_t& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Text of an unknown file ends up in messages on a terminal: no control characters, and not a screenful.
std::string printable(std::string_view text) {
  std::string result(text.substr(0, 40));
  for (char& c : result)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e)
      c = '?';
  return result;
}

} // namespace

std::string_view kind_text(std::uint32_t kind) noexcept {
  if (kind == kind_dialect)
    return "dialect";
  if (kind == kind_strategy)
    return "strategy";
  return {};
}

Found<ManifestRecord> parse_manifest(std::string_view text) {
  using Result = Found<ManifestRecord>;
  ManifestRecord record;
  record.text = text;
  std::string_view format;
  std::string_view abi;

  while (!text.empty()) {
    std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      return Result::no("the last line of its manifest is cut off");
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);

    std::size_t sign = line.find(" = ");
    if (sign == std::string_view::npos)
      return Result::no("its manifest has a line \"" + printable(line) + "\" without a value");
    std::string_view key = line.substr(0, sign);
    std::string_view value = line.substr(sign + 3);
    if (!is_one_line(value))
      return Result::no("its manifest has control characters in \"" + printable(key) + "\"");
    if (key == "manifest")
      format = value;
    else if (key == "kind")
      record.kind = value;
    else if (key == "name")
      record.name = value;
    else if (key == "version")
      record.version = value;
    else if (key == "summary")
      record.summary = value;
    else if (key == "license")
      record.license = value;
    else if (key == "weft_abi")
      abi = value;
    else if (key == "abi_tag")
      record.abi_tag = value;
    else if (key == "built_with")
      record.built_with = value;
    else if (key == "schemes")
      record.schemes = words(value);
    else if (key == "install_hint")
      record.install_hint = value;
  }

  if (format != "1")
    return Result::no("its manifest has the format \"" + printable(format) + "\", this program reads \"1\"");
  if (record.kind != "dialect" && record.kind != "strategy")
    return Result::no("its manifest says kind \"" + printable(record.kind) +
                      "\", which is neither dialect nor strategy");
  if (!is_plugin_name(record.name))
    return Result::no("its manifest says \"" + printable(record.name) + "\", which cannot be the name of a plugin");
  if (!is_plugin_version(record.version))
    return Result::no("its manifest says \"" + printable(record.version) + "\", which is not a version");
  if (!whole_number(abi, record.abi))
    return Result::no("its manifest says weft_abi \"" + printable(abi) + "\", which is not a number");
  return {std::move(record), {}};
}

} // namespace weft::plugins
