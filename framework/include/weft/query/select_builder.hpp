// SPDX-License-Identifier: MIT
//
// A select without types: what `Select<Row...>` (select.hpp) wraps, and what sessions and strategies read.
// Not for applications.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weft/mapping/type_ops.hpp"
#include "weft/query/load_options.hpp"
#include "weft/sql/node.hpp"

namespace weft::detail {

struct RelationPlace;

enum class DerivedKind : std::uint8_t {
  cte,
  recursive,
  self,      ///< a recursive expression, named inside itself
  subquery,  ///< in parentheses
};

/// A select as the source of others.
struct DerivedSource {
  DerivedKind kind = DerivedKind::subquery;
  std::string name{};
  std::shared_ptr<const sql::SelectStatement> select{};
};

/// One thing that a row of the result consists of: an entity, or the value of an expression.
struct SelectedItem {
  sql::EntityFunction entity = nullptr;  ///< null for an expression
  std::string alias{};                   ///< of the entity; empty: its own place
  sql::NodePtr node{};                   ///< the expression
  const TypeOps* ops = nullptr;          ///< of the expression's value
};

/// What a select consists of. `statement.columns` holds the expressions among the items, in their order;
/// the columns of entities are added by whoever plans the statement.
struct SelectState {
  sql::SelectStatement statement{};
  std::vector<SelectedItem> items{};
  std::vector<LoadOption> options{};
  bool polymorphic = false;                  ///< with_polymorphic:
  std::vector<sql::EntityFunction> kinds{};  ///< of these, or of all where there are none
  bool from_said = false;  ///< by the program; otherwise it follows from the first item and the first join
};

/// Handles share one state until one of them changes it, which then gets a copy: handing a select on, or
/// keeping it, costs a count. Reading is safe from several threads.
class SelectBuilder {
 public:
  SelectBuilder();

  [[nodiscard]] const SelectState& state() const noexcept { return *state_; }
  [[nodiscard]] const sql::SelectStatement& statement() const noexcept { return state_->statement; }
  /// The statement, kept alive by what is returned.
  [[nodiscard]] std::shared_ptr<const sql::SelectStatement> shared_statement() const noexcept {
    return {state_, &state_->statement};
  }
  void add_entity(sql::EntityFunction entity, std::string_view alias);
  /// The first column of an entity among the items says where to select from, unless something did before.
  void add_expression(const sql::NodePtr& node, const TypeOps& ops);
  void from(sql::EntityFunction entity, std::string_view alias);
  void from(const DerivedSource& source);
  void where(const sql::NodePtr& condition);
  void join(sql::JoinKind kind, const RelationPlace& from, std::string_view alias);
  void join(sql::JoinKind kind, sql::EntityFunction entity, std::string_view alias, const sql::NodePtr& on);
  void join(sql::JoinKind kind, const DerivedSource& source, const sql::NodePtr& on);
  void combine(sql::SetOperator op, const SelectBuilder& other);
  void order_by(const sql::NodePtr& term);
  void group_by(const sql::NodePtr& term);
  void having(const sql::NodePtr& condition);
  void limit(std::int64_t rows);
  void offset(std::int64_t rows);
  void distinct();
  void for_update(bool skip_locked);
  void option(const LoadOption& option);
  /// Derived entities whose tables come with what the select names, now or later. Empty: all there are.
  void with_polymorphic(std::vector<sql::EntityFunction> kinds);

 private:
  SelectState& change();
  /// Says of the sources of the statement which kinds come with them.
  static void mark_sources(SelectState& state);
  void start_from(sql::EntityFunction entity, std::string_view alias);
  [[nodiscard]] static sql::Source place(sql::SelectStatement& statement, const DerivedSource& source);

  std::shared_ptr<SelectState> state_;
};

}  // namespace weft::detail
