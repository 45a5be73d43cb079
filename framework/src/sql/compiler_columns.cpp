// SPDX-License-Identifier: MIT
//
// Which table of the statement a column is written with.
#include "weft/dialect/columns.hpp"

#include <algorithm>

#include "sql/array_columns.hpp"
#include "sql/concrete_source.hpp"
#include "sql/inherited_source.hpp"
#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::sql {
namespace {

struct Column {
  const TableColumn* column = nullptr;
  const TableDefinition* table = nullptr;
  std::string display{};  ///< as messages name it
  const MappedEntity* entity = nullptr;  ///< whose member it is; null for a column of a table
};

/// `owner`: whose member it is, where that is not as written.
Column find_column(const Node& node, EntityFunction owner = nullptr) {
  if (node.kind == NodeKind::table_column) {
    const TableColumn& column = *node.column;
    return {&column, column.table, (column.table != nullptr ? column.table->name + "." : "") + column.name};
  }
  if (node.kind != NodeKind::entity_column) throw UsageError("expression cannot be written: a column was expected");
  const MappedEntity& entity = (owner != nullptr ? owner : node.entity)().configured();
  const MappedColumn* mapped = entity.column_at(node.offset);
  if (mapped == nullptr || mapped->column == nullptr) {
    throw MappingError("a member of \"" + entity.name + "\" is used as a column: it is not mapped to one\n" +
                       "  map it with:  m.column<&" + entity.name + "::...>()");
  }
  const TableDefinition* table = mapped->column->table != nullptr ? mapped->column->table : &entity.table;
  return {mapped->column, table, entity.name + "::" + mapped->member, mapped->entity};
}

const TableDefinition* table_of(const Source& source) {
  return source.entity != nullptr ? &source.entity().configured().table : source.table;
}

// By name as well: several entities may map one table.
bool same_table(const TableDefinition* left, const TableDefinition* right) {
  return left != nullptr && right != nullptr && weft::same_table(*left, *right);
}

// An entity may have several tables.
bool has_table(const Source& source, const TableDefinition* table) {
  if (source.entity == nullptr) return same_table(source.table, table);
  if (table == nullptr) return false;
  if (source.entity().configured().stands_in(*table)) return true;
  const auto kinds = kinds_with(source);
  return std::any_of(kinds.begin(), kinds.end(), [&](const MappedEntity* kind) { return kind->stands_in(*table); });
}

const Source* find_in(const std::vector<Join>& joins, const TableDefinition* table, bool aliased) {
  for (const Join& join : joins) {
    if (join.source.alias.empty() != aliased && has_table(join.source, table)) return &join.source;
    if (const Source* found = find_in(join.nested, table, aliased)) return found;
  }
  return nullptr;
}

void list_tables(const Source& source, std::string& text) {
  const TableDefinition* table = table_of(source);
  const std::string name = table != nullptr ? table->name : source.cte;
  if (name.empty() && source.alias.empty()) return;
  if (!text.empty()) text += ", ";
  text += name.empty() ? source.alias : name;
  if (!name.empty() && !source.alias.empty()) text += " AS " + source.alias;
}

bool is_base(const Source& source, const MappedEntity& derived) {
  return source.entity != nullptr && derived.is(source.entity());
}

bool has_base(const std::vector<Join>& joins, const MappedEntity& derived) {
  return std::any_of(joins.begin(), joins.end(),
                     [&](const Join& join) { return is_base(join.source, derived) || has_base(join.nested, derived); });
}

/// The entity whose member a column is in these scopes; null where it means what it says.
EntityFunction meant(const Node& node, const auto& scopes) {
  if (node.kind != NodeKind::entity_column || (!node.text.empty() && node.text != "excluded")) return nullptr;
  const Source* source = concrete_source(node.entity().configured(), scopes);
  return source != nullptr ? source->entity : nullptr;
}

void list_tables(const std::vector<Join>& joins, std::string& text) {
  for (const Join& join : joins) {
    list_tables(join.source, text);
    list_tables(join.nested, text);
  }
}

}  // namespace

void Compiler::write_column_name(const Node& column, Writer& out) const {
  const TableColumn& named = *find_column(column, meant(column, out.scopes_)).column;
  require_arrays(capabilities_, named);
  out.identifier(named.name);
}

