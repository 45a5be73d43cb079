// SPDX-License-Identifier: MIT
//
// Makes a plugin of a loading strategy:
//
//   WEFT_STRATEGY_PLUGIN(Peers, {.name = "peers", .version = "1.0.0",
//                                .summary = "loads the relationship for every sibling on first access"})
//
// once, in one source file of the plugin, outside of any function. Optional, in this order: `.license`,
// `.install_hint`. The class needs a default constructor. Names, versions and the base class are checked when
// it is compiled. Comes with <weft/strategy.hpp>; build it with weft_add_strategy_plugin().
#pragma once

#include "weft/loading/strategy.hpp"
#include "weft/plugin/define.hpp"

#define WEFT_STRATEGY_PLUGIN(Class, ...)                                                                               \
  WEFT_PLUGIN_DEFINE(::weft::LoaderStrategy, ::weft::plugins::StrategyManifest, Class, __VA_ARGS__)
