// SPDX-License-Identifier: MIT
//
// Relationships with an explicit join condition. What compares a foreign key with the column that it refers to becomes a
// pair of columns, like those that are found by foreign keys. Everything else is asked for beside the pairs.
#include <algorithm>

#include "configurator.hpp"
#include "join_sides.hpp"
#include "relationship_text.hpp"
#include "weft/error.hpp"
#include "weft/query/build.hpp"

namespace weft::detail {
namespace {

using sql::JoinSide;
using sql::Node;
using sql::NodeKind;
using sql::NodePtr;
using sql::Op;

std::vector<NodePtr> conjuncts(const NodePtr& condition) {
  if (condition->kind != NodeKind::binary || condition->op != Op::logical_and) return {condition};
  std::vector<NodePtr> all = conjuncts(condition->children[0]);
  for (auto& one : conjuncts(condition->children[1])) all.push_back(std::move(one));
  return all;
}

bool is_equality(const Node& node, NodeKind left, NodeKind right) {
  return node.kind == NodeKind::binary && node.op == Op::equal && node.children[0]->kind == left &&
         node.children[1]->kind == right;
}

/// Asked for beside the pairs.
void ask_for(MappedRelationship& relationship, const NodePtr& told) {
  NodePtr& place = names_side(told, JoinSide::owner) ? relationship.owner_criteria : relationship.criteria;
  place = both(place, told);
}

bool same_column(const TableColumn& left, const TableColumn& right) {
  return left.name == right.name && left.table && right.table && same_table(*left.table, *right.table);
}

bool is_among(const std::vector<MemberRef>& members, const MappedColumn& column, const std::string& who) {
  return std::any_of(members.begin(), members.end(), [&](const MemberRef& member) {
    return same_column(*resolve(member, who).column, *column.column);
  });
}

/// True when a foreign key of `entity` has the one column, and refers by it to the other.
bool refers(const MappedEntity& entity, const MappedColumn& from, const MappedColumn& to) {
  return std::any_of(entity.foreign_keys.begin(), entity.foreign_keys.end(), [&](const ForeignKey* key) {
    for (std::size_t index = 0; index < key->columns.size(); ++index)
      if (same_column(*key->columns[index], *from.column) && same_column(*key->targets[index], *to.column)) return true;
    return false;
  });
}

/// A column of the owner and one of what is related that the condition wants to be equal.
struct Equality {
  const MappedColumn* local = nullptr;
  const MappedColumn* remote = nullptr;
  bool local_foreign = false;
  bool remote_foreign = false;
};

/// Takes the primaryjoin of a relationship without an association table apart.
class DirectJoin {
 public:
  explicit DirectJoin(MappedRelationship& relationship)
      : relationship_(relationship),
        name_(who(relationship)),
        foreign_keys_(named_foreign_keys(relationship)),
        conjuncts_(conjuncts(relationship.primary_join)),
        sides_(relationship, "primaryjoin", relationship.primary_join, JoinSide::unsaid),
        marked_(std::any_of(conjuncts_.begin(), conjuncts_.end(), [](const NodePtr& one) { return marks_foreign(*one); })) {}

  void resolve() {
    for (const auto& conjunct : conjuncts_)
      if (!take_equality(*conjunct)) ask_for(relationship_, sides_.told(conjunct));
    check_remote_side();
    relationship_.direction = direction();
    for (const auto& equality : equalities_) place(equality);
    if (relationship_.pairs.empty() && !relationship_.owner_criteria)
      throw MappingError(wrong(relationship_, "primaryjoin() names no column of \"" + relationship_.owner->name + '"', {},
                               "a condition that ties it to \"" + relationship_.target->name + '"'));
  }

 private:
  static bool marks_foreign(const Node& node) {
    return node.foreign || std::any_of(node.children.begin(), node.children.end(),
                                       [](const NodePtr& child) { return marks_foreign(*child); });
  }

  bool take_equality(const Node& node) {
    if (!is_equality(node, NodeKind::entity_column, NodeKind::entity_column)) return false;
    const Node& left = *node.children[0];
    const Node& right = *node.children[1];
    JoinSide of_left = sides_.of(left);
    const JoinSide of_right = sides_.of(right);
    if (of_left == JoinSide::unsaid) of_left = of_right == JoinSide::unsaid ? told_apart(left, right) : opposite(of_right);
    if (of_left == of_right) return false;
    const bool remote_left = of_left == JoinSide::related;
    const Node& local = remote_left ? right : left;
    const Node& remote = remote_left ? left : right;
    equalities_.push_back(with_foreign(local, remote));
    return true;
  }

  static JoinSide opposite(JoinSide side) { return side == JoinSide::owner ? JoinSide::related : JoinSide::owner; }

