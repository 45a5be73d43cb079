// SPDX-License-Identifier: MIT
#include "sql/concrete_source.hpp"

#include <algorithm>

#include "mapping/derived_kinds.hpp"
#include "weft/error.hpp"
#include "weft/mapping/entity.hpp"

namespace weft::sql {
namespace {

std::string named(const Source& source) {
  return '"' + source.entity().name + '"' + (source.alias.empty() ? std::string() : " as \"" + source.alias + '"');
}

}  // namespace

bool ConcreteSource::look(const Source& from, const std::vector<Join>* joins, bool aliased) {
  look(from, aliased);
  if (joins) look(*joins, aliased);
  if (base_is_there_) found_ = nullptr;
  else if (second_) throw_ambiguous(*second_);
  return base_is_there_ || found_;
}

void ConcreteSource::look(const Source& source, bool aliased) {
  if (source.alias.empty() == aliased) return;
  if (is_base(source)) {
    base_is_there_ = true;
  } else if (source.entity && detail::copies(source.entity(), base_)) {
    if (found_) second_ = &source;
    else found_ = &source;
  }
}

void ConcreteSource::look(const std::vector<Join>& joins, bool aliased) {
  for (const Join& join : joins) {
    look(join.source, aliased);
    look(join.nested, aliased);
  }
}

/// Also another entity that maps a table of the base, and one that the base is derived from.
bool ConcreteSource::is_base(const Source& source) const {
  const auto in_source = [&](const MappedTable& part) {
    return source.entity ? source.entity().configured().stands_in(*part.table)
                         : source.table && same_table(*source.table, *part.table);
  };
  return std::any_of(base_.tables.begin(), base_.tables.end(), in_source);
}

void ConcreteSource::throw_ambiguous(const Source& other) const {
  const std::string& name = other.entity().name;
  throw UsageError("a member of \"" + base_.name + "\" cannot be used here: it may be one of " + named(*found_) + " or of " +
                   named(other) + ", which have what \"" + base_.name + "\" has in tables of their own\n" +
                   "  say which:  auto one = weft::alias<" + name + ">(\"one\")  in the statement, and  one[weft::col<&" +
                   base_.name + "::...>]");
}

}  // namespace weft::sql
