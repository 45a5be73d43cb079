// SPDX-License-Identifier: MIT
//
// What WEFT_STRATEGY_PLUGIN and WEFT_DIALECT_PLUGIN have in common. Include one of theirs instead.
#pragma once

#include "weft/plugin/manifest.hpp"

// A linked plugin has an entry of its own name and no note: several of them share one program.
#if defined(WEFT_PLUGIN_STATIC)
#if !defined(WEFT_PLUGIN_ENTRY)
#error "WEFT_PLUGIN_STATIC needs WEFT_PLUGIN_ENTRY, the name of the entry: weft_add_<kind>_plugin() defines both"
#endif
#define WEFT_PLUGIN_ENTRY_NAME WEFT_PLUGIN_ENTRY
#define WEFT_PLUGIN_EXPORT
#define WEFT_PLUGIN_NOTE
#else
#define WEFT_PLUGIN_ENTRY_NAME weft_plugin_entry
#define WEFT_PLUGIN_EXPORT [[gnu::visibility("default")]]
#define WEFT_PLUGIN_NOTE                                                                                               \
  [[gnu::used, gnu::section(".note.weft"), gnu::aligned(4)]] constexpr auto weft_plugin_note_ =                        \
      ::weft::plugins::elf_note<weft_plugin_manifest_size_>(weft_plugin_manifest_);
#endif

#define WEFT_PLUGIN_DEFINE(Interface, Manifest, Class, ...)                                                            \
  namespace {                                                                                                          \
  constexpr Manifest weft_plugin_manifest_ __VA_ARGS__;                                                                \
  static_assert(::weft::plugins::is_plugin_name(weft_plugin_manifest_.name),                                           \
                "the .name of a plugin has 1 to 32 characters: lower-case letters, digits and _, a letter first");     \
  static_assert(::weft::plugins::is_plugin_version(weft_plugin_manifest_.version),                                     \
                "the .version of a plugin reads \"1.0.0\", with \"-suffix\" or \"+suffix\" behind it if need be");     \
  static_assert(weft_plugin_manifest_.summary[0] != '\0' &&                                                            \
                    ::weft::plugins::is_one_line(weft_plugin_manifest_.summary),                                       \
                "the .summary of a plugin is one line of text");                                                       \
  static_assert(::weft::plugins::is_one_line(weft_plugin_manifest_.license), "the .license of a plugin is one line");  \
  static_assert(::weft::plugins::is_one_line(weft_plugin_manifest_.install_hint),                                      \
                "the .install_hint of a plugin is one line");                                                          \
  static_assert(::weft::plugins::is_scheme_list(weft_plugin_manifest_.schemes),                                        \
                "the .schemes of a dialect are URL schemes with spaces between: lower-case letters, digits, + - .");   \
  static_assert(__is_base_of(Interface, Class), "the class of this plugin must derive from " #Interface);              \
  constexpr ::std::size_t weft_plugin_manifest_size_ =                                                                 \
      ::weft::plugins::write_manifest(weft_plugin_manifest_, nullptr);                                                 \
  constexpr auto weft_plugin_text_ =                                                                                   \
      ::weft::plugins::manifest_text<weft_plugin_manifest_size_>(weft_plugin_manifest_);                               \
  WEFT_PLUGIN_NOTE                                                                                                     \
  }                                                                                                                    \
  extern "C" WEFT_PLUGIN_EXPORT const ::weft_plugin_descriptor* WEFT_PLUGIN_ENTRY_NAME(void) {                         \
    /* The interface's own address: the host casts from void* and cannot know the class. */                            \
    static constexpr ::weft_plugin_descriptor descriptor = {                                                           \
        {'w', 'e', 'f', 't', 'p', 'l', 'u', 'g'},                                                                      \
        sizeof(::weft_plugin_descriptor),                                                                              \
        ::weft::plugins::abi_number,                                                                                   \
        Manifest::kind,                                                                                                \
        weft_plugin_manifest_size_,                                                                                    \
        weft_plugin_manifest_.name,                                                                                    \
        weft_plugin_manifest_.version,                                                                                 \
        ::weft::plugins::abi_tag.data(),                                                                               \
        weft_plugin_text_.text,                                                                                        \
        +[]() -> void* { return static_cast<Interface*>(new Class()); }};                                              \
    return &descriptor;                                                                                                \
  }
