// SPDX-License-Identifier: MIT
#include "session/observation.hpp"

#include <string>
#include <typeinfo>
#include <utility>

#include "session/echo.hpp"
#include "session/engine_core.hpp"
#include "weft/error.hpp"

namespace weft::detail {
namespace {

/// An error whose text shows the values, too. Everything else about it is as the driver reported it.
template <class Failure>
class WithValues final : public Failure {
 public:
  WithValues(const Failure& plain, std::string text) : Failure(plain), text_(std::move(text)) {}
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

std::string with_values(std::string text, std::span<const Cell> values) {
  const std::string line = "\n  values    " + values_text(values);
  const std::size_t details = text.find("\n  sql       ");
  if (details == std::string::npos) return text + line;
  return text.insert(details, line);
}

template <class Failure>
void throw_with_values(const StatementError& error, std::span<const Cell> values) {
  // Exactly this type: a dialect's own error would lose what makes it its own.
  if (typeid(error) != typeid(Failure)) return;
  throw WithValues<Failure>(static_cast<const Failure&>(error), with_values(error.what(), values));
}

}  // namespace

void Observation::succeeded(std::int64_t rows) noexcept {
  event_.duration = std::chrono::steady_clock::now() - started_;
  event_.rows = rows;
  engine_.notify(event_);
}

void Observation::failed() {
  event_.duration = std::chrono::steady_clock::now() - started_;
  event_.failed = true;
  engine_.notify(event_);
  throw_on(engine_, event_.params);
}

void throw_on(const EngineCore& engine, std::span<const Cell> values) {
  if (!engine.options().echo_parameters || values.empty()) throw;
  try {
    throw;
  } catch (const StatementError& error) {
    throw_with_values<StatementError>(error, values);
    throw_with_values<IntegrityError>(error, values);
    throw_with_values<OperationalError>(error, values);
    throw_with_values<DisconnectedError>(error, values);
    throw_with_values<SerializationError>(error, values);
    throw;
  }
}

}  // namespace weft::detail
