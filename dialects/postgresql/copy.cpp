// SPDX-License-Identifier: MIT
#include "copy.hpp"

#include <pqxx/version>

#include "types.hpp"

#if PQXX_VERSION_MAJOR < 7
#include <pqxx/tablewriter>
#else
#include <optional>
#include <pqxx/stream_to>
#include <vector>
#endif

namespace weft::postgresql {
namespace {

std::string quoted_columns(std::span<const TableColumn* const> columns) {
  std::string list;
  for (const TableColumn* column : columns) {
    if (!list.empty()) list += ',';
    list += quoted_identifier(column->name);
  }
  return list;
}

}  // namespace

bool fit_for_copy(const BulkInsert& insert, const ParameterRows& rows) {
  for (std::size_t index = 0; index < rows.cells.size(); ++index) {
    const Cell& cell = rows.cells[index];
    const TypeKind kind = insert.columns[index % insert.columns.size()]->type.kind;
    if (cell.kind == CellKind::blob && kind != TypeKind::blob) return false;
    if (cell.kind == CellKind::text && cell.view().find('\0') != std::string_view::npos) return false;
  }
  return true;
}

std::string quoted_name(const TableDefinition& table) {
  return (table.schema.empty() ? std::string() : quoted_identifier(table.schema) + '.') + quoted_identifier(table.name);
}

std::string_view copied_text(const Cell& cell, std::string& memory) {
  switch (cell.kind) {
  case CellKind::null: return {};
  case CellKind::integer: memory = std::to_string(cell.integer); break;
  case CellKind::real: memory = real_text(cell.real); break;
  case CellKind::blob: memory = blob_text(cell.view()); break;
  case CellKind::text: return cell.view();
  }
  return memory;
}

void append_escaped(std::string& line, std::string_view text) {
  for (char c : text) {
    switch (c) {
    case '\\': line += "\\\\"; break;
    case '\b': line += "\\b"; break;
    case '\f': line += "\\f"; break;
    case '\n': line += "\\n"; break;
    case '\r': line += "\\r"; break;
    case '\t': line += "\\t"; break;
    case '\v': line += "\\v"; break;
    default: line += c;
    }
  }
}

#if PQXX_VERSION_MAJOR < 7

// The stream of version 6 takes tuples, whose width is known where they are written. What came before it takes lines,
// and names that are put into the statement as they are. Lines go out many at a time: each call may wake the server.
constexpr std::size_t sent_at_once = std::size_t{64} << 10U;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

struct CopyIn::Stream {
  Stream(pqxx::nontransaction& work, const std::string& into) : writer(work, into) {}

  void row(std::span<const Cell> cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) lines += '\t';
      if (cells[column].is_null()) {
        lines += "\\N";
      } else {
        append_escaped(lines, copied_text(cells[column], memory));
      }
    }
    lines += '\n';  // the last one is taken off and added again
    if (lines.size() >= sent_at_once) send();
  }
  void send() {
    if (lines.empty()) return;
    writer.write_raw_line(lines);
    lines.clear();
  }
  void complete() {
    send();
    writer.complete();
  }

  pqxx::tablewriter writer;
  std::string lines{};
  std::string memory{};
};

#pragma GCC diagnostic pop

CopyIn::CopyIn(pqxx::nontransaction& work, const TableDefinition& table, std::span<const TableColumn* const> columns)
    : stream_(std::make_unique<Stream>(work, quoted_name(table) + " (" + quoted_columns(columns) + ')')) {}

#else

struct CopyIn::Stream {
  Stream(pqxx::nontransaction& work, const std::string& table, const std::string& columns)
      : writer(pqxx::stream_to::raw_table(work, table, columns)) {}

  void row(std::span<const Cell> cells) {
    fields.resize(cells.size());
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (cells[column].is_null()) {
        fields[column].reset();
      } else {
        fields[column] = copied_text(cells[column], memory);
      }
    }
    writer.write_row(fields);
  }
  void complete() { writer.complete(); }

  pqxx::stream_to writer;
  std::vector<std::optional<std::string>> fields{};
  std::string memory{};
};

CopyIn::CopyIn(pqxx::nontransaction& work, const TableDefinition& table, std::span<const TableColumn* const> columns)
    : stream_(std::make_unique<Stream>(work, quoted_name(table), quoted_columns(columns))) {}

#endif

CopyIn::~CopyIn() = default;

void CopyIn::row(std::span<const Cell> cells) {
  stream_->row(cells);
}

void CopyIn::complete() {
  stream_->complete();
}

}  // namespace weft::postgresql
