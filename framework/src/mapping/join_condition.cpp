// SPDX-License-Identifier: MIT
#include "weft/mapping/join_condition.hpp"

namespace weft::detail {

sql::NodePtr marked_remote(const sql::NodePtr& column) {
  auto marked = std::make_shared<sql::Node>(*column);
  marked->side = sql::JoinSide::related;
  return marked;
}

sql::NodePtr marked_foreign(const sql::NodePtr& column) {
  auto marked = std::make_shared<sql::Node>(*column);
  marked->foreign = true;
  return marked;
}

}  // namespace weft::detail
