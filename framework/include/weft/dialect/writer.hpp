// SPDX-License-Identifier: MIT
//
// The text of one statement while it is being written: what a compiler's pieces write into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/compiler.hpp"

namespace weft::sql {

class Writer {
 public:
  explicit Writer(const Compiler& compiler) : compiler_(compiler) {}

  Writer& operator<<(std::string_view text) {
    text_ += text;
    return *this;
  }
  Writer& operator<<(char character) {
    text_ += character;
    return *this;
  }
  Writer& operator<<(std::size_t number) {
    text_ += std::to_string(number);
    return *this;
  }

  /// Writes a name, quoted as the dialect does it.
  void identifier(std::string_view name) { compiler_.write_identifier(name, *this); }
  /// Writes a node; for use inside overridden pieces.
  void node(const Node& node) { compiler_.write(node, *this); }
  void select(const SelectStatement& statement) { compiler_.write_select(statement, *this); }
  /// Writes a placeholder and notes where its value comes from.
  void placeholder(const Node& node, std::int32_t element = -1) {
    slots_.push_back({&node, element});
    compiler_.write_placeholder(slots_.size(), *this);
  }

  [[nodiscard]] CompiledSql take() && { return {std::move(text_), std::move(slots_)}; }

 private:
  friend class Compiler;
  const Compiler& compiler_;
  std::string text_{};
  std::vector<Slot> slots_{};
  std::vector<const SelectStatement*> scopes_{};  ///< innermost last: where entity columns are looked up
};

}  // namespace weft::sql
