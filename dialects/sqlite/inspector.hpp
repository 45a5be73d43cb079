// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::sqlite {

/// SQLite's table-valued pragma functions take the names as parameters.
extern const CatalogueQueries catalogue;

}  // namespace weft::sqlite
