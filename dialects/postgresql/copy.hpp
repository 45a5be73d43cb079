// SPDX-License-Identifier: MIT
//
// COPY .. FROM STDIN: rows that enter a table as one stream of text instead of parameters. The versions of libpqxx differ
// here and in what statement.hpp is about.
#pragma once

#include <memory>
#include <pqxx/nontransaction>
#include <span>
#include <string>
#include <string_view>
#include <weft/dialect.hpp>

namespace weft::postgresql {

/// Whether these values mean the same in COPY as in INSERT, where parameters have types: not bytes in a column of another
/// type, and no text that the server would refuse.
[[nodiscard]] bool fit_for_copy(const BulkInsert& insert, const ParameterRows& rows);

/// One COPY. Between the constructor and `complete` nothing else goes through the connection; errors of the server are
/// thrown by any of the three, as the driver's exceptions. One that is never completed ends when it is destroyed, and what it has sent is kept: check the
/// rows with `fit_for_copy` before, and send all of them.
class CopyIn {
 public:
  CopyIn(pqxx::nontransaction& work, const TableDefinition& table, std::span<const TableColumn* const> columns);
  CopyIn(const CopyIn&) = delete;
  CopyIn& operator=(const CopyIn&) = delete;
  ~CopyIn();

  void row(std::span<const Cell> cells);
  void complete();

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

/// A field as COPY reads it, for a cell that is not NULL; before what COPY itself needs is escaped.
[[nodiscard]] std::string_view copied_text(const Cell& cell, std::string& memory);

/// Adds a text with what COPY reads otherwise escaped.
void append_escaped(std::string& line, std::string_view text);

/// "schema"."table", in quotes.
[[nodiscard]] std::string quoted_name(const TableDefinition& table);

}  // namespace weft::postgresql