void Compiler::write_column(const Node& node, Writer& out) const {
  const Column found = find_column(node, meant(node, out.scopes_));
  require_arrays(capabilities_, *found.column);
  if (out.in_conflict_ && node.text == "excluded") return write_excluded(*found.column, out);
  if (out.bare_columns_) return out.identifier(found.column->name);
  if (!node.text.empty()) {
    const bool named = node.kind == NodeKind::entity_column && found.table != nullptr;
    out.identifier(named ? node.entity().alias_in(*found.table, node.text) : node.text);
    out << '.';
    return out.identifier(found.column->name);
  }

  // A column without an alias means the table under its own name, be it of an outer statement; only when
  // there is none may it mean one that has an alias.
  for (const bool aliased : {false, true}) {
    for (std::size_t depth = out.scopes_.size(); depth-- > 0;) {
      const Writer::Scope& scope = out.scopes_[depth];
      const Source* source = nullptr;
      if (scope.source->alias.empty() != aliased && has_table(*scope.source, found.table)) {
        source = scope.source;
      } else if (scope.joins != nullptr) {
        source = find_in(*scope.joins, found.table, aliased);
      }
      if (source == nullptr) continue;
      const bool own = depth + 1 == out.scopes_.size();
      if (scope.qualified || !own) {
        if (!source->alias.empty()) {
          out.identifier(source->entity != nullptr ? source->entity().alias_in(*found.table, source->alias)
                                                   : source->alias);
        } else if (!source->cte.empty()) {
          out.identifier(source->cte);
        } else {
          write_table_name(*found.table, out);
        }
        out << '.';
      }
      return out.identifier(found.column->name);
    }
  }

  std::string tables;
  bool base = false;  // what the column's entity is derived from is there
  for (const Writer::Scope& scope : out.scopes_) {
    list_tables(*scope.source, tables);
    if (scope.joins != nullptr) list_tables(*scope.joins, tables);
    if (found.entity == nullptr) continue;
    base = base || is_base(*scope.source, *found.entity) || (scope.joins != nullptr && has_base(*scope.joins, *found.entity));
  }
  const std::string& missing = found.table != nullptr ? found.table->name : found.column->name;
  throw MappingError("column \"" + found.display + "\" cannot be used here: its table \"" + missing +
                     "\" is not part of the statement\n  tables   " + (tables.empty() ? "(none)" : tables) +
                     (base ? "\n  read it with its base:  .with_polymorphic<" + found.entity->name + ">(), or .of_type<" +
                                 found.entity->name + ">() where a relationship leads there"
                           : "\n  join it:  .join<...>() with a relationship that leads to \"" + missing + "\""));
}

void Compiler::write_table_name(const TableDefinition& table, Writer& out) const {
  if (!table.schema.empty()) {
    out.identifier(table.schema);
    out << '.';
  }
  out.identifier(table.name);
}

void Compiler::write_source(const Source& source, Writer& out) const {
  if (source.select != nullptr) {
    if (source.alias.empty()) {
      throw UsageError("a select cannot stand in FROM without a name: give it an alias");
    }
    // It sees nothing of the statement around it.
    std::vector<Writer::Scope> outer;
    outer.swap(out.scopes_);
    write_subselect(source.select, out);
    outer.swap(out.scopes_);
  } else if (!source.cte.empty()) {
    out.identifier(source.cte);
  } else if (source.entity != nullptr) {
    return write_entity_tables(source, out);
  } else if (source.table != nullptr) {
    write_table_name(*source.table, out);
  } else {
    throw UsageError("statement cannot be written: it names no table\n  give it one, or an entity");
  }
  if (source.alias.empty()) return;
  out << " AS ";
  out.identifier(source.alias);
}

SqlType column_type(const Node& column) {
  return find_column(column).column->type;
}

std::string source_name(const Source& source) {
  if (!source.alias.empty()) return source.alias;
  if (!source.cte.empty()) return source.cte;
  const TableDefinition* table = table_of(source);
  return table != nullptr ? table->name : std::string();
}

}  // namespace weft::sql
