// SPDX-License-Identifier: MIT
#include "weft/query/text.hpp"

#include "weft/error.hpp"

namespace weft::detail {

NodePtr with_parameter(const NodePtr& text, std::string_view name, const NodePtr& value) {
  for (const auto& child : text->children)
    if (child->text == name)
      throw UsageError("text cannot bind \":" + std::string(name) + "\": it was bound before\n  text:  " + text->text);
  auto node = std::make_shared<sql::Node>(*text);
  node->children.push_back(label(value, name));
  return node;
}

}  // namespace weft::detail
