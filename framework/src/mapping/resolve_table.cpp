// SPDX-License-Identifier: MIT
//
// What concerns the table of an entity: its columns, its keys, its indexes.
#include <algorithm>
#include <array>

#include "configurator.hpp"
#include "message.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

std::string quoted(std::string_view name) {
  return '"' + std::string(name) + '"';
}

std::string columns_of(const MappedEntity& entity) {
  std::string names;
  for (const MappedColumn& column : entity.columns)
    names.append(names.empty() ? "" : ", ").append(column.member);
  return names.empty() ? "none" : names;
}

std::string columns_of_key(const MappedEntity& entity) {
  std::string names;
  for (const MappedColumn* column : entity.primary_key)
    names.append(names.empty() ? "" : ", ").append(column->member);
  return names;
}

bool is_integer(const MappedColumn& column) noexcept {
  const TypeKind kind = column.column->type.kind;
  return column.ops->cell == CellKind::integer && column.names.empty() &&
         (kind == TypeKind::int16 || kind == TypeKind::int32 || kind == TypeKind::int64 || kind == TypeKind::uint64);
}

bool refers(const MappedEntity& entity, const MappedColumn& column) {
  if (column.references)
    return true;
  for (const MappedEntity::ForeignKeyDraft& draft : entity.foreign_key_drafts) {
    for (const MemberRef& member : draft.columns) {
      if (member.offset == column.offset)
        return true;
    }
  }
  return false;
}

void resolve_columns(MappedEntity& entity) {
  entity.version = entity.base ? entity.base->version : nullptr;
  if (entity.columns.empty()) {
    throw MappingError(
        message("entity " + quoted(entity.name) + " cannot be mapped: it has no columns", {},
                "m.column<&" + entity.name + "::...>() for each column in map(weft::Mapper<" + entity.name + ">&)"));
  }
  for (const MappedColumn& column : entity.columns.own()) {
    for (const MappedColumn& other : entity.columns) {
      const bool one_table = other.entity == &entity || entity.inheritance == Inheritance::single;
      if (other.index < column.index && one_table && other.column->name == column.column->name) {
        throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: two members have column " +
                                       quoted(column.column->name),
                                   {{"members", other.member + ", " + column.member}},
                                   "m.column<&" + entity.name + "::" + column.member + ">(\"another name\")"));
      }
    }
    column.column->table = &entity.table;
    if (!column.version)
      continue;
    if (column.column->primary_key) {
      throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: the version \"" + column.member +
                                     "\" is part of the primary key",
                                 {}, "a member of its own for the version: it changes whenever the row does"));
    }
    if (entity.version) {
      throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: it has two version columns",
                                 {{"members", entity.version->member + ", " + column.member}},
                                 "keep version() on one of them"));
    }
    entity.version = &column;
  }
}

/// A derived entity has the key and the version of its base.
void take_key_of_base(MappedEntity& entity) {
  for (const MappedColumn& column : entity.columns.own()) {
    if (column.column->primary_key || column.autoincrement == true) {
      throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: " + quoted(column.member) +
                                     " is to be its key, and it has the key of its base",
                                 {{"base", entity.base->name + " (" + columns_of_key(*entity.base) + ')'}},
                                 "leave primary_key() and autoincrement() to " + quoted(entity.root().name)));
    }
  }
  entity.primary_key = entity.base->primary_key;
  entity.integer_key = entity.base->integer_key;
  entity.generated_key = entity.base->generated_key;
}

void resolve_primary_key(MappedEntity& entity) {
  if (entity.base)
    return take_key_of_base(entity);
  const MappedColumn* asked = nullptr;
  for (const MappedColumn& column : entity.columns.own()) {
    if (column.column->primary_key) {
      if (column.column->type.kind == TypeKind::array) {
        throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: its key " + quoted(column.member) +
                                       " is an array",
                                   {}, "a key of one value, or of several columns"));
      }
      column.column->nullable = false;
      entity.primary_key.push_back(&column);
      entity.table.primary_key.push_back(column.column);
    }
    if (column.autoincrement != true)
      continue;
    if (!column.column->primary_key || asked) {
      throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: autoincrement(true) on " +
                                     quoted(column.member),
                                 {{"why", asked ? "column \"" + asked->member + "\" has it already"
                                                : "the column is not part of the primary key"}},
                                 "keep autoincrement(true) on one column of the primary key"));
    }
    asked = &column;
  }
  if (entity.primary_key.empty()) {
    throw MappingError(message("entity " + quoted(entity.name) + " cannot be mapped: it has no primary key",
                               {{"columns", columns_of(entity)}},
                               "m.column<&" + entity.name + "::...>().primary_key()"));
  }
  const MappedColumn& first = *entity.primary_key.front();
  entity.integer_key = entity.primary_key.size() == 1 && is_integer(first);
  entity.generated_key = asked;
  // An enumeration is a number, too, but one that the program chose.
  if (!asked && entity.integer_key && !first.to_integer && !refers(entity, first) && !first.fill_default &&
      first.autoincrement != false)
    entity.generated_key = &first;
  if (entity.generated_key && !entity.generated_key->column->server_default)
    entity.generated_key->column->autoincrement = true;
}

