// SPDX-License-Identifier: MIT
// expect: weft: in\(\) takes a select whose expression has a type that converts
#include <weft/query/select.hpp>
#include <weft/session/ptr.hpp>

struct User {
  std::int64_t id{};
  std::string name{};
};

auto wrong = weft::col<&User::id>.in(weft::select(weft::col<&User::name>));
