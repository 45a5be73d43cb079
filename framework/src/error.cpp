// SPDX-License-Identifier: MIT
#include "weft/error.hpp"

#include <string_view>
#include <utility>

namespace weft {
namespace {

// A statement with hundreds of placeholders would bury the message; `sql()` has all of it.
constexpr std::size_t longest_sql = 1000;
constexpr std::size_t longest_excerpt = 60;

void add_detail(std::string& text, std::string_view name, std::string_view value) {
  constexpr std::size_t width = sizeof("sqlstate");
  text.append("\n  ").append(name).append(width + 1 - name.size(), ' ');
  for (char character : value) {
    text += character;
    if (character == '\n') text.append(width + 3, ' ');
  }
}

std::string shortened(std::string_view text, std::size_t length) {
  if (text.size() <= length) return std::string(text);
  // Not in the middle of a character: continuation bytes of UTF-8 begin with the bits 10.
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
    --length;
  return std::string(text.substr(0, length)) + " ...";
}

std::string describe(const std::string& what, const StatementFailure& failure) {
  std::string text = what + ": " + failure.message;
  if (!failure.sql.empty()) add_detail(text, "sql", shortened(failure.sql, longest_sql));
  if (failure.position >= 0 && static_cast<std::size_t>(failure.position) < failure.sql.size()) {
    std::string_view rest = std::string_view(failure.sql).substr(static_cast<std::size_t>(failure.position));
    add_detail(text, "at", shortened(rest.substr(0, rest.find('\n')), longest_excerpt));
  }
  if (!failure.sqlstate.empty()) add_detail(text, "sqlstate", failure.sqlstate);
  if (failure.driver_code != 0) add_detail(text, "code", std::to_string(failure.driver_code));
  if (!failure.remedy.empty()) text.append("\n  ").append(failure.remedy);
  return text;
}

}  // namespace

// Out of line, so that each class has one home and can be caught across libraries.
Error::~Error() = default;

void Error::add_note(std::string_view note) { replace_text(std::string(what()).append("\n  ").append(note)); }

/// The part of an error that holds the text is all that changes, so that it is still the same exception in flight.
void Error::replace_text(const std::string& text) { std::runtime_error::operator=(std::runtime_error(text)); }

MappingError::~MappingError() = default;
PluginError::~PluginError() = default;
UsageError::~UsageError() = default;
DetachedError::~DetachedError() = default;
UnloadedAccessError::~UnloadedAccessError() = default;
StaleDataError::~StaleDataError() = default;
NoResultError::~NoResultError() = default;
MultipleResultsError::~MultipleResultsError() = default;

StatementError::StatementError(const std::string& what, StatementFailure failure)
    : Error(describe(what, failure)), failure_(std::move(failure)) {}
StatementError::~StatementError() = default;
bool StatementError::retryable() const noexcept {
  return false;
}

IntegrityError::~IntegrityError() = default;
OperationalError::~OperationalError() = default;
DisconnectedError::~DisconnectedError() = default;
SerializationError::~SerializationError() = default;
bool SerializationError::retryable() const noexcept {
  return true;
}

}  // namespace weft
