// SPDX-License-Identifier: MIT
#include "streamed_statement.hpp"

#include <cppconn/exception.h>

#include <algorithm>
#include <vector>

#include "connection.hpp"

namespace weft::mysql {
namespace {

constexpr std::size_t variables_at_once = 1000;
constexpr std::size_t notes_kept = 64;  // of the errors and warnings of one statement

std::string variable(std::size_t parameter) {
  return "@weft_" + std::to_string(parameter);
}

std::string execute(std::size_t parameters) {
  std::string sql = "EXECUTE weft_stream";
  for (std::size_t parameter = 0; parameter < parameters; ++parameter)
    sql += (parameter == 0 ? " USING " : ", ") + variable(parameter);
  return sql;
}

}  // namespace

StreamedStatement::StreamedStatement(Connection& connection)
    : connection_(connection), text_(connection.handle().createStatement()),
      rows_(connection.handle().createStatement()) {
  rows_->setResultSetType(driver::ResultSet::TYPE_FORWARD_ONLY);
}

std::unique_ptr<driver::ResultSet> StreamedStatement::start(std::string_view sql, std::span<const Cell> parameters) {
  set_variables(sql, parameters);
  text_->execute("PREPARE weft_stream FROM @weft_sql");
  return std::unique_ptr<driver::ResultSet>(rows_->executeQuery(execute(parameters.size())));
}

// While the program works on a portion the server cannot write. It may do so for as long as it could be idle.
// How many notes it keeps is what tells whether one may be missing.
void StreamedStatement::set_variables(std::string_view sql, std::span<const Cell> parameters) {
  std::string set = "SET SESSION net_write_timeout = greatest(@@net_write_timeout, @@wait_timeout), max_error_count = " +
                    std::to_string(notes_kept) + ", @weft_sql = ?";
  std::vector<Cell> values{Cell::text(sql)};
  std::size_t parameter = 0;
  for (;;) {
    for (; parameter < parameters.size() && values.size() < variables_at_once; ++parameter) {
      set += (values.empty() ? "" : ", ") + variable(parameter) + " = ?";
      values.push_back(parameters[parameter]);
    }
    const std::shared_ptr<Prepared> assignment = connection_.prepare(set);
    assignment->bind(values);
    assignment->execute();
    if (parameter == parameters.size()) return;
    set = "SET ";
    values.clear();
  }
}

void StreamedStatement::finish() {
  check_end();
  text_->execute("DEALLOCATE PREPARE weft_stream");
}

// To count the errors is not enough: MySQL forgets all but their number then.
void StreamedStatement::check_end() {
  const std::unique_ptr<driver::ResultSet> notes(text_->executeQuery("SHOW WARNINGS"));
  std::size_t count = 0;
  for (; notes->next(); ++count) {
    if (notes->getString(1) != "Error") continue;
    throw driver::SQLException(notes->getString(3).asStdString(), "HY000", notes->getInt(2));
  }
  if (count < notes_kept) return;
  const std::unique_ptr<driver::ResultSet> errors(text_->executeQuery("SELECT @@error_count"));
  errors->next();
  if (errors->getInt64(1) == 0) return;
  throw driver::SQLException("an error among the rows, of which the server keeps nothing else behind so many warnings");
}

}  // namespace weft::mysql
