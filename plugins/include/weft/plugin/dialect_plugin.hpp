// SPDX-License-Identifier: MIT
//
// Makes a plugin of a SQL dialect:
//
//   WEFT_DIALECT_PLUGIN(Sqlite, {.name = "sqlite", .version = "1.0.0",
//                                .summary = "SQLite 3", .schemes = "sqlite"})
//
// once, in one source file of the plugin, outside of any function. Optional, in this order: `.schemes` (the
// name, when it is missing), `.license`, `.install_hint`. The class needs a default constructor. Names,
// versions and the base class are checked when it is compiled. Comes with <weft/dialect.hpp>; build it with
// weft_add_dialect_plugin().
#pragma once

#include "weft/dialect/dialect.hpp"
#include "weft/plugin/define.hpp"

#define WEFT_DIALECT_PLUGIN(Class, ...)                                                                                \
  WEFT_PLUGIN_DEFINE(::weft::Dialect, ::weft::plugins::DialectManifest, Class, __VA_ARGS__)
