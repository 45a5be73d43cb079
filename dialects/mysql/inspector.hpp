// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::mysql {

/// What information_schema says of the tables of the database.
extern const CatalogueQueries catalogue;

}  // namespace weft::mysql
