// SPDX-License-Identifier: MIT
//
// The C side of a plugin: the one symbol it exports, what that symbol returns, and the ELF note in which the
// same facts can be read before any of its code runs. Plugin authors write WEFT_STRATEGY_PLUGIN or
// WEFT_DIALECT_PLUGIN and never see this; it is here for whoever reads plugin files with other tools.
//
// The note: owner "WEFT", type 1, its content a weft_plugin_note followed by `manifest_size` bytes of
// `key = value` lines.
#pragma once

#include <cstdint>

extern "C" {

/// What the entry returns: constant, and valid until the process ends. Later versions may add members at the
/// end and none anywhere else; `struct_size` says how many there are.
struct weft_plugin_descriptor {
  char magic[8];               ///< "weftplug", without a terminating zero
  std::uint32_t struct_size;   ///< sizeof(weft_plugin_descriptor) when the plugin was built
  std::uint32_t abi;           ///< weft::plugins::abi_number when the plugin was built
  std::uint32_t kind;          ///< 1 dialect, 2 strategy
  std::uint32_t manifest_size; ///< bytes of `manifest`
  const char* name;
  const char* version;
  const char* abi_tag;
  const char* manifest; ///< the text of the note
  /// Makes the plugin's object: a weft::Dialect* or weft::LoaderStrategy* as void*. May throw.
  void* (*create)(void);
};

/// What the note begins with. No pointers: nothing relocates a file that is only read.
struct weft_plugin_note {
  char magic[8]; ///< "weftplug"
  std::uint32_t abi;
  std::uint32_t kind;
  std::uint32_t manifest_size;
};

/// The one symbol of a plugin file. A plugin that is linked into a program has one of its own name instead.
const weft_plugin_descriptor* weft_plugin_entry(void);

} // extern "C"

namespace weft::plugins {

inline constexpr char descriptor_magic[8] = {'w', 'e', 'f', 't', 'p', 'l', 'u', 'g'};
inline constexpr std::uint32_t note_type = 1;
inline constexpr std::uint32_t kind_dialect = 1;
inline constexpr std::uint32_t kind_strategy = 2;

} // namespace weft::plugins
