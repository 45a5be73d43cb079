// SPDX-License-Identifier: MIT
//
// Entities with several tables, and those that are only some of the rows of one.
#include "sql/inherited_source.hpp"

#include <algorithm>

#include "mapping/derived_kinds.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"
#include "weft/query/build.hpp"

namespace weft::sql {
namespace {

const TableDefinition* table_read_by(const Node& column) {
  if (column.kind == NodeKind::table_column) return column.column->table;
  const MappedColumn* mapped = column.entity().configured().column_at(column.offset);
  return mapped != nullptr && mapped->column != nullptr ? mapped->column->table : nullptr;
}

bool reads_a_table_of(const Node& node, const std::vector<const MappedEntity*>& kinds) {
  if (node.select != nullptr) return true;
  if (node.kind == NodeKind::table_column || node.kind == NodeKind::entity_column) {
    const TableDefinition* table = table_read_by(node);
    return table != nullptr && std::any_of(kinds.begin(), kinds.end(), [&](const MappedEntity* kind) {
             return kind->inheritance == Inheritance::joined && same_table(*kind->tables.back().table, *table);
           });
  }
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const NodePtr& child) { return child != nullptr && reads_a_table_of(*child, kinds); });
}

}  // namespace

bool spans_tables(const Source& source) {
  return source.entity != nullptr && source.entity().configured().tables.size() > 1;
}

NodePtr kinds_of(const Source& source) {
  if (source.entity == nullptr) return nullptr;
  const MappedEntity& entity = source.entity().configured();
  if (entity.inheritance != Inheritance::single) return nullptr;
  std::vector<NodePtr> identities;
  for (const MappedEntity* kind : known_kinds_of(entity)) {
    const MappedEntity& known = kind->configured();
    if (known.identity_node) identities.push_back(known.identity_node);
  }
  NodePtr what = detail::column_node(source.entity, entity.discriminator->offset, source.alias);
  if (identities.size() == 1) return detail::binary(Op::equal, what, identities.front());
  return detail::in_list(what, std::move(identities), false);
}

std::vector<const MappedEntity*> kinds_with(const Source& source) {
  if (source.entity == nullptr || (source.kinds.empty() && !source.all_kinds)) return {};
  const MappedEntity& entity = source.entity().configured();
  std::vector<const MappedEntity*> kinds;
  for (const EntityFunction kind : source.kinds) kinds.push_back(&kind().configured());
  if (source.all_kinds)
    for (const MappedEntity* kind : known_kinds_of(entity)) kinds.push_back(&kind->configured());
  return detail::kinds_below(entity, kinds);
}

bool reads_kinds(const Node& condition, const Source& source) {
  const auto kinds = kinds_with(source);
  return !kinds.empty() && reads_a_table_of(condition, kinds);
}

void require_one_table(const Source& source, std::string_view verb) {
  if (!spans_tables(source)) return;
  throw UsageError(std::string(verb) + " cannot be written for \"" + source.entity().name +
                   "\": its rows are in several tables\n" +
                   "  use a session, which writes all of them: session.add(...), session.remove(...)");
}

void Compiler::write_entity_tables(const Source& source, Writer& out) const {
  const MappedEntity& entity = source.entity().configured();
  const MappedTable& root = entity.tables.front();
  for (const MappedTable& part : entity.tables) {
    const std::string alias = entity.alias_in(*part.table, source.alias);
    if (&part != &root) out << " JOIN ";
    write_table_name(*part.table, out);
    if (!alias.empty()) {
      out << " AS ";
      out.identifier(alias);
    }
    if (&part == &root) continue;
    NodePtr on;
    for (std::size_t index = 0; index < part.key.size(); ++index)
      on = detail::both(on, detail::binary(Op::equal, detail::table_column(*root.key[index], source.alias),
                                           detail::table_column(*part.key[index], alias)));
    out << " ON " << *on;
  }
}

void Compiler::write_kind_tables(const Source& source, Writer& out) const {
  for (const MappedEntity* kind : kinds_with(source)) {
    if (kind->inheritance != Inheritance::joined) continue;
    const MappedTable& root = kind->tables.front();
    const MappedTable& part = kind->tables.back();
    const std::string alias = kind->alias_in(*part.table, source.alias);
    out << " LEFT JOIN ";
    write_table_name(*part.table, out);
    if (!alias.empty()) {
      out << " AS ";
      out.identifier(alias);
    }
    NodePtr on;
    for (std::size_t index = 0; index < part.key.size(); ++index)
      on = detail::both(on, detail::binary(Op::equal, detail::table_column(*root.key[index], source.alias),
                                           detail::table_column(*part.key[index], alias)));
    out << " ON " << *on;
  }
}

}  // namespace weft::sql
