// SPDX-License-Identifier: MIT
//
// The manifest of a plugin, written out as text and as an ELF note while the plugin is compiled. The macros
// of strategy_plugin.hpp and dialect_plugin.hpp use this; nothing else should.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "weft/plugin/abi.hpp"
#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {

/// What the author of a strategy says about it.
struct StrategyManifest {
  static constexpr std::uint32_t kind = kind_strategy;
  static constexpr const char* schemes = "";
  const char* name = "";         ///< `[a-z][a-z0-9_]*`, at most 32 characters; the file is libweft_strategy_<name>.so
  const char* version = "";      ///< "1.0.0", optionally with "-rc.1" or "+build" behind it
  const char* summary = "";      ///< one line
  const char* license = "";      ///< an SPDX expression
  const char* install_hint = ""; ///< how to get what the plugin itself needs
};

/// What the author of a dialect says about it.
struct DialectManifest {
  static constexpr std::uint32_t kind = kind_dialect;
  const char* name = "";
  const char* version = "";
  const char* summary = "";
  const char* schemes = ""; ///< URL schemes, separated by spaces; empty: the name
  const char* license = "";
  const char* install_hint = ""; ///< how to get the driver: "apt-get install libpqxx-6.4"
};

constexpr bool is_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

constexpr bool is_plugin_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 32 || !is_lower(name[0]))
    return false;
  for (char c : name)
    if (!is_lower(c) && !is_digit(c) && c != '_')
      return false;
  return true;
}

/// Three numbers with dots between, then nothing or a suffix that begins with `-` or `+`.
constexpr bool is_plugin_version(std::string_view version) noexcept {
  std::size_t at = 0;
  for (int part = 0; part < 3; ++part) {
    std::size_t begin = at;
    while (at < version.size() && is_digit(version[at]))
      ++at;
    if (at == begin)
      return false;
    if (part == 2)
      break;
    if (at == version.size() || version[at++] != '.')
      return false;
  }
  if (at == version.size())
    return true;
  if ((version[at] != '-' && version[at] != '+') || at + 1 == version.size())
    return false;
  for (char c : version.substr(at))
    if (!is_lower(c) && !(c >= 'A' && c <= 'Z') && !is_digit(c) && c != '.' && c != '-' && c != '+')
      return false;
  return true;
}

/// A value of the manifest is one line.
constexpr bool is_one_line(std::string_view value) noexcept {
  for (char c : value)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      return false;
  return true;
}

constexpr bool is_scheme_list(std::string_view schemes) noexcept {
  for (char c : schemes)
    if (!is_lower(c) && !is_digit(c) && c != '+' && c != '-' && c != '.' && c != ' ')
      return false;
  return true;
}

/// Counts when `out` is null, writes otherwise: the size must be known before there is room for the text.
class ManifestWriter {
public:
  constexpr explicit ManifestWriter(char* out) noexcept : out_(out) {}

  constexpr void line(std::string_view key, std::string_view value) noexcept {
    if (value.empty())
      return;
    add(key);
    add(" = ");
    add(value);
    add("\n");
  }
  constexpr std::size_t size() const noexcept { return size_; }

private:
  constexpr void add(std::string_view text) noexcept {
    for (char c : text) {
      if (out_ != nullptr)
        out_[size_] = c;
      ++size_;
    }
  }

  char* out_;
  std::size_t size_ = 0;
};

template <class Manifest>
constexpr std::size_t write_manifest(const Manifest& manifest, char* out) noexcept {
  char digits[10]{};
  std::size_t first = sizeof digits;
  for (std::uint32_t rest = abi_number; rest != 0 || first == sizeof digits; rest /= 10)
    digits[--first] = static_cast<char>('0' + rest % 10);

  ManifestWriter writer(out);
  writer.line("manifest", "1");
  writer.line("kind", Manifest::kind == kind_dialect ? "dialect" : "strategy");
  writer.line("name", manifest.name);
  writer.line("version", manifest.version);
  writer.line("summary", manifest.summary);
  writer.line("license", manifest.license);
  writer.line("weft_abi", std::string_view(digits + first, sizeof digits - first));
  writer.line("abi_tag", abi_tag);
  writer.line("built_with", built_with);
  if constexpr (Manifest::kind == kind_dialect)
    writer.line("schemes", manifest.schemes[0] != '\0' ? manifest.schemes : manifest.name);
  writer.line("install_hint", manifest.install_hint);
  return writer.size();
}

/// The text of a manifest, with a terminating zero that its size does not count.
template <std::size_t Size>
struct ManifestText {
  char text[Size + 1]{};
};

template <std::size_t Size, class Manifest>
constexpr ManifestText<Size> manifest_text(const Manifest& manifest) noexcept {
  ManifestText<Size> result;
  write_manifest(manifest, result.text);
  return result;
}

/// The ELF note, byte for byte. Its parts are padded to four bytes, as notes are.
template <std::size_t Size>
struct ElfNote {
  std::uint32_t name_size = 5;
  std::uint32_t content_size = sizeof(weft_plugin_note) + Size;
  std::uint32_t type = note_type;
  char name[8] = {'W', 'E', 'F', 'T'};
  weft_plugin_note content{};
  char text[(Size + 3) / 4 * 4]{};
};

template <std::size_t Size, class Manifest>
constexpr ElfNote<Size> elf_note(const Manifest& manifest) noexcept {
  ElfNote<Size> note;
  for (std::size_t i = 0; i < sizeof descriptor_magic; ++i)
    note.content.magic[i] = descriptor_magic[i];
  note.content.abi = abi_number;
  note.content.kind = Manifest::kind;
  note.content.manifest_size = Size;
  write_manifest(manifest, note.text);
  return note;
}

} // namespace weft::plugins