  Equality with_foreign(const Node& local, const Node& remote) {
    const MappedColumn& own = sides_.mapped(local, JoinSide::owner);
    const MappedColumn& other = sides_.mapped(remote, JoinSide::related);
    if (marked_) return {&own, &other, local.foreign, remote.foreign};
    if (!foreign_keys_.empty())
      return {&own, &other, is_among(foreign_keys_, own, name_), is_among(foreign_keys_, other, name_)};
    return {&own, &other, refers(*relationship_.owner, own, other), refers(*relationship_.target, other, own)};
  }

  /// Both columns may be either side's: whose the left one is.
  JoinSide told_apart(const Node& left, const Node& right) {
    const MappedColumn& first = sides_.mapped(left, JoinSide::owner);
    const MappedColumn& second = sides_.mapped(right, JoinSide::owner);
    if (!relationship_.remote_side.empty()) {
      const bool remote = is_among(relationship_.remote_side, first, name_);
      if (remote == is_among(relationship_.remote_side, second, name_)) sides_.throw_unsaid(left);
      return remote ? JoinSide::related : JoinSide::owner;
    }
    // A collection has its foreign key on the other side; of a to-one, nobody knows.
    const Equality equality = with_foreign(left, right);
    if (relationship_.to_one() || equality.local_foreign == equality.remote_foreign) throw_either(first, second);
    return equality.local_foreign ? JoinSide::related : JoinSide::owner;
  }

  [[noreturn]] void throw_either(const MappedColumn& first, const MappedColumn& second) const {
    const std::string& entity = relationship_.owner->name;
    throw MappingError(wrong(relationship_, "primaryjoin() compares two columns that both sides have",
                             {{"compared", name_of(first) + ", " + name_of(second)}},
                             "remote_side<&" + entity + "::...>() with the one of what it leads to, or weft::remote(...) around it"));
  }

  void check_remote_side() const {
    for (const MemberRef& member : relationship_.remote_side) {
      const MappedColumn& named = weft::detail::resolve(member, name_);
      if (std::any_of(equalities_.begin(), equalities_.end(),
                      [&](const Equality& one) { return same_column(*one.remote->column, *named.column); }))
        continue;
      throw MappingError(wrong(relationship_,
                               "remote_side() names " + name_of(named) + ", and primaryjoin() compares no column of the owner with it",
                               compared(), "leave remote_side() out, or compare the column in primaryjoin()"));
    }
  }

  [[nodiscard]] Details compared() const {
    std::string text;
    for (const auto& equality : equalities_)
      text.append(text.empty() ? "" : ", ").append(name_of(*equality.local)).append(" = ").append(name_of(*equality.remote));
    return {{"compared", text.empty() ? "no column of one side with one of the other" : text}};
  }

  [[nodiscard]] Direction direction() const {
    const bool own = any([](const Equality& one) { return one.local_foreign && !one.remote_foreign; });
    const bool others = any([](const Equality& one) { return one.remote_foreign && !one.local_foreign; });
    const bool either = any([](const Equality& one) { return one.local_foreign && one.remote_foreign; });
    const Direction by_kind = relationship_.to_one() ? Direction::many_to_one : Direction::one_to_many;
    if (relationship_.view_only) {
      if (own == others || !relationship_.to_one()) return by_kind;
      return own ? Direction::many_to_one : Direction::one_to_many;
    }
    if (own && others) throw_both_foreign();
    if (!own && !others && !either) throw_none_foreign();
    if (own && !relationship_.to_one())
      throw MappingError(wrong(relationship_, "it is a collection, and its foreign key is in its own table", compared(),
                               "weft::Ref<" + relationship_.target->name + "> for the member"));
    if (!own && !others) return by_kind;
    return own ? Direction::many_to_one : Direction::one_to_many;
  }

  template <class Condition>
  [[nodiscard]] bool any(Condition condition) const {
    return std::any_of(equalities_.begin(), equalities_.end(), condition);
  }

  /// What a flush writes is a pair, and so is what only has to be read.
  void place(const Equality& equality) {
    const bool own = relationship_.direction == Direction::many_to_one;
    if (relationship_.view_only || (own ? equality.local_foreign : equality.remote_foreign)) {
      relationship_.pairs.push_back({equality.local, equality.remote});
      return;
    }
    ask_for(relationship_, binary(Op::equal, column_of_side(relationship_, *equality.local, JoinSide::owner),
                                  column_of_side(relationship_, *equality.remote, JoinSide::related)));
  }

  [[noreturn]] void throw_both_foreign() const {
    Details details = compared();
    for (auto& keys : keys_of_both(relationship_)) details.push_back(std::move(keys));
    throw MappingError(wrong(relationship_, "primaryjoin() compares foreign keys of both sides", details,
                             "foreign_keys<...>() or weft::foreign(...) with the columns of one side, or view_only() "
                             "where it is only read"));
  }

