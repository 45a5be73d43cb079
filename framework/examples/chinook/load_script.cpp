// SPDX-License-Identifier: MIT
#include "load_script.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "tables.hpp"

namespace chinook {
namespace {

std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw std::runtime_error("cannot load the database: no script \"" + file + "\"\n  say where it is:  --script FILE");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// INSERT INTO "Track" ("TrackId", ... gives Track.
std::string_view table_of(std::string_view insert) {
  insert.remove_prefix(std::string_view("INSERT INTO \"").size());
  return insert.substr(0, insert.find_first_of("\"`"));
}

} // namespace

void load_script(weft::Engine& engine, const std::string& file) {
  const bool own_tables = engine.dialect() == "sqlite";
  const auto statements = split_statements(contents(file), engine.dialect() == "mysql" ? '`' : '"');
  fmt::print(stderr, "the database is empty: loading {}\n", file);

  if (!own_tables)
    create_tables(engine);
  weft::Session session(engine);
  std::string_view table;
  for (const std::string& statement : statements) {
    if (statement.starts_with("CREATE") && own_tables)
      session.execute(weft::text(statement));
    if (!statement.starts_with("INSERT"))
      continue;
    if (table_of(statement) != table)
      fmt::print(stderr, "  {}\n", table = table_of(statement));
    session.execute(weft::text(statement));
  }
  if (engine.dialect() == "postgresql")
    continue_keys(session);
  session.commit();
}

std::vector<std::string> split_statements(std::string_view script, char quote) {
  std::vector<std::string> statements;
  std::string statement;
  auto finish = [&] {
    auto begin = statement.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos)
      statements.push_back(statement.substr(begin));
    statement.clear();
  };

  while (!script.empty()) {
    std::size_t length = 1; // of what is taken as a whole: a quoted text, a name, a comment
    auto up_to = [&](std::string_view end) {
      auto found = script.find(end, 1);
      length = found == std::string_view::npos ? script.size() : found + end.size();
    };
    if (script.starts_with("/*")) {
      up_to("*/");
      statement += ' ';
    } else if (script.starts_with("--")) {
      up_to("\n");
      statement += ' ';
    } else if (script[0] == '[') {
      up_to("]");
      statement.append(1, quote).append(script.substr(1, length - 2)).append(1, quote);
    } else if (script[0] == '\'' || script[0] == '"') {
      up_to(script.substr(0, 1)); // a doubled quote reads as two texts side by side, which comes to the same
      statement.append(script.substr(0, length));
    } else if (script[0] == ';') {
      finish();
    } else {
      statement += script[0];
    }
    script.remove_prefix(length);
  }
  finish();
  return statements;
}

} // namespace chinook
