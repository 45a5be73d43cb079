// SPDX-License-Identifier: MIT
//
// An UPDATE of an entity whose rows are in several tables: it writes to the last of them, which is the entity's own.
#include <algorithm>

#include "sql/inherited_source.hpp"
#include "sql/transform.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/query/build.hpp"

namespace weft::sql {
namespace {

class OneTable {
 public:
  explicit OneTable(const Source& target)
      : target_(target), entity_(target.entity().configured()), part_(entity_.tables.back()) {}

  [[nodiscard]] Source source() const {
    Source own;
    own.table = part_.table;
    own.alias = target_.alias;
    return own;
  }

  void require_own(const Node& assigned) const {
    const MappedColumn* column = elsewhere(assigned);
    if (column == nullptr) return;
    const std::string& base = column->entity->name;
    throw UsageError(refusal("set", *column) + "\n  set it with a statement of its own:  weft::update<" + base +
                     ">().set(...), or change entities of a session:  ptr.modify()->" + column->member);
  }

  /// The key of the base is here, too, under its own name.
  [[nodiscard]] NodePtr with_own_key(const NodePtr& expression) const {
    return transformed(expression, [this](const Node& node, std::span<const SelectStatement* const> inside) -> NodePtr {
      const MappedColumn* column = inside.empty() ? elsewhere(node) : nullptr;
      if (column == nullptr) return nullptr;
      const auto key = std::find(entity_.primary_key.begin(), entity_.primary_key.end(), column);
      if (key != entity_.primary_key.end())
        return detail::table_column(*part_.key[static_cast<std::size_t>(key - entity_.primary_key.begin())], node.text);
      const MappedColumn& first = *entity_.primary_key.front();
      const std::string name = "col<&" + first.entity->name + "::" + first.member + ">";
      throw UsageError(refusal("use", *column) + "\n  ask for it in a select:  .where(" + name + ".in(weft::select(" + name +
                       ").from<" + entity_.name + ">().where(...)))");
    });
  }

  /// What tells the entity from others in its table, where that stands in the table of the root; null where nothing has to.
  [[nodiscard]] NodePtr kinds() const {
    NodePtr kinds = kinds_of({.entity = target_.entity});
    if (kinds == nullptr) return nullptr;
    const MappedTable& root = entity_.tables.front();
    auto select = std::make_shared<SelectStatement>();
    select->from.table = root.table;
    select->where = std::move(kinds);
    for (std::size_t index = 0; index < root.key.size(); ++index) {
      select->columns.push_back(detail::table_column(*root.key[index]));
      select->where = detail::both(select->where, detail::binary(Op::equal, detail::table_column(*root.key[index]),
                                                                 detail::table_column(*part_.key[index], target_.alias)));
    }
    return detail::exists(std::move(select));
  }

 private:
  /// The column that a node names, where it is in another table of the entity; else null.
  [[nodiscard]] const MappedColumn* elsewhere(const Node& node) const {
    if (node.kind != NodeKind::entity_column || node.text != target_.alias || !entity_.is(node.entity())) return nullptr;
    const MappedColumn* column = entity_.column_at(node.offset);
    return column != nullptr && !same_table(*entity_.tables[column->part].table, *part_.table) ? column : nullptr;
  }

  [[nodiscard]] std::string refusal(std::string_view verb, const MappedColumn& column) const {
    return "UPDATE of \"" + entity_.name + "\" cannot " + std::string(verb) + " \"" + column.entity->name +
           "::" + column.member + "\": its column is in the table \"" + entity_.tables[column.part].table->name +
           "\", and the statement is one of the table \"" + part_.table->name + "\" only";
  }

  const Source& target_;
  const MappedEntity& entity_;
  const MappedTable& part_;
};

}  // namespace

UpdateStatement of_one_table(const UpdateStatement& statement) {
  const OneTable one(statement.target);
  UpdateStatement own{.target = one.source(), .assignments = {}, .where = one.with_own_key(statement.where), .returning = {}};
  for (const Assignment& assignment : statement.assignments) {
    one.require_own(*assignment.target);
    own.assignments.push_back({assignment.target, one.with_own_key(assignment.value)});
  }
  for (const NodePtr& returned : statement.returning) own.returning.push_back(one.with_own_key(returned));
  own.where = detail::both(one.kinds(), own.where);
  return own;
}

}  // namespace weft::sql
