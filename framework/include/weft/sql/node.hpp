// SPDX-License-Identifier: MIT
//
// SQL as a tree. Queries build it, the compiler of a dialect writes it out.
//
// Nodes are immutable and shared, so an expression may be used in several statements. A value is a
// node of its own (`parameter`) and is never written into the text. Columns of entities are named by
// entity and member and looked up when the statement is compiled: expressions may mention entities
// whose mapping has not been read yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "weft/mapping/sql_type.hpp"
#include "weft/value.hpp"

namespace weft {
class MappedEntity;
struct TableColumn;
struct TableDefinition;
}  // namespace weft

namespace weft::sql {

/// Finds the mapping of an entity type; reads it at the first call.
using EntityFunction = const MappedEntity& (*)();

struct Node;
struct SelectStatement;
using NodePtr = std::shared_ptr<const Node>;

enum class NodeKind : std::uint8_t {
  entity_column,  ///< `entity` + `offset`; `text` is the alias, empty for the entity's own place
  table_column,   ///< `column`; `text` is the alias, empty for the table's own name
  parameter,      ///< `value`; of an enumeration compared with a column also its `entity` + `offset`: the value
                  ///< is then the enumerator's number, to be written as that column writes it
  key_list,       ///< `values`, rows of `children.size()` each; children are the columns compared: c IN (..)
  unary,          ///< `op`, one child
  binary,         ///< `op`, two children
  between,        ///< three children: what, low, high
  in_list,        ///< first child IN (the others); an empty list is false
  in_select,      ///< first child IN (`select`)
  exists,         ///< `select`
  scalar_select,  ///< `select`
  function,       ///< `text` ( children )
  count_all,      ///< count(*)
  cast,           ///< one child, `type`
  case_when,      ///< condition, result, condition, result, ..., [else]; `op` else_branch when odd
  label,          ///< one child AS `text`
  label_ref,      ///< the label `text`
  ordering,       ///< one child, `op` ascending or descending, `nulls`
  tuple,          ///< ( children )
  null_literal,
  true_literal,
  false_literal,
  star,           ///< *
  raw,            ///< `text` as it is, with :name parameters replaced by `children` (labels give the names)
  window,         ///< first child OVER (partition by .. order by ..); `partition` of the others partition
};

enum class Op : std::uint8_t {
  none,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  null_safe_equal,
  logical_and,
  logical_or,
  logical_not,
  negate,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  concat,
  like,
  not_like,
  ilike,
  any_of,    ///< the second operand is an element of the array that is the first one
  contains,  ///< all elements of the array that is the second operand are in the first one
  is_null,
  is_not_null,
  not_in,
  ascending,
  descending,
};

/// In the join condition of a mapped relationship: whose column one is.
enum class JoinSide : std::uint8_t { unsaid, owner, related, association };

enum class Nulls : std::uint8_t { database_default, first, last };

struct Node {
  NodeKind kind = NodeKind::raw;
  Op op = Op::none;
  Nulls nulls = Nulls::database_default;
  bool distinct = false;                ///< function: over distinct arguments, as in count(DISTINCT x)
  bool constant = false;                ///< parameter: part of a mapping, added where the statement is compiled
  JoinSide side = JoinSide::unsaid;     ///< columns in the join condition of a mapping; others are unsaid
  bool foreign = false;                 ///< the same: marked by weft::foreign
  SqlType type{};                       ///< cast: the target; parameter: what it is compared with or stored as;
                                        ///< function: of the result, when the program named it
  std::uint32_t partition = 0;          ///< window: how many children after the first partition
  EntityFunction entity = nullptr;      ///< entity_column; parameter: see there
  std::ptrdiff_t offset = 0;            ///< of the member in the entity
  const TableColumn* column = nullptr;  ///< table_column
  std::string text{};
  Value value{};
  std::vector<Value> values{};
  std::vector<NodePtr> children{};
  std::shared_ptr<const SelectStatement> select{};
};

/// What a FROM or JOIN names: a table (an entity's or an association's), or a select in parentheses.
struct Source {
  EntityFunction entity = nullptr;
  const TableDefinition* table = nullptr;  ///< used when there is no `entity`
  std::shared_ptr<const SelectStatement> select{};
  std::string cte{};    ///< the name of a common table expression
  std::string alias{};  ///< empty: the table's own name
  std::vector<EntityFunction> kinds{};  ///< whose tables come by outer joins, as far as they are derived from `entity`
  bool all_kinds = false;               ///< those of all that is derived from `entity`
};

enum class JoinKind : std::uint8_t { inner, left, cross };

struct Join {
  JoinKind kind = JoinKind::inner;
  Source source{};
  NodePtr on{};
  std::vector<Join> nested{};  ///< LEFT JOIN (source JOIN nested ..) ON on: an inner join below an outer one
};

struct CommonTableExpression {
  std::string name{};
  std::vector<std::string> columns{};
  std::shared_ptr<const SelectStatement> select{};
  bool recursive = false;
};

enum class SetOperator : std::uint8_t { union_distinct, union_all, intersect, except };

struct SetOperand {
  SetOperator op = SetOperator::union_distinct;
  std::shared_ptr<const SelectStatement> select{};
};

struct SelectStatement {
  std::vector<CommonTableExpression> ctes{};
  bool distinct = false;
  std::vector<NodePtr> columns{};
  Source from{};
  std::vector<Join> joins{};
  NodePtr where{};
  std::vector<NodePtr> group_by{};
  NodePtr having{};
  std::vector<SetOperand> set_operands{};
  std::vector<NodePtr> order_by{};
  NodePtr limit{};   ///< a parameter
  NodePtr offset{};  ///< a parameter
  bool for_update = false;
  bool skip_locked = false;
};

struct Assignment {
  NodePtr target{};  ///< a column
  NodePtr value{};
};

struct InsertStatement {
  Source into{};
  std::vector<NodePtr> columns{};
  std::vector<std::vector<NodePtr>> rows{};  ///< no columns and one empty row: all defaults
  std::shared_ptr<const SelectStatement> select{};
  std::vector<NodePtr> conflict_columns{};
  std::vector<Assignment> conflict_updates{};  ///< a column with the alias "excluded" is the value not inserted
  bool on_conflict_do_nothing = false;
  std::vector<NodePtr> returning{};
};

struct UpdateStatement {
  Source target{};
  std::vector<Assignment> assignments{};
  NodePtr where{};
  std::vector<NodePtr> returning{};
};

struct DeleteStatement {
  Source target{};
  NodePtr where{};
  std::vector<NodePtr> returning{};
};

}  // namespace weft::sql
