// SPDX-License-Identifier: MIT
//
// Whose the columns in a join condition are: the owner's, those of what is related, or of the row between.
#pragma once

#include <string_view>

#include "weft/mapping/entity.hpp"

namespace weft::detail {

/// For one condition of one relationship, of which owner, target and association table are known.
class JoinSides {
 public:
  /// `option` is what messages call the condition. `both`: whose a column is that is mapped by both sides and not marked;
  /// `unsaid` where the condition has to say it.
  JoinSides(const MappedRelationship& relationship, std::string_view option, const sql::NodePtr& condition,
            sql::JoinSide both);

  /// Throws `MappingError` for a column of neither side; `unsaid` is for one that may be either's.
  [[nodiscard]] sql::JoinSide of(const sql::Node& column) const;
  /// The column as the entity of that side has it.
  [[nodiscard]] const MappedColumn& mapped(const sql::Node& column, sql::JoinSide side) const;
  /// The condition with the side of each column in it. Values become part of the mapping. Throws `MappingError` for
  /// columns of which nothing tells whose they are.
  [[nodiscard]] sql::NodePtr told(const sql::NodePtr& condition) const;

  [[noreturn]] void throw_unsaid(const sql::Node& column) const;

 private:
  [[nodiscard]] sql::JoinSide of_entity(const sql::Node& column) const;
  [[noreturn]] void throw_stranger(const std::string& column) const;

  const MappedRelationship& relationship_;
  std::string_view option_;
  sql::JoinSide both_;
  bool marked_;  ///< some column is marked as remote
};

/// A column of the owner or of what is related, by its side.
[[nodiscard]] sql::NodePtr column_of_side(const MappedRelationship& relationship, const MappedColumn& column,
                                          sql::JoinSide side);
/// True when the condition names a column of that side.
[[nodiscard]] bool names_side(const sql::NodePtr& condition, sql::JoinSide side);

}  // namespace weft::detail
