// SPDX-License-Identifier: MIT
#include "cases/strategy/walk.hpp"

namespace weft::conformance {

void Walk::expect_one_object(const Instance& instance, const std::string& name) {
  const auto [known, fresh] = objects_.try_emplace({&instance.entity(), name}, &instance);
  EXPECT_TRUE(fresh || known->second == &instance)
      << "the session holds two objects for the row \"" << name << "\" of " << instance.entity().name;
}

void Walk::expect_refusal(std::size_t level, const UnloadedAccessError& error) const {
  EXPECT_FALSE(strategies_[level]->describe().loads)
      << "the strategy \"" << strategies_[level]->name() << "\" declares that it loads, and refuses: " << error.what();
}

std::string Walk::joined(const std::string& name, const std::vector<std::string>& parts) {
  std::string text = name + "{";
  for (const auto& part : parts) text += (&part == parts.data() ? "" : ", ") + part;
  return text + "}";
}

std::string pruned(std::string_view text, std::size_t level) {
  std::string left;
  std::size_t depth = 0;
  for (const char character : text) {
    if (character == '}') --depth;
    if (depth <= level) left += character;
    if (character == '{') ++depth;
  }
  return left;
}

}  // namespace weft::conformance
