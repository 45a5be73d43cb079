// SPDX-License-Identifier: MIT
#include "sql/shape.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <tsl/robin_map.h>

#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::sql {

namespace {

// Where a count, a node or a statement may stand instead of a node's kind.
constexpr char no_node = '\xff';
constexpr char seen_before = '\xfe';

class Walk {
 public:
  Walk(Shape& shape, KeyLists key_lists) : shape_(shape), key_(shape.key), key_lists_(key_lists) {
    key_.clear();
    shape.parameters.clear();
    count(static_cast<std::size_t>(inheritance_version()));  // statements name all kinds of an entity that are known
  }

  void select(const SelectStatement& statement) {
    list(statement.ctes, [&](const CommonTableExpression& cte) {
      text(cte.name);
      list(cte.columns, [&](const std::string& column) { text(column); });
      shared(cte.select);
      flag(cte.recursive);
    });
    flag(statement.distinct);
    nodes(statement.columns);
    source(statement.from);
    list(statement.joins, [&](const Join& one) { join(one); });
    node(statement.where);
    nodes(statement.group_by);
    node(statement.having);
    list(statement.set_operands, [&](const SetOperand& operand) {
      byte(operand.op);
      shared(operand.select);
    });
    nodes(statement.order_by);
    node(statement.limit);
    node(statement.offset);
    flag(statement.for_update);
    flag(statement.skip_locked);
  }

  void insert(const InsertStatement& statement) {
    source(statement.into);
    nodes(statement.columns);
    list(statement.rows, [&](const std::vector<NodePtr>& row) { nodes(row); });
    shared(statement.select);
    nodes(statement.conflict_columns);
    assignments(statement.conflict_updates);
    flag(statement.on_conflict_do_nothing);
    nodes(statement.returning);
  }

  void update(const UpdateStatement& statement) {
    source(statement.target);
    assignments(statement.assignments);
    node(statement.where);
    nodes(statement.returning);
  }

  void remove(const DeleteStatement& statement) {
    source(statement.target);
    node(statement.where);
    nodes(statement.returning);
  }

  void content(const Node& node) {
    byte(node.kind);
    byte(node.op);
    switch (node.kind) {
    case NodeKind::entity_column:
      bytes(node.entity);
      bytes(node.offset);
      text(node.text);
      return;
    case NodeKind::table_column:
      bytes(node.column->table);
      if (node.column->table != nullptr) bytes(node.column);
      else text(node.column->name);  // of a subquery: made for this statement
      text(node.text);
      return;
    case NodeKind::parameter:
      // The same value in every statement with this node, which lives as long as the mapping it is a part of.
      flag(node.constant);
      if (node.constant) return bytes(&node);
      shape_.parameters.push_back(&node);
      type(node.type);
      bytes(node.entity);
      if (node.entity != nullptr) bytes(node.offset);
      return;
    case NodeKind::key_list:
      shape_.parameters.push_back(&node);
      type(node.type);
      nodes(node.children);
      count(key_lists_ == KeyLists::by_count ? node.values.size() : std::size_t{0});
      return;
    // A relationship, which may be another one where the statement reads another entity.
    case NodeKind::exists:
    case NodeKind::binary:
    case NodeKind::unary:
      flag(node.entity != nullptr);
      if (node.entity == nullptr) break;
      bytes(node.entity);
      bytes(node.offset);
      break;
    case NodeKind::cast: type(node.type); break;
    case NodeKind::function:
      type(node.type);
      flag(node.distinct);
      break;
    case NodeKind::ordering: byte(node.nulls); break;
    case NodeKind::window: count(node.partition); break;
    default: break;
    }
    text(node.text);
    nodes(node.children);
    shared(node.select);
  }

 private:
  /// A part of the tree that somebody else holds, too: perhaps this same tree in another place.
  struct Seen {
    const void* part = nullptr;
    std::uint32_t at = 0;      ///< where in the key it was described
    bool has_values = false;
  };

  void node(const NodePtr& node) {
    if (!node) {
      key_ += no_node;
      return;
    }
    once(node, [&] { content(*node); });
  }

  void shared(const std::shared_ptr<const SelectStatement>& statement) {
    if (!statement) {
      key_ += no_node;
      return;
    }
    once(statement, [&] { select(*statement); });
  }

  // A parameter that stands in two places of one tree has one value; two parameters that look alike have
  // two. The slots of the compiled text are found again by node, so this is a difference in shape. Whoever
  // stands twice in a tree is held twice: parts with one holder, nearly all, need no look-up.
  template <class Part, class Describe>
  void once(const std::shared_ptr<Part>& part, Describe describe) {
    if (part.use_count() < 2) {
      describe();
      return;
    }
    if (const Seen* seen = find(part.get()); seen != nullptr && seen->has_values) {
      key_ += seen_before;
      bytes(seen->at);
      return;
    }
    const auto at = static_cast<std::uint32_t>(key_.size());
    const auto values = shape_.parameters.size();
    describe();
    remember({part.get(), at, shape_.parameters.size() != values});
  }

