// SPDX-License-Identifier: MIT
//
// How weft's types and MySQL's meet: names in CREATE TABLE and CAST, and how the cells of a column are read.
#pragma once

#include <cstdint>
#include <weft/dialect.hpp>

namespace sql {
class ResultSetMetaData;
}

namespace weft::mysql {

/// What a column is declared as.
void write_type(const SqlType& type, sql::Writer& out);

/// The same for a column that is part of a key or an index: those need a length.
void write_key_type(const SqlType& type, sql::Writer& out);

/// What stands behind AS in a CAST: it knows few types, and other words for them.
void write_cast_type(const SqlType& type, sql::Writer& out);

/// How the cells of one result column are read.
enum class Reading : std::uint8_t {
  null,              ///< nothing but NULL
  integer,
  unsigned_integer,  ///< as text where 64 bits with a sign are too few
  bits,              ///< BIT: bytes, the highest first
  whole_decimal,     ///< DECIMAL without digits behind the point, wanted as an integer
  real,
  date,              ///< of which the driver writes years before 1000 too short
  text,
  blob,
  too_wide,          ///< DECIMAL that the driver would read past its buffer
};

/// `column` counts from 1.
[[nodiscard]] Reading reading_of(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape);

}  // namespace weft::mysql
