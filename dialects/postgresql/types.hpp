// SPDX-License-Identifier: MIT
//
// How weft's types and PostgreSQL's meet: names in SQL, and how the text of a result column is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include <weft/dialect.hpp>

namespace weft::postgresql {

/// What a column is declared as, and a parameter cast to.
void write_type(const SqlType& type, sql::Writer& out);

/// How the cells of one result column are read: by the type that the server says it has.
enum class Reading : std::uint8_t { text, boolean, integer, small_real, real, blob };

/// `oid` is the number of a type in pg_type, the same on all servers for those that PostgreSQL brings along.
[[nodiscard]] Reading reading_of(std::uint32_t oid) noexcept;

/// A cell of a value as the server writes it, but for blobs.
[[nodiscard]] Cell read_cell(std::string_view text, Reading reading) noexcept;

/// The bytes of a blob as the server writes it: \x and hexadecimal digits.
[[nodiscard]] std::string read_blob(std::string_view text);

/// The same the other way round.
[[nodiscard]] std::string blob_text(std::string_view bytes);

/// A name between quotes.
[[nodiscard]] std::string quoted_identifier(std::string_view identifier);

/// A number as PostgreSQL reads it, infinities and what is no number included.
[[nodiscard]] std::string real_text(double value);

/// {1,2} or {"a","b"}: keys as the text of one array; of several columns each key is an array in an element.
[[nodiscard]] std::string array_text(const std::vector<Value>& values, std::size_t width);

}  // namespace weft::postgresql
