// SPDX-License-Identifier: MIT
//
// Names only. Include this where a header of yours mentions weft's types without using them; an entity
// itself needs `<weft/weft.hpp>`.
#pragma once

namespace weft {

class Engine;
class Session;
class Instance;
class Graph;
class Dialect;
class Connection;
class Cursor;
class LoaderStrategy;
class LoadContext;
class LoadPlanner;
class RelatedQuery;

template <class T>
class Mapper;
template <class T>
class Ptr;
template <class T>
class Deferred;
template <class T>
class Ref;
template <class T>
class List;
template <class T>
class Set;
template <class Key, class T>
class Dict;

}  // namespace weft
