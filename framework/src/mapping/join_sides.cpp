// SPDX-License-Identifier: MIT
#include "join_sides.hpp"

#include <algorithm>
#include <span>

#include "derived_kinds.hpp"
#include "relationship_text.hpp"
#include "sql/parameter.hpp"
#include "sql/transform.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

using sql::JoinSide;
using sql::Node;
using sql::NodeKind;
using sql::NodePtr;
using Subqueries = std::span<const sql::SelectStatement* const>;

/// True when `matches` holds for a node of the tree.
template <class Matches>
bool any_node(const NodePtr& tree, Matches matches) {
  bool found = false;
  (void)sql::transformed(tree, [&](const Node& node, Subqueries) -> NodePtr {
    found = found || matches(node);
    return nullptr;
  });
  return found;
}

bool reads(const sql::Source& source, const MappedEntity& entity) {
  return source.alias.empty() && source.entity && source.entity().is(entity);
}

bool reads(const std::vector<sql::Join>& joins, const MappedEntity& entity) {
  return std::any_of(joins.begin(), joins.end(), [&](const sql::Join& join) {
    return reads(join.source, entity) || reads(join.nested, entity);
  });
}

/// A column that a subquery selects from itself.
bool is_theirs(const Node& column, Subqueries subqueries) {
  return std::any_of(subqueries.begin(), subqueries.end(), [&](const sql::SelectStatement* select) {
    if (column.kind == NodeKind::table_column) return select->from.table == column.column->table;
    return reads(select->from, column.entity()) || reads(select->joins, column.entity());
  });
}

const MappedColumn* deciding_column(const Node& parameter) {
  return parameter.entity ? parameter.entity().column_at(parameter.offset) : nullptr;
}

NodePtr constant(const Node& parameter) {
  auto copy = std::make_shared<Node>(parameter);
  if (const MappedColumn* column = deciding_column(parameter)) {
    copy->value = Value(sql::parameter_cell(parameter, column));
    copy->type = column->column->type;
    copy->entity = nullptr;
  }
  copy->constant = true;
  return copy;
}

/// Keys of a list, one by one: a mapping is no place for long ones.
NodePtr constants(const Node& list, std::vector<NodePtr> columns) {
  std::vector<NodePtr> items;
  for (const Value& value : list.values) {
    auto item = std::make_shared<Node>(*value_parameter(value, list.type));
    item->constant = true;
    items.push_back(std::move(item));
  }
  return in_list(columns.front(), std::move(items), false);
}

NodePtr with_side(const Node& column, JoinSide side) {
  auto copy = std::make_shared<Node>(column);
  copy->side = side;
  copy->foreign = false;
  return copy;
}

}  // namespace

JoinSides::JoinSides(const MappedRelationship& relationship, std::string_view option, const NodePtr& condition,
                     JoinSide both)
    : relationship_(relationship),
      option_(option),
      both_(both),
      marked_(any_node(condition, [](const Node& node) { return node.side == JoinSide::related; })) {}

void JoinSides::throw_stranger(const std::string& column) const {
  std::string sides = '"' + relationship_.owner->name + "\", \"" + relationship_.target->name + '"';
  if (relationship_.secondary) sides += ", table \"" + relationship_.secondary->name + '"';
  throw MappingError(wrong(relationship_, std::string(option_) + "() names a column of neither side",
                           {{"column", column}, {"sides", sides}},
                           relationship_.secondary ? "columns of these, without an alias"
                                                   : "columns of these, without an alias, or secondary(...) for an "
                                                     "association table"));
}

void JoinSides::throw_unsaid(const Node& column) const {
  const MappedColumn& both = *column.entity().column_at(column.offset);
  const std::string member = both.entity->name + "::" + both.member;
  throw MappingError(wrong(relationship_,
                           std::string(option_) + "() does not say whose column \"" + member +
                               "\" is, as both sides have it",
                           {{"owner", '"' + relationship_.owner->name + '"'},
                            {"leads to", '"' + relationship_.target->name + '"'}},
                           "weft::remote(weft::col<&" + member +
                               ">) for what it leads to; columns without it are then the owner's"));
}

