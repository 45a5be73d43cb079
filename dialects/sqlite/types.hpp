// SPDX-License-Identifier: MIT
//
// How weft's types and SQLite's meet: names in CREATE TABLE, and how the cells of a column are read.
#pragma once

#include <cstdint>
#include <weft/dialect.hpp>

namespace weft::sqlite {

/// What a column is declared as. SQLite keeps the words and draws the affinity from them.
void write_type(const SqlType& type, sql::Writer& out);

/// How the cells of one result column are read. SQLite has a type for every value and not for a column, and
/// asking for it costs a quarter of a read: what is expected is tried first, and asked only in doubt.
enum class Reading : std::uint8_t {
  any,      ///< ask for the type of every cell
  integer,  ///< ask only when it reads as 0
  real,     ///< ask only when it reads as 0
  text,     ///< whatever it is, as text; none is null
  blob,     ///< ask only when there are no bytes
};

[[nodiscard]] Reading reading_of(const ColumnShape& shape) noexcept;

}  // namespace weft::sqlite
