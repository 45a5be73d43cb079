// SPDX-License-Identifier: MIT
#include "weft/session/proxy.hpp"

#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::detail {

void DictPlace::set_key(void* item, const void* key) const {
  const MappedEntity& entity = owner().configured();
  const MappedRelationship* relationship = entity.relationship_at(offset);
  if (!relationship)
    throw MappingError("cannot put into a dictionary of \"" + entity.name +
                       "\": it is not mapped as a relationship\n  map it with:  m.relationship<...>().keyed_by<...>()");
  const MappedColumn& column = *relationship->key_column;
  column.ops->assign(column.in(item), key);
}

}  // namespace weft::detail
