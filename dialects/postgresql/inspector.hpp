// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::postgresql {

/// What pg_catalog says of the tables that the search path reaches.
extern const CatalogueQueries catalogue;

}  // namespace weft::postgresql
