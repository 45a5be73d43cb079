// SPDX-License-Identifier: MIT
#include "weft/mapping/draft.hpp"

#include <algorithm>
#include <utility>

#include "configurator.hpp"
#include "weft/query/load_options.hpp"

namespace weft::detail {

void note_mistake(MappedEntity& entity, std::string text) {
  std::string& failure = MappingConfigurator::failure(entity);
  if (failure.empty())
    failure = std::move(text);
}

void set_table(MappedEntity& entity, std::string_view name, std::string_view schema) {
  entity.table.name = name;
  entity.table.schema = schema;
  entity.own_table = true;
}

namespace {

std::string joined(std::initializer_list<std::string_view> path, char separator) {
  std::string text;
  for (std::string_view name : path) {
    if (!text.empty()) text += separator;
    text += name;
  }
  return text;
}

}  // namespace

MappedColumn& add_column(MappedEntity& entity, std::initializer_list<std::string_view> path, std::ptrdiff_t offset,
                         const TypeOps& ops, std::string_view name) {
  const std::string member = joined(path, '.');
  if (entity.column_at(offset))
    note_mistake(entity,
                 "entity \"" + entity.name + "\" cannot be mapped: member \"" + member +
                     "\" is mapped twice\n  remedy  say everything of a column in one chain behind m.column<...>()");
  TableColumn& column = entity.table.columns.emplace_back();
  column.name = name.empty() ? joined(path, '_') : std::string(name);
  column.type = ops.sql_type;
  column.nullable = ops.nullable;
  column.index = static_cast<std::uint32_t>(entity.table.columns.size() - 1);

  MappedColumn& mapped = entity.columns.emplace_back();
  mapped.entity = &entity;
  mapped.member = member;
  mapped.offset = offset;
  mapped.index = static_cast<std::uint32_t>(entity.columns.size() - 1);
  mapped.ops = &ops;
  mapped.column = &column;
  if (ops.deferrable) entity.deferrable.push_back(&mapped);
  return mapped;
}

void set_names(MappedColumn& column, std::vector<std::pair<std::int64_t, std::string>> names) {
  SqlType& type = column.column->type;
  std::size_t longest = 1;
  for (const auto& [number, name] : names)
    longest = std::max(longest, name.size());
  // A length that the program said, before or after this, stands.
  const auto length = type.length != 0 ? type.length : static_cast<std::uint32_t>(longest);
  type = {TypeKind::text, length, 0, 0};
  column.names = std::move(names);
}

MappedRelationship& add_relationship(MappedEntity& entity, std::string_view member, std::ptrdiff_t offset,
                                     RelationKind kind, sql::EntityFunction target,
                                     std::shared_ptr<const DictKeys> keys) {
  if (entity.relationship_at(offset))
    note_mistake(entity, "entity \"" + entity.name + "\" cannot be mapped: relationship \"" + std::string(member) +
                             "\" is mapped twice\n  remedy  say everything of it in one chain behind "
                             "m.relationship<...>()");
  MappedRelationship& mapped = entity.relationships.emplace_back();
  mapped.owner = &entity;
  mapped.name = member;
  mapped.offset = offset;
  mapped.index = static_cast<std::uint32_t>(entity.relationships.size() - 1);
  mapped.kind = kind;
  mapped.strategy = default_strategy;
  mapped.keys = std::move(keys);
  mapped.target_function = target;
  return mapped;
}

void set_passive_deletes(MappedRelationship& relationship, std::string_view how) {
  relationship.passive_deletes = true;
  if (how == "all") {
    relationship.passive_deletes_all = true;
    return;
  }
  note_mistake(const_cast<MappedEntity&>(*relationship.owner),
               "relationship \"" + relationship.display() + "\" cannot be mapped: passive_deletes(\"" +
                   std::string(how) + "\") says nothing\n  remedy  passive_deletes() or passive_deletes(\"all\")");
}

void add_overlaps(MappedRelationship& relationship, std::string_view members) {
  constexpr std::string_view blanks = " \t";
  while (!members.empty()) {
    const std::size_t end = std::min(members.find(','), members.size());
    std::string_view member = members.substr(0, end);
    members.remove_prefix(std::min(end + 1, members.size()));
    member.remove_prefix(std::min(member.find_first_not_of(blanks), member.size()));
    member = member.substr(0, member.find_last_not_of(blanks) + 1);
    if (!member.empty())
      relationship.overlaps.emplace_back(member);
  }
}

} // namespace weft::detail
