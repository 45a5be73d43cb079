// SPDX-License-Identifier: MIT
//
// A table that exists as long as its object, on a connection of its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "trial.hpp"

namespace weft::conformance {

[[nodiscard]] inline TableColumn column(std::string name, TypeKind kind, std::uint32_t length = 0) {
  TableColumn made;
  made.name = std::move(name);
  made.type = {kind, length, 0, 0};
  return made;
}

class LiveTable {
 public:
  LiveTable(Trial& trial, std::string name) : connection_(trial.connect()), compiler_(trial.compiler()) {
    table.name = std::move(name);
  }
  LiveTable(const LiveTable&) = delete;
  LiveTable& operator=(const LiveTable&) = delete;
  ~LiveTable() {
    try {
      run(compiler_->drop_table(table));
    } catch (const Error&) {  // the case says what is wrong
    }
  }

  TableColumn& add(TableColumn column) {
    column.table = &table;
    column.index = static_cast<std::uint32_t>(table.columns.size());
    table.columns.push_back(std::move(column));
    if (table.columns.back().primary_key) table.primary_key.push_back(&table.columns.back());
    return table.columns.back();
  }
  void create() {
    run(compiler_->drop_table(table));
    for (const auto& sql : compiler_->create_table(table)) run(sql);
  }
  void run(std::string_view sql) { connection_->execute({sql, 0}, {}); }
  [[nodiscard]] std::unique_ptr<Inspector> inspector() { return connection_->inspector(); }
  [[nodiscard]] Connection& connection() noexcept { return *connection_; }
  [[nodiscard]] const sql::Compiler& compiler() const noexcept { return *compiler_; }

  TableDefinition table{};

 private:
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<sql::Compiler> compiler_;
};

[[nodiscard]] inline TableColumn key(std::string name) {
  TableColumn made = column(std::move(name), TypeKind::int64);
  made.primary_key = true;
  return made;
}

}  // namespace weft::conformance
