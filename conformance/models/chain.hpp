// SPDX-License-Identifier: MIT
//
// Three levels, each of which leads to the next in every direction: for paths of two strategies. And a crowd: more owners
// than fit into the key list of any dialect that is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

#include "target.hpp"

namespace weft::conformance {

struct Middle;
struct Bottom;
struct Top {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> one_id{};
  Ref<Middle> one{};
  List<Middle> many{};
  List<Middle> both{};
};
struct Middle {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> top_id{};
  std::optional<std::int64_t> one_id{};
  Ref<Bottom> one{};
  List<Bottom> many{};
  List<Bottom> both{};
};
struct Bottom {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> middle_id{};
};

struct Member;
struct Club {
  std::int64_t id{};
  std::string name{};
  List<Member> members{};
};
struct Member {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> club_id{};
  Ref<Club> club{};
};

void map(Mapper<Top>& m);
void map(Mapper<Middle>& m);
void map(Mapper<Bottom>& m);
void map(Mapper<Club>& m);
void map(Mapper<Member>& m);

extern const Dataset chain;

/// Club number n (from 1 to `clubs`) has n % 3 members; its name is "c" and the number in five digits.
extern const Dataset crowd;
inline constexpr std::int64_t clubs = 1203;

}  // namespace weft::conformance
