// SPDX-License-Identifier: MIT
//
// Writes a plugin's manifest at compile time: `key = value` lines in a note. For the two plugin macros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "weft/plugin/abi.hpp"
#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {

/// Everything that the text is made of. All strings are literals.
struct ManifestFields {
  const char* kind = "";
  const char* name = "";
  const char* version = "";
  const char* summary = "";
  const char* schemes = "";
  const char* license = "";
  const char* install_hint = "";
  std::uint32_t abi = abi_number;
  std::string_view tag = abi_tag;
};

/// [a-z][a-z0-9_]{0,31}
constexpr bool is_plugin_name(std::string_view name) {
  if (name.empty() || name.size() > 32 || name[0] < 'a' || name[0] > 'z') return false;
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

/// Three numbers, and what semantic versioning allows behind them: "1.0.0", "2.1.0-rc1".
constexpr bool is_plugin_version(std::string_view version) {
  int dots = 0;
  bool digit = false;
  std::size_t at = 0;
  for (; at < version.size(); ++at) {
    const char c = version[at];
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c == '.' && digit && dots < 2) {
      ++dots;
      digit = false;
    } else {
      break;
    }
  }
  if (dots != 2 || !digit) return false;
  if (at == version.size()) return true;
  if ((version[at] != '-' && version[at] != '+') || at + 1 == version.size()) return false;
  for (const char c : version.substr(at + 1)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '+') return false;
  }
  return true;
}

/// A value ends with its line.
constexpr bool is_one_line(std::string_view value) {
  for (const char c : value) {
    if (static_cast<unsigned char>(c) < 0x20) return false;
  }
  return true;
}

/// Names separated by commas or spaces; each could be the scheme of a URL. Empty is fine.
constexpr bool is_scheme_list(std::string_view schemes) {
  bool inside = false;
  for (const char c : schemes) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    const bool separator = c == ',' || c == ' ';
    if (!letter && !separator && !(inside && later)) return false;
    inside = !separator;
  }
  return true;
}

/// Appends lines to `out`, or only counts them while `out` is null.
class ManifestWriter {
 public:
  constexpr explicit ManifestWriter(char* out) : out_(out) {}

  constexpr void line(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    put(key);
    put(" = ");
    put(value);
    put("\n");
  }
  constexpr void line(std::string_view key, std::uint32_t value) {
    char digits[10] = {};
    std::size_t first = sizeof digits;
    do {
      digits[--first] = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    line(key, std::string_view(digits + first, sizeof digits - first));
  }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }

 private:
  constexpr void put(std::string_view text) {
    for (const char c : text) {
      if (out_ != nullptr) out_[size_] = c;
      ++size_;
    }
  }

  char* out_;
  std::size_t size_ = 0;
};

/// Writes the manifest and returns its length in bytes.
constexpr std::size_t write_manifest(const ManifestFields& fields, char* out) {
  ManifestWriter writer(out);
  writer.line("manifest", std::uint32_t{1});
  writer.line("kind", fields.kind);
  writer.line("name", fields.name);
  writer.line("version", fields.version);
  writer.line("summary", fields.summary);
  writer.line("license", fields.license);
  writer.line("weft_abi", fields.abi);
  writer.line("abi_tag", fields.tag);
  writer.line("built_with", built_with);
  writer.line("schemes", fields.schemes);
  writer.line("install_hint", fields.install_hint);
  return writer.size();
}

/// The manifest of `Plugin`, whose static `fields()` are constants: checked, measured, laid out as a note.
template <class Plugin>
struct PluginManifest {
  static constexpr ManifestFields fields = Plugin::fields();
  static_assert(is_plugin_name(fields.name),
                "the .name of a plugin has 1 to 32 characters: lower-case letters, digits and _, beginning with a "
                "letter");
  static_assert(is_plugin_version(fields.version), "the .version of a plugin is three numbers: \"1.0.0\"");
  static_assert(fields.summary[0] != '\0', "a plugin needs a .summary: one line that says what it is for");
  static_assert(is_one_line(fields.summary) && is_one_line(fields.license) && is_one_line(fields.install_hint),
                "the texts of a plugin have one line each, without control characters");
  static_assert(is_scheme_list(fields.schemes),
                "the .schemes of a dialect are URL schemes in lower case, separated by commas");

  static constexpr std::size_t text_size = write_manifest(fields, nullptr);
  static_assert(text_size <= 32 * 1024, "the texts of a plugin are too long: its manifest has at most 32 KB");
  static constexpr std::size_t padded_size = (text_size + 3) / 4 * 4;

