// SPDX-License-Identifier: MIT
//
// What libpqxx is asked to do, in the one place where its versions differ: parameters, and running a statement.
#pragma once

#include <memory>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <pqxx/version>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <weft/dialect.hpp>

namespace weft::postgresql {

/// Parameters in the form that they are sent in. Throws `UsageError` for text with a NUL in it: PostgreSQL's text has
/// none, and libpq would cut it there without a word.
class Parameters {
 public:
  Parameters(std::span<const Cell> cells, std::string_view sql);

  [[nodiscard]] pqxx::result run_prepared(pqxx::nontransaction& work, const std::string& name) const;
  [[nodiscard]] pqxx::result run_once(pqxx::nontransaction& work, std::string_view sql) const;

 private:
  struct Parameter {
    CellKind kind = CellKind::null;  ///< null, text or blob
    std::string bytes{};
  };
  std::vector<Parameter> parameters_{};
};

/// A statement prepared on the server, by the name it has there. Dropping it is left to the connection, which may be in
/// a transaction that has failed: the name goes into `dropped`.
class Prepared {
 public:
  Prepared(std::string name, std::shared_ptr<std::vector<std::string>> dropped)
      : name_(std::move(name)), dropped_(std::move(dropped)) {}
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared() { dropped_->push_back(std::move(name_)); }

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
  std::shared_ptr<std::vector<std::string>> dropped_;
};

}  // namespace weft::postgresql
