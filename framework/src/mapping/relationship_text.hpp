// SPDX-License-Identifier: MIT
//
// What mapping errors say of relationships.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "message.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// relationship "Department::employees"
[[nodiscard]] std::string who(const MappedRelationship& relationship);
/// relationship "Department::employees" cannot be resolved: ...
[[nodiscard]] std::string wrong(const MappedRelationship& relationship, std::string_view why, const Details& details,
                                std::string_view remedy);
/// The foreign keys of a table, as messages list them.
[[nodiscard]] std::pair<std::string, std::string> keys_of(const TableDefinition& table);
/// Those of all tables of both sides.
[[nodiscard]] Details keys_of_both(const MappedRelationship& relationship);
/// "Employee::department_id", with the quotes.
[[nodiscard]] std::string name_of(const MappedColumn& column);

/// The mapped column of that name: foreign keys may name the columns of another entity of the same table.
[[nodiscard]] const MappedColumn& column_named(const MappedRelationship& relationship, const MappedEntity& entity,
                                               const TableColumn& column);

}  // namespace weft::detail
