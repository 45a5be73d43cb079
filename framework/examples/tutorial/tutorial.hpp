// SPDX-License-Identifier: MIT
//
// What the programs of the tutorial have in common: they run on the database whose URL they are given, or on one in
// memory, begin with new tables and leave none behind.
//
//   int main(int argc, char** argv) { return tutorial::run<Department, Employee>(argc, argv, chapter); }
#pragma once

#include <cstdio>
#include <exception>

#include <fmt/core.h>

#include <weft/weft.hpp>

namespace tutorial {

template <class... Entities>
int run(int argc, char** argv, void (*chapter)(weft::Engine&)) {
  if (argc > 2) {
    fmt::print(stderr, "usage: {} [URL of a database whose tables may be dropped]\n", argv[0]);
    return 2;
  }
  try {
    weft::Engine engine(argc == 2 ? argv[1] : "sqlite://");
    weft::drop_all<Entities...>(engine); // a run that failed has left its tables
    weft::create_all<Entities...>(engine);
    chapter(engine);
    weft::drop_all<Entities...>(engine);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", argv[0], error.what());
    return 1;
  }
}

} // namespace tutorial
