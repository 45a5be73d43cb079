// SPDX-License-Identifier: MIT
//
// The text of one statement while it is being written: what a compiler's pieces write into.
//
//   void Compiler::write_limit(const SelectStatement& statement, Writer& out) const {
//     if (statement.limit) out << " LIMIT " << *statement.limit;
//   }
//
// Values never pass through here: a parameter becomes a placeholder and a note where its value is.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
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
  /// Writes a whole expression.
  Writer& operator<<(const Node& node) {
    compiler_.write(node, *this);
    return *this;
  }

  /// Writes a name, in quotes where the dialect needs them.
  void identifier(std::string_view name) { compiler_.write_identifier(name, *this); }
  /// Writes a select without parentheses around it.
  void select(const SelectStatement& statement) { compiler_.write_select(statement, *this); }
  /// Writes a placeholder and notes where its value comes from.
  void placeholder(const Node& node, std::int32_t element = -1) {
    if (element == -1 && compiler_.placeholders_are_numbered()) {
      const auto [known, is_new] = numbers_.try_emplace(&node, slots_.size() + 1);
      if (!is_new) return compiler_.write_placeholder(known->second, *this);
    }
    slots_.push_back({&node, element});
    compiler_.write_placeholder(slots_.size(), *this);
  }

  [[nodiscard]] CompiledSql take() && { return {std::move(text_), std::move(slots_)}; }

 private:
  friend class Compiler;

  /// The tables whose columns may be named here, and the labels that may be referred to.
  struct Scope {
    const Source* source = nullptr;
    const std::vector<Join>* joins = nullptr;
    const std::vector<NodePtr>* columns = nullptr;
    bool qualified = true;  ///< false: UPDATE, DELETE and INSERT name their own columns without the table
  };

  const Compiler& compiler_;
  std::string text_{};
  std::vector<Slot> slots_{};
  std::unordered_map<const Node*, std::size_t> numbers_{};  ///< of values, where placeholders are numbered
  std::vector<Scope> scopes_{};  ///< innermost last
  bool bare_columns_ = false;    ///< ORDER BY of a UNION knows the result's columns only
  bool in_window_ = false;
  bool in_conflict_ = false;
};

}  // namespace weft::sql
