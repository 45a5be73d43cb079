// SPDX-License-Identifier: MIT
#include "sql/precedence.hpp"

namespace weft::sql {
namespace {

enum class Level { unknown, disjunction, conjunction, negation, comparison, concatenation, sum, product, sign, atom };

Level level_of_operator(Op op) {
  switch (op) {
  case Op::logical_or: return Level::disjunction;
  case Op::logical_and: return Level::conjunction;
  case Op::logical_not: return Level::negation;
  case Op::concat: return Level::concatenation;
  case Op::add:
  case Op::subtract: return Level::sum;
  case Op::multiply:
  case Op::divide:
  case Op::modulo: return Level::product;
  case Op::negate: return Level::sign;
  default: return Level::comparison;
  }
}

Level level(const Node& node) {
  switch (node.kind) {
  case NodeKind::unary:
  case NodeKind::binary: return level_of_operator(node.op);
  case NodeKind::between:
  case NodeKind::key_list:
  case NodeKind::in_list:
  case NodeKind::in_select: return Level::comparison;
  case NodeKind::label: return node.children.empty() ? Level::unknown : level(*node.children[0]);
  case NodeKind::raw: return Level::unknown;
  default: return Level::atom;
  }
}

}  // namespace

bool needs_parentheses(const Node& parent, std::size_t index) {
  const Level outer = level(parent);
  const Level inner = level(*parent.children[index]);
  if (inner == Level::atom || outer == Level::atom || outer == Level::unknown) return false;
  switch (outer) {
  // Databases disagree on how tight || binds, and some read NOT before a comparison.
  case Level::concatenation: return inner != Level::concatenation;
  case Level::negation:
  case Level::sign: return true;
  // a = b = c and a < b = c mean different things in different places.
  case Level::comparison: return inner <= Level::comparison;
  case Level::disjunction:
  case Level::conjunction: return inner < outer;
  default: return index == 0 ? inner < outer : inner <= outer;
  }
}

}  // namespace weft::sql
