// SPDX-License-Identifier: MIT
//
// What the server writes for values where nothing is prepared, read so that it is the same as from a prepared statement.
#pragma once

#include <cppconn/resultset_metadata.h>

#include <string>
#include <string_view>
#include <weft/dialect.hpp>

#include "types.hpp"

namespace weft::mysql {

/// False where text holds less than there is: FLOAT has six digits in it, and DOUBLE that was declared with digits behind
/// the point no more than these.
[[nodiscard]] bool exact_as_text(::sql::ResultSetMetaData& columns);

/// One column of such a result.
class TextColumn {
 public:
  /// `column` counts from 1.
  TextColumn(::sql::ResultSetMetaData& columns, unsigned column, const ColumnShape& shape);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] bool too_wide() const noexcept { return reading_ == Reading::too_wide; }

  /// Views `text`, or what is kept here until the next call.
  [[nodiscard]] Cell read(std::string_view text);

 private:
  enum class Form {
    as_it_is,
    number,  ///< YEAR, and those that were declared with ZEROFILL, begin with zeros
    moment,  ///< has as many digits behind the seconds as were declared, where the driver writes six or none
  };

  [[nodiscard]] static Form form_of(::sql::ResultSetMetaData& columns, unsigned column);
  [[nodiscard]] std::string_view as_the_driver_writes(std::string_view text);

  std::string name_;
  std::string written_{};
  Reading reading_;
  Form form_;
};

}  // namespace weft::mysql