  static constexpr Note<padded_size> note() {
    Note<padded_size> note{};
    note.owner_size = 5;
    note.description_size = static_cast<std::uint32_t>(sizeof(NoteHeader) + padded_size);
    note.type = note_type;
    for (std::size_t at = 0; at < sizeof note.owner; ++at) note.owner[at] = note_owner[at];
    for (std::size_t at = 0; at < sizeof note.header.magic; ++at) note.header.magic[at] = note_magic[at];
    note.header.struct_size = sizeof(NoteHeader);
    note.header.text_size = static_cast<std::uint32_t>(text_size);
    write_manifest(fields, note.text);
    return note;
  }

  /// The descriptor that goes with the note. `text` is the note's own, so that there is one copy.
  static constexpr weft_plugin_descriptor descriptor(const char* text, void* (*create)()) {
    weft_plugin_descriptor result{};
    for (std::size_t at = 0; at < sizeof result.magic; ++at) result.magic[at] = descriptor_magic[at];
    result.struct_size = sizeof(weft_plugin_descriptor);
    result.abi = fields.abi;
    result.kind = fields.kind;
    result.name = fields.name;
    result.version = fields.version;
    result.abi_tag = fields.tag.data();
    result.manifest = text;
    result.manifest_length = text_size;
    result.create = create;
    return result;
  }
};

/// True when `entry` is "weft_plugin_entry_<kind>_<name>".
constexpr bool names_entry(std::string_view entry, std::string_view kind, std::string_view name) {
  constexpr std::string_view prefix = "weft_plugin_entry_";
  return entry.size() == prefix.size() + kind.size() + 1 + name.size() && entry.substr(0, prefix.size()) == prefix &&
         entry.substr(prefix.size(), kind.size()) == kind && entry[prefix.size() + kind.size()] == '_' &&
         entry.substr(entry.size() - name.size()) == name;
}

}  // namespace weft::plugins

#define WEFT_DETAIL_TEXT_OF(token) #token
#define WEFT_DETAIL_TEXT(token) WEFT_DETAIL_TEXT_OF(token)

// A plugin that is linked into a program has an entry with a name of its own, which the build gives, and no note.
#if defined(WEFT_PLUGIN_STATIC)
#if !defined(WEFT_PLUGIN_ENTRY)
#error "weft: with WEFT_PLUGIN_STATIC the build defines WEFT_PLUGIN_ENTRY=weft_plugin_entry_<kind>_<name>"
#endif
#define WEFT_DETAIL_PLUGIN_NOTE
#define WEFT_DETAIL_PLUGIN_ENTRY WEFT_PLUGIN_ENTRY
#define WEFT_DETAIL_CHECK_ENTRY(Manifest)                                                                      \
  static_assert(::weft::plugins::names_entry(WEFT_DETAIL_TEXT(WEFT_PLUGIN_ENTRY), Manifest::fields.kind,       \
                                             Manifest::fields.name),                                           \
                "the .name of the plugin differs from the name that the build gave in WEFT_PLUGIN_ENTRY");
#else
#define WEFT_DETAIL_PLUGIN_NOTE WEFT_PLUGIN_NOTE
#define WEFT_DETAIL_PLUGIN_ENTRY weft_plugin_entry
#define WEFT_DETAIL_CHECK_ENTRY(Manifest)
#endif

/// What both plugin macros come down to. `Fields` makes `ManifestFields` of the braces.
#define WEFT_DETAIL_PLUGIN(Base, Fields, Class, ...)                                                           \
  namespace {                                                                                                  \
  struct WeftPlugin {                                                                                          \
    static constexpr ::weft::plugins::ManifestFields fields() { return Fields(__VA_ARGS__); }                  \
    static void* create() { return static_cast<Base*>(new Class); }                                            \
  };                                                                                                           \
  using WeftPluginManifest = ::weft::plugins::PluginManifest<WeftPlugin>;                                      \
  WEFT_DETAIL_CHECK_ENTRY(WeftPluginManifest)                                                                  \
  WEFT_DETAIL_PLUGIN_NOTE constexpr auto weft_plugin_note = WeftPluginManifest::note();                        \
  constexpr weft_plugin_descriptor weft_plugin =                                                               \
      WeftPluginManifest::descriptor(weft_plugin_note.text, &WeftPlugin::create);                              \
  }                                                                                                            \
  extern "C" const weft_plugin_descriptor* WEFT_DETAIL_PLUGIN_ENTRY(void);                                     \
  extern "C" const weft_plugin_descriptor* WEFT_DETAIL_PLUGIN_ENTRY(void) { return &weft_plugin; }
