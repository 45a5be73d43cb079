// SPDX-License-Identifier: MIT
//
// How weft's types and MySQL's meet: names in CREATE TABLE and CAST, and how the cells of a column are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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
  text,
  date,              ///< DATE, of which the driver writes years below 1000 in fewer digits
  blob,
  too_wide,          ///< DECIMAL, or digits made of BIT, that the driver would read past its buffer
};

/// `column` counts from 1.
[[nodiscard]] Reading reading_of(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape);

/// What BIT is, the highest byte first.
[[nodiscard]] std::int64_t integer_of_bits(std::string_view bytes) noexcept;

/// An integer, or the text itself where 64 bits with a sign are too few.
[[nodiscard]] Cell integer_or_text(std::string_view digits) noexcept;

/// Throws the error of a column that is `too_wide`.
[[noreturn]] void throw_too_wide(const std::string& column, std::string_view sql);

}  // namespace weft::mysql
