// SPDX-License-Identifier: MIT
#include "session/echo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "session/duration_text.hpp"

namespace weft::detail {
namespace {

constexpr std::size_t longest_text = 100;
constexpr std::size_t longest_list = 50;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// A text as a literal. Control characters are spelled out: a value must not look like a line of the log.
void write_text(std::string_view text, std::string& out) {
  std::size_t length = std::min(text.size(), longest_text);
  while (length < text.size() && length > 0 && continues_character(text[length])) --length;

  out += '\'';
  for (const char character : text.substr(0, length)) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '\'') {
      out += "''";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += character;
    }
  }
  out += '\'';
  if (length < text.size()) out += fmt::format(".. ({} bytes)", text.size());
}

void write_value(const Cell& cell, std::string& out) {
  switch (cell.kind) {
    case CellKind::null: out += "NULL"; break;
    case CellKind::integer: out += std::to_string(cell.integer); break;
    case CellKind::real: out += fmt::format("{}", cell.real); break;
    case CellKind::text: write_text(cell.view(), out); break;
    case CellKind::blob: out += fmt::format("<{} bytes>", cell.size); break;
  }
}

}  // namespace

std::string values_text(std::span<const Cell> values) {
  std::string text = "(";
  const auto shown = values.first(std::min(values.size(), longest_list));
  for (const Cell& value : shown) {
    if (&value != shown.data()) text += ", ";
    write_value(value, text);
  }
  if (shown.size() < values.size()) text += fmt::format(", {} more", values.size() - shown.size());
  return text + ")";
}

std::string echo_line(const StatementEvent& event, bool with_values) {
  // The rest is a comment, so that a line can be pasted into a database's shell.
  std::string line = fmt::format("weft: {}  -- ", event.sql);
  if (event.batch_rows != 1) line += fmt::format("batch of {}, ", event.batch_rows);
  if (with_values && !event.params.empty()) line += values_text(event.params) + ", ";
  if (event.failed) {
    line += "failed, ";
  } else if (event.kind == StatementKind::statement) {
    line += fmt::format("{} {}, ", event.rows, event.rows == 1 ? "row" : "rows");
  }
  return line + duration_text(event.duration);
}

}  // namespace weft::detail
