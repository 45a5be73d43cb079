// SPDX-License-Identifier: MIT
//
// A limit on owners whose collections are joined: it is applied in a derived table, outside of which they are joined.
#include <algorithm>
#include <utility>

#include "loading/planning.hpp"
#include "query/join_places.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

constexpr std::string_view page_alias = "weft_page";

}  // namespace

bool Planning::needs_page() const {
  const auto& statement = planned_.statement;
  if (joins_.empty()) return false;
  bool counts_rows = statement.limit || statement.offset;
  bool merges_rows = statement.distinct || !statement.group_by.empty() || !statement.set_operands.empty();
  return merges_rows || (counts_rows && joins_collections_);
}

bool Planning::is_joined_on(std::uint32_t position, const MappedColumn& column) const {
  return std::any_of(joins_.begin(), joins_.end(), [&](const EagerJoin& join) {
    return join.parent == position && names_column(join.relationship->owner_criteria, column);
  });
}

sql::NodePtr Planning::page_column(sql::SelectStatement& page, const sql::NodePtr& inner) {
  const std::string name = "c" + std::to_string(page.columns.size() + 1);
  page.columns.push_back(label(inner, name));
  return named_column(name, page_alias);
}

void Planning::wrap_in_page() {
  auto page = std::make_shared<sql::SelectStatement>(std::move(planned_.statement));
  planned_.statement = {};
  planned_.statement.ctes = std::move(page->ctes);
  const std::vector<std::vector<sql::NodePtr>> inner = planned_.column_nodes;
  for (const std::uint32_t position : inside_)
    for (const auto* column : planned_.plan.entities[position].columns()) {
      auto& node = planned_.column_nodes[position][planned_.plan.entities[position].index_of(*column)];
      node = is_deferred(position, *column) && !is_joined_on(position, *column) ? nullptr : page_column(*page, node);
    }
  for (const auto& item : select_.items)
    if (!item.entity) expressions_.push_back(page_column(*page, item.node));
  wrapped_ = true;

  for (const auto& term : page->order_by) {
    const bool ordering = term->kind == sql::NodeKind::ordering;
    const sql::NodePtr& what = ordering ? term->children.front() : term;
    sql::NodePtr outside = outside_name(inner, what);
    if (!outside) outside = page_column(*page, what);
    if (ordering) {
      auto outer = std::make_shared<sql::Node>(*term);
      outer->children.front() = std::move(outside);
      outside = std::move(outer);
    }
    planned_.statement.order_by.push_back(std::move(outside));
  }
  planned_.statement.for_update = std::exchange(page->for_update, false);
  planned_.statement.skip_locked = std::exchange(page->skip_locked, false);
  planned_.statement.from.select = std::move(page);
  planned_.statement.from.alias = page_alias;
}

sql::NodePtr Planning::outside_name(const std::vector<std::vector<sql::NodePtr>>& inner,
                                    const sql::NodePtr& term) const {
  if (term->kind != sql::NodeKind::entity_column && term->kind != sql::NodeKind::table_column) return nullptr;
  const TableColumn* column = term->column;
  if (term->kind == sql::NodeKind::entity_column) {
    const MappedColumn* mapped = term->entity().configured().column_at(term->offset);
    column = mapped ? mapped->column : nullptr;
  }
  for (const std::uint32_t position : inside_)
    for (std::size_t index = 0; index < inner[position].size(); ++index)
      if (inner[position][index]->column == column && inner[position][index]->text == term->text)
        return planned_.column_nodes[position][index];
  return nullptr;
}

}  // namespace weft::detail
