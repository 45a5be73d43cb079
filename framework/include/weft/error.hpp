// SPDX-License-Identifier: MIT
//
// Everything weft throws.
//
//   try {
//     session.commit();
//   } catch (const weft::IntegrityError& error) {
//     log(error.what(), error.sql(), error.sqlstate());
//   } catch (const weft::Error& error) {
//     log(error.what());
//   }
//
// A message says what was attempted, on which entity or statement, and what to do about it: the first
// line reads "what failed: why", the lines below it hold details and the remedy. Parameter values never
// appear in a message unless the engine echoes them.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace weft {

namespace detail {
struct ErrorText;
}

/// The root of all of them: catch this to catch whatever weft throws.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  Error(const Error&) = default;
  Error& operator=(const Error&) = default;
  ~Error() override;

  /// Adds a line at the end of `what()`. Who passes an error on can say what led to it and throw it again; its type and
  /// everything else about it stay.
  void add_note(std::string_view note);

 private:
  friend struct detail::ErrorText;
  void replace_text(const std::string& text);
};

/// A mapping that cannot work: found when the mapping is first used, not when a row happens to need it.
class MappingError : public Error {
 public:
  using Error::Error;
  ~MappingError() override;
};

/// A plugin that is missing, refused, or broken.
class PluginError : public Error {
 public:
  using Error::Error;
  ~PluginError() override;
};

/// A call that the library does not allow in the present state, and the call that it allows instead.
class UsageError : public Error {
 public:
  using Error::Error;
  ~UsageError() override;
};

/// Access to what is not loaded on an entity whose session is gone.
class DetachedError : public Error {
 public:
  using Error::Error;
  ~DetachedError() override;
};

/// Access to a relationship or column that was declared as not to be loaded on access.
class UnloadedAccessError : public Error {
 public:
  using Error::Error;
  ~UnloadedAccessError() override;
};

/// A row that was changed or deleted by somebody else since it was read.
class StaleDataError : public Error {
 public:
  using Error::Error;
  ~StaleDataError() override;
};

/// `one()` found nothing.
class NoResultError : public Error {
 public:
  using Error::Error;
  ~NoResultError() override;
};

/// `one()` or `one_or_none()` found more than one row.
class MultipleResultsError : public Error {
 public:
  using Error::Error;
  ~MultipleResultsError() override;
};

/// What a driver said of a failed statement, in the terms that all dialects share.
struct StatementFailure {
  std::string message{};   ///< the driver's own words
  std::string sql{};       ///< the statement as it was sent; empty when there was none (connecting)
  std::string sqlstate{};  ///< five characters; dialects without SQLSTATEs give the nearest one
  int driver_code{};       ///< the driver's own number, 0 when it has none
  int position = -1;       ///< byte of `sql` at which the database stopped, -1 when it does not say
  std::string remedy{};    ///< what to do about it, when that is known
};

/// The database refused or failed a statement.
///
///   statement failed: no such column: nme
///     sql       SELECT nme FROM item
///     at        nme FROM item
///     sqlstate  42703
///     code      1
class StatementError : public Error {
 public:
  /// `what` says what failed ("statement failed", "cannot connect to ..."); the rest of the text is made
  /// from `failure`.
  StatementError(const std::string& what, StatementFailure failure);
  ~StatementError() override;

  /// The statement as it was sent, with placeholders; never with values.
  [[nodiscard]] const std::string& sql() const noexcept { return failure_.sql; }
  [[nodiscard]] const std::string& sqlstate() const noexcept { return failure_.sqlstate; }
  [[nodiscard]] int driver_code() const noexcept { return failure_.driver_code; }
  /// The driver's own words, without the rest of `what()`.
  [[nodiscard]] const std::string& driver_message() const noexcept { return failure_.message; }

  /// True when running the same unit of work again may succeed (deadlock, serialization failure).
  [[nodiscard]] virtual bool retryable() const noexcept;

 private:
  StatementFailure failure_;
};

/// A constraint said no: unique, foreign key, not null, check.
class IntegrityError : public StatementError {
 public:
  using StatementError::StatementError;
  ~IntegrityError() override;
};

/// The database could not do it for reasons of its own: locked, full, out of memory, missing table.
class OperationalError : public StatementError {
 public:
  using StatementError::StatementError;
  ~OperationalError() override;
};

/// The connection is gone. The session must be rolled back; the pool opens a new one by itself.
class DisconnectedError : public StatementError {
 public:
  using StatementError::StatementError;
  ~DisconnectedError() override;
};

/// The transaction lost against another one. Roll back and run the unit of work again.
class SerializationError : public StatementError {
 public:
  using StatementError::StatementError;
  ~SerializationError() override;
  [[nodiscard]] bool retryable() const noexcept override;
};

}  // namespace weft