void resolve_indexes(MappedEntity& entity) {
  for (const MappedEntity::IndexDraft& draft : entity.index_drafts) {
    TableIndex& index = entity.table.indexes.emplace_back();
    index.name = draft.name;
    index.unique = draft.unique;
    for (const MemberRef& member : draft.columns)
      index.columns.push_back(
          resolve(member, std::string(draft.unique ? "unique" : "index") + " of " + quoted(entity.name)).column);
  }
}

void add_foreign_key(MappedEntity& entity, const std::string& who, const std::vector<const MappedColumn*>& columns,
                     const std::vector<const MappedColumn*>& targets, const ReferenceOptions& options) {
  ForeignKey key;
  key.on_delete = checked_action(who, "on_delete", options.on_delete);
  key.on_update = checked_action(who, "on_update", options.on_update);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    TableColumn& column = *columns[i]->column;
    const TableColumn& target = *targets[i]->column;
    if (targets[i]->entity != targets[0]->entity) {
      throw MappingError(message(who + " cannot be resolved: it refers to two entities",
                                 {{"entities", targets[0]->entity->name + ", " + targets[i]->entity->name}},
                                 "references<...>() with members of one entity"));
    }
    if (columns[i]->ops->cell != targets[i]->ops->cell || columns[i]->names.empty() != targets[i]->names.empty()) {
      throw MappingError(message(who + " cannot be resolved: the two columns are stored in different ways",
                                 {{columns[i]->member, std::string(columns[i]->ops->type_name)},
                                  {targets[i]->member, std::string(targets[i]->ops->type_name)}},
                                 "give both members the same type"));
    }
    // Databases want the very type, the length included; what the program said itself stands.
    if (column.type == columns[i]->ops->sql_type)
      column.type = target.type;
    key.columns.push_back(&column);
    key.targets.push_back(&target);
  }
  entity.table.foreign_keys.push_back(std::move(key));
}

} // namespace

std::string checked_action(const std::string& who, std::string_view option, const std::string& action) {
  constexpr std::array<std::string_view, 6> actions{"", "cascade", "set null", "set default", "restrict", "no action"};
  std::string lower = action;
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  }
  if (std::find(actions.begin(), actions.end(), lower) != actions.end())
    return lower;
  throw MappingError(message(who + " cannot be resolved: " + quoted(action) + " is no action",
                             {{std::string(option), action}},
                             "one of cascade, set null, set default, restrict, no action"));
}

std::string not_mapped(const MappedEntity& entity) {
  return message("entity " + quoted(entity.name) + " is not mapped: there is no map(weft::Mapper<" + entity.name +
                     ">&)",
                 {}, "declare that function in the namespace and the header of " + quoted(entity.name));
}

MappedEntity& mapped(sql::EntityFunction function) {
  const MappedEntity& entity = function();
  if (!entity.mapped)
    throw MappingError(not_mapped(entity));
  return const_cast<MappedEntity&>(entity);
}

const MappedColumn& resolve(const MemberRef& member, const std::string& who) {
  const MappedEntity& entity = mapped(member.entity);
  if (const MappedColumn* column = entity.column_at(member.offset))
    return *column;
  throw MappingError(message(
      who + " cannot be resolved: member \"" + entity.name + "::" + std::string(member.name) + "\" is no column",
      {{"columns of \"" + entity.name + "\"", columns_of(entity)}},
      "m.column<&" + entity.name + "::" + std::string(member.name) + ">() in map(weft::Mapper<" + entity.name + ">&)"));
}

std::string names_of(const std::vector<const TableColumn*>& columns) {
  std::string names;
  for (const TableColumn* column : columns)
    names.append(names.empty() ? "" : ", ").append(column->name);
  return names;
}

void resolve_table(MappedEntity& entity) {
  resolve_columns(entity);
  resolve_primary_key(entity);
  resolve_inheritance(entity);
  resolve_indexes(entity);
}

void resolve_foreign_keys(MappedEntity& entity) {
  const std::size_t between_tables = entity.table.foreign_keys.size();
  for (const MappedColumn& column : entity.columns.own()) {
    if (!column.references)
      continue;
    const std::string who = "foreign key \"" + entity.name + "::" + column.member + "\"";
    add_foreign_key(entity, who, {&column}, {&resolve(column.references, who)}, column.reference_options);
  }
  for (const MappedEntity::ForeignKeyDraft& draft : entity.foreign_key_drafts) {
    std::vector<const MappedColumn*> columns;
    std::vector<const MappedColumn*> targets;
    std::string who = "foreign key of \"" + entity.name + "\" (";
    for (const MemberRef& member : draft.columns)
      who.append(&member == draft.columns.data() ? "" : ", ").append(member.name);
    who += ')';
    if (draft.targets.empty())
      throw MappingError(
          message(who + " cannot be resolved: it refers to nothing", {}, "m.foreign_key<...>().references<...>()"));
    for (const MemberRef& member : draft.columns)
      columns.push_back(&resolve(member, who));
    for (const MemberRef& member : draft.targets)
      targets.push_back(&resolve(member, who));
    add_foreign_key(entity, who, columns, targets, draft.options);
  }
  if (entity.base)
    entity.foreign_keys = entity.base->foreign_keys;
  for (std::size_t i = between_tables; i < entity.table.foreign_keys.size(); ++i)
    entity.foreign_keys.push_back(&entity.table.foreign_keys[i]);
}

} // namespace weft::detail