  const Seen* find(const void* part) const {
    for (std::size_t i = 0; i < few_count_; ++i)
      if (few_[i].part == part) return &few_[i];
    if (many_.empty()) return nullptr;
    auto found = many_.find(part);
    return found == many_.end() ? nullptr : &found->second;
  }

  void remember(const Seen& seen) {
    if (few_count_ < few_.size()) few_[few_count_++] = seen;
    else many_.emplace(seen.part, seen);
  }

  void source(const Source& source) {
    bytes(source.entity);
    bytes(source.table);
    shared(source.select);
    text(source.cte);
    text(source.alias);
    list(source.kinds, [&](EntityFunction kind) { bytes(kind); });
    flag(source.all_kinds);
  }

  void join(const Join& one) {
    byte(one.kind);
    source(one.source);
    node(one.on);
    list(one.nested, [&](const Join& nested) { join(nested); });
  }

  void assignments(const std::vector<Assignment>& all) {
    list(all, [&](const Assignment& assignment) {
      node(assignment.target);
      node(assignment.value);
    });
  }

  void nodes(const std::vector<NodePtr>& all) {
    list(all, [&](const NodePtr& one) { node(one); });
  }

  template <class Items, class Write>
  void list(const Items& items, Write write) {
    count(items.size());
    for (const auto& item : items) write(item);
  }

  void count(std::size_t number) {
    while (number >= 0x80) {
      key_ += static_cast<char>(0x80 | (number & 0x7f));
      number >>= 7;
    }
    key_ += static_cast<char>(number);
  }
  void text(const std::string& value) {
    count(value.size());
    key_ += value;
  }
  void flag(bool value) { key_ += value ? '\1' : '\0'; }
  template <class Enum>
  void byte(Enum value) {
    key_ += static_cast<char>(value);
  }
  void type(const SqlType& value) {
    byte(value.kind);
    count(value.length);
    count(value.precision);
    count(value.scale);
    byte(value.element);
  }
  template <class T>
  void bytes(const T& value) {
    char copy[sizeof(T)];
    std::memcpy(copy, &value, sizeof(T));
    key_.append(copy, sizeof(T));
  }

  Shape& shape_;
  std::string& key_;
  KeyLists key_lists_;
  std::array<Seen, 16> few_{};
  std::size_t few_count_ = 0;
  tsl::robin_map<const void*, Seen> many_{};
};

}  // namespace

// The first byte keeps a select apart from, say, a delete whose description looks the same.

void take_shape(const SelectStatement& statement, Shape& shape, KeyLists key_lists) {
  Walk walk(shape, key_lists);
  shape.key += 's';
  walk.select(statement);
}
void take_shape(const InsertStatement& statement, Shape& shape, KeyLists key_lists) {
  Walk walk(shape, key_lists);
  shape.key += 'i';
  walk.insert(statement);
}
void take_shape(const UpdateStatement& statement, Shape& shape, KeyLists key_lists) {
  Walk walk(shape, key_lists);
  shape.key += 'u';
  walk.update(statement);
}
void take_shape(const DeleteStatement& statement, Shape& shape, KeyLists key_lists) {
  Walk walk(shape, key_lists);
  shape.key += 'd';
  walk.remove(statement);
}
void take_shape(const Node& raw, Shape& shape, KeyLists key_lists) {
  Walk walk(shape, key_lists);
  shape.key += 'r';
  walk.content(raw);
}

Shape shape_of(const SelectStatement& statement, KeyLists key_lists) {
  Shape shape;
  take_shape(statement, shape, key_lists);
  return shape;
}
Shape shape_of(const InsertStatement& statement, KeyLists key_lists) {
  Shape shape;
  take_shape(statement, shape, key_lists);
  return shape;
}
Shape shape_of(const UpdateStatement& statement, KeyLists key_lists) {
  Shape shape;
  take_shape(statement, shape, key_lists);
  return shape;
}
Shape shape_of(const DeleteStatement& statement, KeyLists key_lists) {
  Shape shape;
  take_shape(statement, shape, key_lists);
  return shape;
}
Shape shape_of(const Node& raw, KeyLists key_lists) {
  Shape shape;
  take_shape(raw, shape, key_lists);
  return shape;
}

std::vector<SlotPlace> slot_order(const CompiledSql& compiled, const Shape& shape) {
  std::vector<std::pair<const Node*, std::uint32_t>> places;
  places.reserve(shape.parameters.size());
  for (std::uint32_t i = 0; i < shape.parameters.size(); ++i) places.emplace_back(shape.parameters[i], i);
  std::sort(places.begin(), places.end());

  std::vector<SlotPlace> order;
  order.reserve(compiled.slots.size());
  for (const auto& slot : compiled.slots) {
    if (slot.node->constant) {
      order.push_back({0, -1, slot.node});
      continue;
    }
    auto found = std::lower_bound(places.begin(), places.end(), std::pair(slot.node, std::uint32_t{0}));
    if (found == places.end() || found->first != slot.node)
      throw UsageError("statement cannot be executed: the dialect's compiler wrote a value that is no part of it\n"
                       "  statement:  " + compiled.text);
    order.push_back({found->second, slot.element, nullptr});
  }
  return order;
}

}  // namespace weft::sql
