// SPDX-License-Identifier: MIT
//
// Everything a dialect plugin needs: include this, and nothing else of weft.
//
//   class Sqlite final : public weft::Dialect { ... };
//
//   WEFT_DIALECT_PLUGIN(Sqlite, {.name = "sqlite", .version = "1.0.0",
//                                .summary = "SQLite 3", .schemes = "sqlite"})
//
// A dialect is a compiler for the pieces of SQL in which the database differs, a connection around its
// driver, and a table of capabilities. It never sees an entity. Not for applications: they include
// <weft/weft.hpp>.
#pragma once

#include "weft/dialect/capabilities.hpp"
#include "weft/dialect/catalogue_inspector.hpp"
#include "weft/dialect/columns.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/connection.hpp"
#include "weft/dialect/dialect.hpp"
#include "weft/dialect/inspector.hpp"
#include "weft/dialect/statement_cache.hpp"
#include "weft/dialect/url.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/mapping/table_definition.hpp"
#include "weft/plugin/dialect_plugin.hpp"
#include "weft/sql/node.hpp"
#include "weft/value.hpp"
