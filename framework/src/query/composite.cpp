// SPDX-License-Identifier: MIT
#include "weft/query/composite.hpp"

#include "session/fresh_object.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

NodePtr composite_equal(sql::EntityFunction entity, std::ptrdiff_t offset, std::size_t size, std::string_view member,
                        void (*fill)(void* object, const void* value), const void* value) {
  const MappedEntity& mapping = entity().configured();
  FreshObject object(mapping);
  fill(object.get(), value);
  NodePtr condition;
  for (const MappedColumn& column : mapping.columns) {
    if (column.offset < offset || column.offset >= offset + static_cast<std::ptrdiff_t>(size)) continue;
    Scratch scratch;
    Value bound(column.bind(object.get(), scratch));
    const NodePtr place = column_node(entity, column.offset);
    condition = both(condition, bound.is_null()
                                    ? unary(sql::Op::is_null, place)
                                    : binary(sql::Op::equal, place, value_parameter(std::move(bound), column.column->type)));
  }
  if (condition) return condition;
  const std::string name = mapping.name + "::" + std::string(member);
  throw MappingError("query cannot compare \"" + name + "\": none of its members is mapped to a column\n  map them with:  m.column<&" +
                     name + ", &...>()");
}

}  // namespace weft::detail
