// SPDX-License-Identifier: MIT
//
// Everything an application needs.
//
//   #include <weft/weft.hpp>
//
//   struct Item { std::int64_t id{}; std::string name{}; };
//   inline void map(weft::Mapper<Item>& m) {
//     m.column<&Item::id>().primary_key();
//     m.column<&Item::name>().length(50);
//   }
//
//   weft::Engine engine("sqlite:///shop.db");
//   weft::create_all<Item>(engine);
//   weft::Session session(engine);
//   auto mug = session.add(Item{.name = "Mug"});
//   session.commit();
//
// Plugins include <weft/strategy.hpp> or <weft/dialect.hpp> instead.
#pragma once

#include "weft/error.hpp"
#include "weft/mapping/deferred.hpp"
#include "weft/mapping/mapper.hpp"
#include "weft/mapping/schema.hpp"
#include "weft/mapping/table.hpp"
#include "weft/plugin/plugin.hpp"
#include "weft/query/composite.hpp"
#include "weft/query/dml.hpp"
#include "weft/query/expression.hpp"
#include "weft/query/functions.hpp"
#include "weft/query/hybrid.hpp"
#include "weft/query/options.hpp"
#include "weft/query/relation.hpp"
#include "weft/query/select.hpp"
#include "weft/query/text.hpp"
#include "weft/session/dict.hpp"
#include "weft/session/engine.hpp"
#include "weft/session/history.hpp"
#include "weft/session/list.hpp"
#include "weft/session/proxy.hpp"
#include "weft/session/ptr.hpp"
#include "weft/session/ref.hpp"
#include "weft/session/retry.hpp"
#include "weft/session/session.hpp"
#include "weft/session/set.hpp"
#include "weft/session/warning.hpp"
