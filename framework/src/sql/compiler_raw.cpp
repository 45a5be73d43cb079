// SPDX-License-Identifier: MIT
//
// SQL that the program wrote itself: everything stays as it is but the :name parameters.
#include <vector>

#include "weft/dialect/compiler.hpp"
#include "weft/dialect/writer.hpp"
#include "weft/error.hpp"

namespace weft::sql {
namespace {

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9');
}

std::size_t end_of_name(std::string_view text, std::size_t at) {
  while (at < text.size() && continues_name(text[at]))
    ++at;
  return at;
}

// The end of the region behind `at` in which a colon means nothing, or `at` when none begins there.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const auto behind = [&](std::string_view closing, std::size_t from) {
    const std::size_t end = text.find(closing, from);
    return end == std::string_view::npos ? text.size() : end + closing.size();
  };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with('\'') || rest.starts_with('"') || rest.starts_with('`'))
    return behind(rest.substr(0, 1), at + 1);
  if (rest.starts_with("--")) return behind("\n", at + 2);
  if (rest.starts_with("/*")) return behind("*/", at + 2);
  if (rest.starts_with('$')) {  // PostgreSQL: $tag$ text $tag$, and $$ text $$
    if (at > 0 && continues_name(text[at - 1])) return at;
    const bool empty_tag = rest.size() > 1 && rest[1] == '$';
    if (!empty_tag && (rest.size() < 2 || !starts_name(rest[1]))) return at;
    const std::size_t tag_end = end_of_name(text, at + 1);
    if (tag_end < text.size() && text[tag_end] == '$') return behind(text.substr(at, tag_end + 1 - at), tag_end + 1);
  }
  return at;
}

std::string names_of(const std::vector<NodePtr>& values) {
  std::string names;
  for (const NodePtr& value : values)
    names += (names.empty() ? ":" : ", :") + value->text;
  return names.empty() ? "(none)" : names;
}

}  // namespace

void Compiler::write_raw(const Node& node, Writer& out) const {
  const std::string_view text = node.text;
  std::vector<bool> used(node.children.size());
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = end_of_literal(text, at); end != at) {
      at = end;
      continue;
    }
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == ':') {
      out << text.substr(written, at - written) << ':';
      at += 2;
      written = at;
      continue;
    }
    if (text[at] != ':') {
      ++at;
      continue;
    }
    if (at + 1 < text.size() && text[at + 1] == ':') {  // a cast: price::text
      at += 2;
      continue;
    }
    if (at + 1 == text.size() || !starts_name(text[at + 1])) {
      ++at;
      continue;
    }
    const std::size_t end = end_of_name(text, at + 1);
    const std::string_view name = text.substr(at + 1, end - at - 1);
    std::size_t value = 0;
    while (value < node.children.size() && node.children[value]->text != name)
      ++value;
    if (value == node.children.size()) {
      throw UsageError("SQL text cannot be used: its parameter \":" + std::string(name) +
                       "\" has no value\n  given    " + names_of(node.children) + "\n  give it one with  .bind(\"" +
                       std::string(name) + "\", value), or write the colon as \\:");
    }
    out << text.substr(written, at - written);
    write(*node.children[value], out);
    used[value] = true;
    written = at = end;
  }
  out << text.substr(written);

  for (std::size_t value = 0; value < used.size(); ++value) {
    if (used[value]) continue;
    throw UsageError("SQL text cannot be used: it has no parameter \":" + node.children[value]->text +
                     "\" for the value given\n  names in quotes and comments do not count");
  }
}

}  // namespace weft::sql
