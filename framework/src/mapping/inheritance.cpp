// SPDX-License-Identifier: MIT
//
// Derived entities: what they have of their base, in which tables their rows are, and what tells them apart.
#include <algorithm>
#include <utility>

#include "configurator.hpp"
#include "message.hpp"
#include "weft/error.hpp"
#include "weft/mapping/draft.hpp"
#include "weft/query/build.hpp"
#include "weft/query/load_options.hpp"

namespace weft::detail {
namespace {

std::string cannot(const MappedEntity& entity, std::string_view why, const Details& details, std::string_view remedy) {
  return message("entity \"" + entity.name + "\" cannot be mapped: " + std::string(why), details, remedy);
}

std::string text_of(const Value& identity) {
  if (identity.kind() == CellKind::integer)
    return std::to_string(identity.cell().integer);
  return identity.is_null() ? "nothing" : '"' + std::string(identity.cell().view()) + '"';
}

/// Members that the derived entity maps once more are those of the base.
void drop_repeated(MappedEntity& entity, const MappedEntity& base) {
  for (const MappedColumn& column : entity.columns.own()) {
    const MappedColumn* same = base.column_at(column.offset);
    if (same && same->column->name != column.column->name) {
      note_mistake(entity, cannot(entity, "member \"" + column.member + "\" has another column than in its base",
                                  {{base.name, same->column->name}, {entity.name, column.column->name}},
                                  "leave \"" + column.member + "\" to the mapping of \"" + base.name + '"'));
    }
  }
  entity.columns.drop_own([&](const MappedColumn& column) { return base.column_at(column.offset) != nullptr; });
  std::deque<TableColumn> kept;
  for (MappedColumn& column : entity.columns.own()) {
    column.column = &kept.emplace_back(std::move(*column.column));
    column.column->index = static_cast<std::uint32_t>(kept.size() - 1);
  }
  entity.table.columns = std::move(kept);
  for (const MappedRelationship& relationship : entity.relationships.own()) {
    if (base.relationship_at(relationship.offset))
      note_mistake(entity, cannot(entity, "relationship \"" + relationship.name + "\" is mapped by its base, too",
                                  {{"base", base.name}}, "map it there only"));
  }
}

/// An enumerator that is stored as text is told by its text.
void write_as_column(MappedEntity& entity, const MappedColumn& discriminator) {
  if (discriminator.names.empty() || entity.identity.kind() != CellKind::integer)
    return;
  for (const auto& [number, name] : discriminator.names) {
    if (number == entity.identity.cell().integer) {
      entity.identity = Value::text(name);
      return;
    }
  }
}

const MappedColumn* written_discriminator(const MappedEntity& entity) {
  const MappedEntity& root = entity.root();
  return root.polymorphic_on ? root.column_at(root.polymorphic_on.offset) : nullptr;
}

/// Concrete inheritance: every column of the base once more, in the entity's own table.
void copy_members(MappedEntity& entity) {
  const MappedEntity& base = *std::exchange(entity.base, nullptr);
  entity.copied = &base;
  for (const MappedColumn& column : base.columns) {
    if (entity.column_at(column.offset))
      continue;
    TableColumn& stored = entity.table.columns.emplace_back(*column.column);
    stored.index = static_cast<std::uint32_t>(entity.table.columns.size() - 1);
    MappedColumn& copy = entity.columns.emplace_back();
    const std::uint32_t index = static_cast<std::uint32_t>(entity.columns.size() - 1);
    copy = column;
    copy.entity = &entity;
    copy.index = index;
    copy.column = &stored;
    if (copy.ops->deferrable)
      entity.deferrable.push_back(&copy);
  }
  entity.hooks.inherit(base.hooks);
  entity.validators.insert(entity.validators.begin(), base.validators.begin(), base.validators.end());
}

/// The key of the base, at the front of the entity's own table.
void add_key(MappedEntity& entity) {
  MappedTable part{&entity.table, {}};
  const MappedTable& above = entity.base->tables.back();
  for (auto column = above.key.rbegin(); column != above.key.rend(); ++column) {
    if (entity.table.find((*column)->name)) {
      throw MappingError(cannot(entity, "its table \"" + entity.table.name + "\" has the key of its base, and a member with column \"" +
                                            (*column)->name + '"',
                                {}, "m.column<&" + entity.name + "::...>(\"another name\")"));
    }
    TableColumn& key = entity.table.columns.emplace_front(**column);
    key.table = &entity.table;
    key.autoincrement = false;
    key.server_default.reset();
    part.key.insert(part.key.begin(), &key);
  }
  std::uint32_t index = 0;
  for (TableColumn& column : entity.table.columns)
    column.index = index++;
  entity.table.primary_key = part.key;
  // A key that changes is written in the root's table; the database takes it along.
  entity.table.foreign_keys.push_back({part.key, above.key, {}, "cascade"});
  entity.tables.push_back(std::move(part));
}

void place_columns(MappedEntity& entity) {
  if (!entity.base) {
    entity.tables = {{&entity.table, entity.table.primary_key}};
    return;
  }
  entity.tables = entity.base->tables;
  if (entity.inheritance == Inheritance::joined)
    add_key(entity);
  for (MappedColumn& column : entity.columns.own()) {
    column.part = static_cast<std::uint32_t>(entity.tables.size() - 1);
    // Rows of other kinds have nothing there.
    if (entity.inheritance == Inheritance::single)
      column.column->nullable = true;
  }
}

void check_identity(const MappedEntity& entity) {
  const MappedColumn& discriminator = *entity.discriminator;
  const CellKind wanted = discriminator.names.empty() ? discriminator.ops->cell : CellKind::text;
  if (entity.identity.is_null())
    return;
  if (entity.identity.kind() != wanted) {
    throw MappingError(cannot(entity, "its discriminator cannot hold " + text_of(entity.identity),
                              {{"discriminator", '"' + discriminator.entity->name + "::" + discriminator.member + "\", " +
                                                     std::string(discriminator.ops->type_name)}},
                              "give the identity the type of that member"));
  }
  for (const MappedEntity* other : known_kinds_of(entity.root())) {
    if (other != &entity && other->identity == entity.identity)
      throw MappingError(cannot(entity, "\"" + other->name + "\" has the same identity " + text_of(entity.identity), {},
                                "give each its own in inherits<...>(...)"));
  }
}

} // namespace

void set_base(MappedEntity& entity, const MappedEntity& base, std::ptrdiff_t offset, Value identity) {
  if (entity.base)
    note_mistake(entity, cannot(entity, "it inherits twice", {{"bases", entity.base->name + ", " + base.name}},
                                "one inherits<...>()"));
  if (offset != 0)
    note_mistake(entity, cannot(entity, "its base \"" + base.name + "\" does not stand at its beginning", {},
                                "name \"" + base.name + "\" first among the base classes, and no virtual functions"));
  if (!base.mapped)
    note_mistake(entity, not_mapped(base));
  entity.base = &base;
  entity.identity = std::move(identity);
}

void set_discriminator(MappedEntity& entity, const MemberRef& member, Value identity) {
  entity.polymorphic_on = member;
  entity.identity = std::move(identity);
}

void set_concrete(MappedEntity& entity) {
  entity.inheritance = Inheritance::concrete;
}

void set_polymorphic_load(MappedEntity& entity, std::string_view how) {
  if (how == "inline")
    entity.polymorphic_load = PolymorphicLoad::inlined;
  else if (how == selectin_strategy)
    entity.polymorphic_load = PolymorphicLoad::selectin;
  else
    note_mistake(entity, cannot(entity, "polymorphic_load(\"" + std::string(how) + "\") says nothing", {},
                                "polymorphic_load(\"inline\") or polymorphic_load(\"selectin\"), or leave it out"));
}

void inherit_members(MappedEntity& entity) {
  if (entity.polymorphic_load != PolymorphicLoad::on_access && (!entity.base || entity.inheritance == Inheritance::concrete))
    note_mistake(entity, cannot(entity, "it has polymorphic_load(), and no query of a base finds its rows", {},
                                "polymorphic_load() where the mapping has inherits<...>(...) and is not concrete()"));
  if (entity.base && entity.polymorphic_on)
    note_mistake(entity, cannot(entity, "it is derived and has a discriminator of its own", {},
                                "polymorphic_on() in the mapping of \"" + entity.root().name + "\" only"));
  if (!entity.base && entity.inheritance == Inheritance::concrete)
    note_mistake(entity, cannot(entity, "it is concrete() and has no base", {}, "m.inherits<...>().concrete()"));
  if (entity.base && entity.inheritance == Inheritance::concrete)
    return copy_members(entity);
  if (entity.base) {
    const MappedEntity& base = *entity.base;
    entity.inheritance = entity.own_table ? Inheritance::joined : Inheritance::single;
    drop_repeated(entity, base);
    entity.columns.inherit(base.columns);
    entity.relationships.inherit(base.relationships);
    entity.deferrable.clear();
    for (const MappedColumn& column : entity.columns) {
      if (column.ops->deferrable)
        entity.deferrable.push_back(&column);
    }
    entity.hooks.inherit(base.hooks);
    entity.validators.insert(entity.validators.begin(), base.validators.begin(), base.validators.end());
    if (!entity.own_table) {
      entity.table.name = base.table.name;
      entity.table.schema = base.table.schema;
    }
  }
  if (const MappedColumn* discriminator = written_discriminator(entity))
    write_as_column(entity, *discriminator);
}

void resolve_inheritance(MappedEntity& entity) {
  place_columns(entity);
  if (entity.polymorphic_on)
    entity.discriminator = &resolve(entity.polymorphic_on, "discriminator of \"" + entity.name + '"');
  if (!entity.base && !entity.discriminator)
    return;
  if (entity.base)
    entity.discriminator = entity.base->discriminator;
  if (!entity.discriminator) {
    throw MappingError(cannot(entity, "nothing tells its rows from those of its base",
                              {{"base", entity.base->name}},
                              "m.polymorphic_on<&" + entity.root().name + "::...>(...) in map(weft::Mapper<" +
                                  entity.root().name + ">&), or m.concrete() here"));
  }
  check_identity(entity);
  if (!entity.identity.is_null()) {
    auto node = std::make_shared<sql::Node>(*value_parameter(entity.identity, entity.discriminator->column->type));
    node->constant = true;
    entity.identity_node = std::move(node);
  }
}

} // namespace weft::detail
