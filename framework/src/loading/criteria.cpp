// SPDX-License-Identifier: MIT
//
// What options say of the query's own FROM and joins.
#include "loading/criteria.hpp"

#include <algorithm>

#include "loading/rebind.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

bool reads(const sql::Source& source, const MappedEntity& entity) {
  return source.entity ? source.entity().is(entity) : source.table == &entity.table;
}

bool is_place(const sql::Source& source, const MappedEntity& entity, std::string_view alias) {
  return reads(source, entity) && source.alias == alias;
}

/// What has to hold of the entities in `source`; null for nothing.
sql::NodePtr criteria_for(const sql::Source& source, const Everywhere& everywhere) {
  sql::NodePtr condition;
  for (const auto& criterion : everywhere.criteria)
    if (reads(source, *criterion.entity))
      condition = both(condition, rebind(criterion.condition, *criterion.entity, source.alias, nullptr, {}));
  return condition;
}

/// Adds the criteria to a statement and to the selects inside of it. What is not changed is shared with the statement that
/// was given.
class Filter {
 public:
  explicit Filter(const Everywhere& everywhere) : everywhere_(everywhere) {}

  void apply(sql::SelectStatement& statement) const {
    for (auto& cte : statement.ctes) cte.select = below(cte.select);
    for (auto& operand : statement.set_operands) operand.select = below(operand.select);
    for (auto* terms : {&statement.columns, &statement.group_by, &statement.order_by})
      for (auto& term : *terms) term = inside(term);
    statement.where = inside(statement.where);
    statement.having = inside(statement.having);
    statement.from.select = below(statement.from.select);
    statement.where = both(statement.where, criteria_for(statement.from, everywhere_));
    for (auto& join : statement.joins) {
      if (join.kind == sql::JoinKind::cross) {
        statement.where = both(statement.where, criteria_for(join.source, everywhere_));
        join.source.select = below(join.source.select);
      } else {
        apply(join);
      }
    }
  }

 private:
  using Select = std::shared_ptr<const sql::SelectStatement>;

  void apply(sql::Join& join) const {
    join.source.select = below(join.source.select);
    join.on = both(inside(join.on), criteria_for(join.source, everywhere_));
    for (auto& nested : join.nested) apply(nested);
  }

  [[nodiscard]] Select below(const Select& select) const {
    if (!select) return select;
    auto changed = std::make_shared<sql::SelectStatement>(*select);
    apply(*changed);
    return changed;
  }

  [[nodiscard]] sql::NodePtr inside(const sql::NodePtr& node) const {
    if (!node) return node;
    std::shared_ptr<sql::Node> copy;
    const auto changed = [&]() -> sql::Node& {
      if (!copy) copy = std::make_shared<sql::Node>(*node);
      return *copy;
    };
    // any() and has() select nothing, and stay as they are: they ask for rows, not for entities to be loaded.
    if (node->select && !node->select->columns.empty()) changed().select = below(node->select);
    for (std::size_t index = 0; index < node->children.size(); ++index)
      if (auto child = inside(node->children[index]); child != node->children[index])
        changed().children[index] = std::move(child);
    return copy ? sql::NodePtr(std::move(copy)) : node;
  }

  const Everywhere& everywhere_;
};

}  // namespace

std::shared_ptr<const SelectState> under_criteria(std::shared_ptr<const SelectState> select, const LoadNode& node) {
  if (!node.everywhere || node.everywhere->criteria.empty()) return select;
  auto changed = std::make_shared<SelectState>(*select);
  Filter(*node.everywhere).apply(changed->statement);
  // The expressions are there twice.
  std::size_t expression = 0;
  for (auto& item : changed->items)
    if (!item.entity) item.node = changed->statement.columns[expression++];
  return changed;
}

bool joined_by_query(const SelectState& select, const MappedRelationship& relationship, const MappedEntity* of_type,
                     std::string_view alias) {
  const MappedEntity& entity = of_type ? *of_type : *relationship.target;
  const auto& statement = select.statement;
  // An entity that leads to itself: its own place is not that of what it leads to.
  if (relationship.owner == relationship.target && is_place(statement.from, entity, alias)) return false;
  auto joins = [&](const sql::Join& join) {
    return is_place(join.source, entity, alias) ||
           std::any_of(join.nested.begin(), join.nested.end(),
                       [&](const sql::Join& nested) { return is_place(nested.source, entity, alias); });
  };
  return is_place(statement.from, entity, alias) || std::any_of(statement.joins.begin(), statement.joins.end(), joins);
}

void check_contained(const SelectState& select) {
  for (const auto& option : select.options)
    for (const auto& step : option.steps) {
      if (!step.contained) continue;
      const MappedRelationship* relationship = step.entity().configured().relationship_at(step.offset);
      const MappedEntity* of_type = step.of_type ? &step.of_type().configured() : nullptr;
      if (!relationship || joined_by_query(select, *relationship, of_type, step.alias)) continue;
      const std::string alias = step.alias.empty() ? "" : " as \"" + step.alias + "\"";
      const std::string member = "<&" + relationship->display() + ">";
      throw UsageError("cannot apply " + option.display() + ": the query does not join \"" +
                       (of_type ? of_type : relationship->target)->name + "\"" + alias + "\n  add  " +
                       (of_type ? ".join(weft::rel" + member + ".of_type<" + of_type->name + ">())" : ".join" + member + "()") +
                       "  to it, with an alias where the entity is selected, too");
    }
}

}  // namespace weft::detail