  [[noreturn]] void throw_none_foreign() const {
    Details details = compared();
    for (auto& keys : keys_of_both(relationship_)) details.push_back(std::move(keys));
    throw MappingError(wrong(relationship_,
                             "primaryjoin() compares no foreign key with the column that it refers to, so a flush could not write it",
                             details,
                             "references<...>() on a column, foreign_keys<...>() or weft::foreign(...) with the one "
                             "that is written, or view_only() where it is only read"));
  }

  MappedRelationship& relationship_;
  std::string name_;
  const std::vector<MemberRef>& foreign_keys_;
  std::vector<NodePtr> conjuncts_;
  JoinSides sides_;
  bool marked_;  ///< some column is marked as foreign
  std::vector<Equality> equalities_{};
};

/// Takes a condition of a relationship through an association table apart.
void split(MappedRelationship& relationship, std::string_view option, const NodePtr& condition, JoinSide side) {
  const JoinSides sides(relationship, option, condition, side);
  for (const auto& conjunct : conjuncts(condition)) {
    const bool association_first = is_equality(*conjunct, NodeKind::table_column, NodeKind::entity_column);
    if (!association_first && !is_equality(*conjunct, NodeKind::entity_column, NodeKind::table_column)) {
      ask_for(relationship, sides.told(conjunct));
      continue;
    }
    const Node& association = *conjunct->children[association_first ? 0 : 1];
    const Node& column = *conjunct->children[association_first ? 1 : 0];
    (void)sides.of(association);
    const JoinSide of_column = sides.of(column);
    auto& pairs = of_column == JoinSide::owner ? relationship.owner_pairs : relationship.target_pairs;
    pairs.push_back({&sides.mapped(column, of_column), association.column});
  }
}

/// The pairs of a side whose condition was not written: those of the foreign key that the other one leaves.
void pair_by_foreign_key(MappedRelationship& relationship, const MappedEntity& entity, std::vector<AssociationPair>& pairs,
                         const std::vector<AssociationPair>& taken, std::string_view option) {
  const TableDefinition& table = *relationship.secondary;
  std::vector<const ForeignKey*> keys;
  for (const ForeignKey& key : table.foreign_keys) {
    const bool is_taken = std::all_of(key.columns.begin(), key.columns.end(), [&](const TableColumn* column) {
      return std::any_of(taken.begin(), taken.end(), [&](const AssociationPair& pair) { return pair.association == column; });
    });
    if (!is_taken && entity.stands_in(*key.targets[0]->table)) keys.push_back(&key);
  }
  if (keys.size() != 1)
    throw MappingError(wrong(relationship,
                             "table \"" + table.name + "\" has " + (keys.empty() ? "no" : "several") +
                                 " foreign keys to table \"" + entity.table.name + '"',
                             {keys_of(table)}, std::string(option) + "(...) as well"));
  for (std::size_t index = 0; index < keys.front()->columns.size(); ++index)
    pairs.push_back({&column_named(relationship, entity, *keys.front()->targets[index]), keys.front()->columns[index]});
}

void check_association(const MappedRelationship& relationship) {
  auto check = [&](bool tied, std::string_view option, const MappedEntity& entity) {
    if (tied) return;
    const std::string& table = relationship.secondary->name;
    throw MappingError(wrong(relationship,
                             std::string(option) + "() makes no column of table \"" + table + "\" equal to one of \"" +
                                 entity.name + '"',
                             {keys_of(*relationship.secondary)},
                             "table.column(\"...\") == weft::col<&" + entity.name + "::...>" +
                                 (relationship.view_only ? "" : ", or view_only() where it is only read")));
  };
  const bool reads = relationship.view_only;
  check(!relationship.owner_pairs.empty() || (reads && relationship.owner_criteria), "primaryjoin", *relationship.owner);
  check(!relationship.target_pairs.empty() || reads, "secondaryjoin", *relationship.target);
}

}  // namespace

void resolve_direct_join(MappedRelationship& relationship) {
  if (relationship.secondary_join)
    throw MappingError(wrong(relationship, "secondaryjoin() needs an association table", {}, "secondary(...)"));
  DirectJoin(relationship).resolve();
}

void resolve_association_join(MappedRelationship& relationship) {
  if (relationship.primary_join) split(relationship, "primaryjoin", relationship.primary_join, JoinSide::owner);
  if (relationship.secondary_join) split(relationship, "secondaryjoin", relationship.secondary_join, JoinSide::related);
  if (!relationship.primary_join)
    pair_by_foreign_key(relationship, *relationship.owner, relationship.owner_pairs, relationship.target_pairs, "primaryjoin");
  if (!relationship.secondary_join)
    pair_by_foreign_key(relationship, *relationship.target, relationship.target_pairs, relationship.owner_pairs, "secondaryjoin");
  check_association(relationship);
}

}  // namespace weft::detail
