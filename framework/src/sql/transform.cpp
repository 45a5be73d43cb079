// SPDX-License-Identifier: MIT
#include "sql/transform.hpp"

#include <utility>

namespace weft::sql {
namespace {

class Transform {
 public:
  explicit Transform(const Replace& replace) : replace_(replace) {}

  NodePtr node(const NodePtr& before) {
    if (!before) return before;
    if (NodePtr other = replace_(*before, inside_)) return other;
    std::shared_ptr<Node> copy;
    auto changed = [&]() -> Node& {
      if (!copy) copy = std::make_shared<Node>(*before);
      return *copy;
    };
    for (std::size_t index = 0; index < before->children.size(); ++index)
      if (NodePtr child = node(before->children[index]); child != before->children[index])
        changed().children[index] = std::move(child);
    if (before->select) changed().select = select(*before->select);
    return copy ? NodePtr(std::move(copy)) : before;
  }

 private:
  std::shared_ptr<const SelectStatement> select(const SelectStatement& before) {
    inside_.push_back(&before);
    auto after = std::make_shared<SelectStatement>(before);
    for (auto& cte : after->ctes) cte.select = select(*cte.select);
    change(after->columns);
    change(after->from);
    for (auto& join : after->joins) change(join);
    change(after->where);
    change(after->group_by);
    change(after->having);
    for (auto& operand : after->set_operands) operand.select = select(*operand.select);
    change(after->order_by);
    change(after->limit);
    change(after->offset);
    inside_.pop_back();
    return after;
  }

  void change(NodePtr& place) { place = node(place); }
  void change(std::vector<NodePtr>& places) {
    for (auto& place : places) change(place);
  }
  void change(Source& source) {
    if (source.select) source.select = select(*source.select);
  }
  void change(Join& join) {
    change(join.source);
    change(join.on);
    for (auto& nested : join.nested) change(nested);
  }

  const Replace& replace_;
  std::vector<const SelectStatement*> inside_{};
};

}  // namespace

NodePtr transformed(const NodePtr& node, const Replace& replace) { return Transform(replace).node(node); }

}  // namespace weft::sql