const MappedColumn& JoinSides::mapped(const Node& column, JoinSide side) const {
  const MappedEntity& entity = side == JoinSide::owner ? *relationship_.owner : *relationship_.target;
  const MappedColumn* named = column.entity().column_at(column.offset);
  if (!named) {
    const std::string& name = column.entity().name;
    throw MappingError(wrong(relationship_, std::string(option_) + "() names a member of \"" + name + "\" that is not mapped", {},
                             "m.column<&" + name + "::...>()"));
  }
  if (entity.is(*named->entity)) return *named;
  if (copies(entity, *named->entity)) return *entity.column_at(column.offset);
  return column_named(relationship_, entity, *named->column);
}

JoinSide JoinSides::of_entity(const Node& column) const {
  const MappedEntity& entity = column.entity();
  const MappedColumn* named = entity.column_at(column.offset);
  // Entities that map the same table may name it for one another.
  // In C++ members of an entity that is concrete() may be those of its base.
  auto has = [&](const MappedEntity& side, bool by_table) {
    if (!by_table) return side.is(entity);
    if (named && copies(side, entity)) return true;
    return named && named->column->table && side.stands_in(*named->column->table);
  };
  for (const bool by_table : {false, true}) {
    const bool owner = has(*relationship_.owner, by_table);
    const bool related = has(*relationship_.target, by_table);
    if (owner && related) return marked_ ? JoinSide::owner : both_;
    if (owner || related) return owner ? JoinSide::owner : JoinSide::related;
  }
  throw_stranger('"' + entity.name + "::" + (named ? named->member : std::string("?")) + '"');
}

JoinSide JoinSides::of(const Node& column) const {
  if (column.kind == NodeKind::table_column) {
    const TableDefinition* table = column.column->table;
    if (column.text.empty() && relationship_.secondary && table == relationship_.secondary) return JoinSide::association;
    throw_stranger('"' + (column.text.empty() ? (table ? table->name : std::string()) : column.text) + "." + column.column->name + '"');
  }
  if (!column.text.empty()) throw_stranger("of \"" + column.entity().name + "\" under the alias \"" + column.text + '"');
  const MappedEntity& target = *relationship_.target;
  if (column.side == JoinSide::related && (target.is(column.entity()) || copies(target, column.entity()))) return JoinSide::related;
  const JoinSide side = of_entity(column);
  if (column.side == JoinSide::related && side == JoinSide::owner) {
    throw MappingError(wrong(relationship_,
                             "weft::remote() in " + std::string(option_) + "() marks a column that what it leads to does not have",
                             {{"column", name_of(mapped(column, JoinSide::owner))},
                              {"leads to", '"' + relationship_.target->name + '"'}},
                             "weft::remote(...) around columns of \"" + relationship_.target->name + '"'));
  }
  return side;
}

NodePtr JoinSides::told(const NodePtr& condition) const {
  return sql::transformed(condition, [&](const Node& node, Subqueries subqueries) -> NodePtr {
    switch (node.kind) {
      case NodeKind::parameter: return constant(node);
      case NodeKind::key_list: {
        std::vector<NodePtr> columns;
        for (const auto& column : node.children) columns.push_back(told(column));
        return constants(node, std::move(columns));
      }
      case NodeKind::entity_column:
      case NodeKind::table_column: break;
      default: return nullptr;
    }
    const bool named = node.kind == NodeKind::table_column && !node.column->table;
    if (!subqueries.empty() && (named || !node.text.empty() || is_theirs(node, subqueries))) return nullptr;
    const JoinSide side = of(node);
    if (side == JoinSide::unsaid) throw_unsaid(node);
    if (side == JoinSide::association) return with_side(node, side);
    return column_of_side(relationship_, mapped(node, side), side);
  });
}

NodePtr column_of_side(const MappedRelationship& relationship, const MappedColumn& column, JoinSide side) {
  const MappedEntity& entity = side == JoinSide::owner ? *relationship.owner : *relationship.target;
  return with_side(*column_node(entity.self, column.offset), side);
}

bool names_side(const NodePtr& condition, JoinSide side) {
  return any_node(condition, [&](const Node& node) { return node.side == side; });
}

}  // namespace weft::detail
