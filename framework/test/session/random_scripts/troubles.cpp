// SPDX-License-Identifier: MIT
#include "session/random_scripts/troubles.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {
namespace {

const Object& at(const Model& model, Slot slot) { return model.objects().at(slot); }
const Row& row(const Model& model, Slot slot) { return model.flushed().rows.at(slot); }
bool is_persistent(const Model& model, Slot slot) { return at(model, slot).state == State::persistent; }
bool is_pending(const Model& model, Slot slot) { return at(model, slot).state == State::pending; }

bool is_rollback(Op op) { return op == Op::rollback || op == Op::rollback_nested || op == Op::failing_flush; }

/// Another row that holds, until the flush, the mark that this step gives away.
Slot former_holder(const Model& model, const Step& step) {
  if ((step.op != Op::create && step.op != Op::set_mark) || step.text.empty()) return nobody;
  for (const auto& [slot, flushed] : model.flushed().rows)
    if (slot != step.a && at(model, slot).kind == step.kind && flushed.mark == step.text) return slot;
  return nobody;
}

bool takes_mark(const Model& model, const Step& step, Kind kind, bool from_removed) {
  const Slot holder = former_holder(model, step);
  return step.kind == kind && holder != nobody && at(model, holder).removed == from_removed &&
         (step.op == Op::create || is_pending(model, step.a));
}

/// Removing a changed row makes one that was handed on one of a removed row.
bool removes_former_holder(const Model& model, const Step& step) {
  if (step.op != Op::remove) return false;
  return std::any_of(model.objects().begin(), model.objects().end(), [&](const auto& entry) {
    const auto& [slot, object] = entry;
    return slot != step.a && object.kind == at(model, step.a).kind && object.state == State::pending &&
           has_mark(object.kind) && object.now.mark == row(model, step.a).mark;
  });
}

bool has_new_items(const Model& model, Slot owner) {
  return std::any_of(to_one_links.begin(), to_one_links.end(), [&](Link link) {
    if (facts(link).owner != at(model, owner).kind) return false;
    const auto items = model.items_of(link, owner);
    return std::any_of(items.begin(), items.end(), [&](Slot item) { return is_pending(model, item); });
  });
}

/// What leaves an owner in this step that it belongs to.
std::vector<Slot> leaving(const Model& model, const Step& step) {
  if (!facts(step.link).owned || step.from_item) return {};
  if (step.op != Op::assign) return {};
  auto items = model.items_of(step.link, step.a);
  std::erase_if(items,
                [&](Slot item) { return std::find(step.more.begin(), step.more.end(), item) != step.more.end(); });
  return items;
}

/// Asks about each owned item that leaves its owner, and the owner.
template <class Question>
bool any_leaving(const Model& model, const Step& step, Question question) {
  if (step.op == Op::unlink) return facts(step.link).owned && question(step.b);
  const auto items = leaving(model, step);
  return std::any_of(items.begin(), items.end(), question);
}

bool orphans_new(const Model& model, const Step& step) {
  return any_leaving(model, step, [&](Slot item) {
    return is_pending(model, item) && (step.from_item || is_persistent(model, step.a));
  });
}

bool orphans_without_old_owner(const Model& model, const Step& step) {
  return any_leaving(model, step, [&](Slot item) {
    return is_persistent(model, item) && row(model, item).owner_in(step.link) == nobody;
  });
}

bool orphans_from_removed(const Model& model, const Step& step) {
  if (step.op == Op::remove)
    return std::any_of(model.objects().begin(), model.objects().end(), [&](const auto& entry) {
      const auto& [slot, object] = entry;
      return object.orphaned && object.state == State::persistent &&
             row(model, slot).owner_in(Link::band_songs) == step.a;
    });
  return any_leaving(model, step, [&](Slot item) {
    if (at(model, step.a).removed) return true;
    const Slot before = is_persistent(model, item) ? row(model, item).owner_in(step.link) : nobody;
    return before != nobody && at(model, before).removed;
  });
}

bool uses_new_orphan(const Model& model, const Step& step) {
  if (step.op == Op::write_kept) return at(model, step.a).was_new_orphan;
  if (step.op == Op::modify) return at(model, step.a).orphaned && is_pending(model, step.a);
  if (!step.from_item || (step.op != Op::link && step.op != Op::create_in)) return false;
  return at(model, step.b).orphaned && is_pending(model, step.b);
}

bool rolls_back_deletion(const Model& model, const Step& step) {
  if (!is_rollback(step.op)) return false;
  return std::any_of(model.objects().begin(), model.objects().end(), [&](const auto& entry) {
    const auto& [slot, object] = entry;
    return object.state == State::deleted && object.touched && model.comes_back(slot, step.op);
  });
}

template <class Question>
bool any_added_again(const Model& model, const Step& step, Question question) {
  if (step.op != Op::add_again) return false;
  const auto along = model.added_along(step.a);
  return std::any_of(along.begin(), along.end(), [&](Slot slot) { return question(at(model, slot)); });
}

/// Whether all the others of a circle of genres, as it is or as the database has it, are removed already.
bool removes_last_of_circle(const Model& model, const Step& step) {
  if (step.op != Op::remove || at(model, step.a).kind != Kind::genre) return false;
  auto closes = [&](auto parent_of) {
    Slot slot = parent_of(step.a);
    if (slot == step.a) return false;  // a row may refer to itself
    for (std::size_t steps = 0; slot != nobody && slot != step.a && at(model, slot).removed; ++steps) {
      if (steps > model.objects().size()) return false;  // above is a circle without it
      slot = parent_of(slot);
    }
    return slot == step.a;
  };
  return closes([&](Slot slot) { return at(model, slot).now.owner_in(Link::genre_children); }) ||
         closes([&](Slot slot) { return row(model, slot).owner_in(Link::genre_children); });
}

bool links_while_key_changes(const Model& model, const Step& step) {
  if (step.op == Op::set_mark) return step.kind == Kind::country && has_new_items(model, step.a);
  if (!model.key_is_changing()) return false;
  if (step.op == Op::look) return has_mark(at(model, step.a).kind);
  const bool links = step.op == Op::link || step.op == Op::unlink || step.op == Op::assign ||
                     step.op == Op::create_in || step.op == Op::create_under;
  return links && step.link == Link::country_fans;
}

bool changes_its_key(const Model& model, Slot slot) {
  return at(model, slot).kind == Kind::country && at(model, slot).now.mark != row(model, slot).mark;
}

bool was_mark_of_deleted(const Model& model, const std::string& mark) {
  return std::any_of(model.objects().begin(), model.objects().end(), [&](const auto& entry) {
    return entry.second.kind == Kind::country && entry.second.state == State::deleted && entry.second.now.mark == mark;
  });
}

bool leads_to(Trouble trouble, const Model& model, const Step& step) {
  switch (trouble) {
  case Trouble::unique_from_removed:
    return takes_mark(model, step, Kind::fan, true) ||
           (removes_former_holder(model, step) && at(model, step.a).kind == Kind::fan);
  case Trouble::unique_from_changed: return takes_mark(model, step, Kind::fan, false);
  case Trouble::key_from_removed:
    return takes_mark(model, step, Kind::country, true) ||
           (removes_former_holder(model, step) && at(model, step.a).kind == Kind::country);
  case Trouble::key_from_changed: return takes_mark(model, step, Kind::country, false);
  case Trouble::unique_from_removed_to_changed:
    return step.op == Op::set_mark && is_persistent(model, step.a) && former_holder(model, step) != nobody;
  case Trouble::removing_owner_of_new: return step.op == Op::remove && has_new_items(model, step.a);
  case Trouble::one_to_one_not_loaded: return false;  // the player loads it
  case Trouble::expired_before_rollback:
    return any_added_again(model, step, [](const Object& object) { return object.expired; }) ||
           (step.op == Op::link && at(model, step.b).state == State::transient && at(model, step.b).expired);
  case Trouble::rolling_back_deletion_of_changed: return rolls_back_deletion(model, step);
  case Trouble::orphaning_new: return orphans_new(model, step);
  case Trouble::orphaning_without_old_owner: return orphans_without_old_owner(model, step);
  case Trouble::orphaning_from_removed: return orphans_from_removed(model, step);
  case Trouble::using_new_orphan: return uses_new_orphan(model, step);
  case Trouble::adding_again_with_old_keys:
    return any_added_again(model, step, [](const Object& object) { return object.has_old_keys; });
  case Trouble::adding_again_with_old_version:
    return any_added_again(model, step, [](const Object& object) { return object.now.version > 1; });
  case Trouble::removing_moved_nodes:
    return step.op == Op::remove && at(model, step.a).kind == Kind::genre && model.links_changed(step.a);
  case Trouble::removing_circle: return removes_last_of_circle(model, step);
  case Trouble::assigning_over_deleted:
    return step.op == Op::assign && step.link == Link::band_fans && at(model, step.a).shows_deleted;
  case Trouble::putting_into_set_twice:
    return step.op == Op::link && step.link == Link::band_fans && model.linked(step.link, step.a, step.b);
  case Trouble::linking_while_key_changes: return links_while_key_changes(model, step);
  case Trouble::removing_what_changes_its_key: return step.op == Op::remove && changes_its_key(model, step.a);
  case Trouble::expiring_what_changes_its_key:
    if (step.op == Op::expire_all) return model.key_is_changing();
    return (step.op == Op::expire || step.op == Op::refresh) && changes_its_key(model, step.a);
  case Trouble::rolling_back_reused_key:
    return step.op == Op::set_mark && step.kind == Kind::country && is_persistent(model, step.a) &&
           was_mark_of_deleted(model, step.text);
  }
  return false;
}

constexpr std::string_view names[] = {"unique_from_removed",
                                      "unique_from_changed",
                                      "key_from_removed",
                                      "key_from_changed",
                                      "unique_from_removed_to_changed",
                                      "removing_owner_of_new",
                                      "one_to_one_not_loaded",
                                      "expired_before_rollback",
                                      "rolling_back_deletion_of_changed",
                                      "orphaning_new",
                                      "orphaning_without_old_owner",
                                      "orphaning_from_removed",
                                      "using_new_orphan",
                                      "adding_again_with_old_keys",
                                      "adding_again_with_old_version",
                                      "removing_moved_nodes",
                                      "removing_circle",
                                      "assigning_over_deleted",
                                      "putting_into_set_twice",
                                      "linking_while_key_changes",
                                      "removing_what_changes_its_key",
                                      "expiring_what_changes_its_key",
                                      "rolling_back_reused_key"};

static_assert(std::size(names) == static_cast<std::size_t>(Trouble::rolling_back_reused_key) + 1);

}  // namespace

bool avoided(Trouble trouble) {
  static const char* const given = std::getenv("WEFT_TRY");
  static const std::string_view tried = given ? given : "";
  return tried != "all" && tried != names[static_cast<std::size_t>(trouble)];
}

bool leads_to_trouble(const Model& model, const Step& step) {
  for (std::size_t index = 0; index < std::size(names); ++index) {
    const auto trouble = static_cast<Trouble>(index);
    if (avoided(trouble) && leads_to(trouble, model, step)) return true;
  }
  return false;
}

}  // namespace weft::test::scripts
