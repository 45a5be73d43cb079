// SPDX-License-Identifier: MIT
#include "session/random_scripts/generator.hpp"

#include <algorithm>
#include <optional>
#include <random>

#include "session/random_scripts/model.hpp"

namespace weft::test::scripts {
namespace {

/// How often a kind of step is tried, against the others.
struct Weight {
  Op op;
  unsigned weight;
};

// Much of what is tried means nothing where it stands, above all what needs two entities that fit.
constexpr Weight weights[] = {
    {Op::create, 8},        {Op::create_family, 8}, {Op::create_deep, 3},   {Op::create_with_owner, 4},
    {Op::create_under, 14}, {Op::create_in, 14},    {Op::link, 60},         {Op::unlink, 45},
    {Op::assign, 36},       {Op::modify, 20},       {Op::write_kept, 14},   {Op::set_mark, 16},
    {Op::remove, 26},       {Op::restore, 6},       {Op::add_again, 14},    {Op::flush, 9},
    {Op::query, 7},         {Op::look, 12},         {Op::expire, 10},       {Op::refresh, 5},
    {Op::expire_all, 3},    {Op::begin_nested, 5},  {Op::commit_nested, 5}, {Op::rollback_nested, 7},
    {Op::failing_flush, 2}, {Op::rollback, 4},      {Op::commit, 7}};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  Script run() {
    Script script;
    const std::size_t length = 4 + below(32);
    for (std::size_t tries = 0; script.size() < length && tries < 40 * length; ++tries) {
      auto step = propose();
      if (!step || !model_.can(*step)) continue;
      model_.apply(*step);
      script.push_back(std::move(*step));
    }
    script.push_back({.op = Op::commit});
    return script;
  }

 private:
  // Not std::uniform_int_distribution: what it makes of a seed differs between libraries.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool coin() { return below(2) == 0; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  Op any_op() {
    std::size_t total = 0;
    for (const Weight& weight : weights) total += weight.weight;
    std::size_t place = below(total);
    for (const Weight& weight : weights) {
      if (place < weight.weight) return weight.op;
      place -= weight.weight;
    }
    return Op::commit;
  }

  std::optional<Slot> any(Kind kind) {
    std::vector<Slot> found;
    for (const auto& [slot, object] : model_.objects())
      if (object.kind == kind && (object.live() || (object.state == State::transient && one_in(3))))
        found.push_back(slot);
    return one_of(found);
  }

  /// One that the step may be about.
  std::optional<Slot> any_for(Op op) {
    std::vector<Slot> found;
    for (const auto& [slot, object] : model_.objects())
      if (op == Op::write_kept  ? object.kept
          : op == Op::set_mark  ? has_mark(object.kind)
          : op == Op::restore   ? object.removed
          : op == Op::add_again ? object.state == State::transient
                                : true)
        found.push_back(slot);
    return one_of(found);
  }

  std::optional<Slot> one_of(const std::vector<Slot>& slots) {
    if (slots.empty()) return std::nullopt;
    return slots[below(slots.size())];
  }

  /// Few, so that they meet again.
  std::string any_mark(Kind kind) { return std::string(1, kind == Kind::fan ? 'x' : 'k') + std::to_string(below(4)); }

  std::optional<Step> propose() {
    Step step{.op = any_op(), .kind = kinds[below(kinds.size())], .link = links[below(links.size())]};
    step.by_handle = coin();
    const LinkFacts& link = facts(step.link);
    switch (step.op) {
    case Op::create:
      step.a = next_;
      if (has_mark(step.kind) && coin()) step.text = any_mark(step.kind);
      break;
    case Op::create_family:
    case Op::create_deep:
    case Op::create_with_owner:
    case Op::create_under:
    case Op::create_in:
      if (!complete_creation(step, link)) return std::nullopt;
      break;
    case Op::link:
    case Op::unlink:
      if (!complete_pair(step, link)) return std::nullopt;
      break;
    case Op::assign:
      if (!complete_assignment(step, link)) return std::nullopt;
      break;
    case Op::begin_nested:
    case Op::commit_nested:
    case Op::flush:
    case Op::query:
    case Op::expire_all: break;
    case Op::rollback_nested:
    case Op::rollback:
    case Op::commit: step.afresh = coin(); break;
    default: {
      auto entity = any_for(step.op);
      if (!entity) return std::nullopt;
      step.a = *entity;
      step.kind = model_.objects().at(*entity).kind;
      if (step.op == Op::set_mark) step.text = any_mark(step.kind);
      if (step.op == Op::failing_flush) step.b = next_, step.afresh = coin();
      if (step.op == Op::modify && coin()) step.text = "renamed" + std::to_string(below(3));
      step.number = static_cast<int>(below(4));
    }
    }
    if (model_.can(step)) next_ = std::max(next_, last_of(step) + 1);
    return step;
  }

  static Slot last_of(const Step& step) {
    Slot last = 0;
    for (Slot slot : step.more) last = std::max(last, slot);
    if (step.a != nobody) last = std::max(last, step.a);
    if (step.b != nobody) last = std::max(last, step.b);
    return last;
  }

  bool complete_creation(Step& step, const LinkFacts& link) {
    step.from_item = coin();
    step.a = next_;
    switch (step.op) {
    case Op::create_family: {
      const std::size_t count = link.shape == Shape::one_to_one ? 1 : 1 + below(3);
      for (std::size_t index = 0; index < count; ++index) step.more.push_back(next_ + 1 + index);
      step.from_item = false;
      return true;
    }
    case Op::create_deep:
      step.b = next_ + 1;
      step.more = {next_ + 2};
      return true;
    case Op::create_with_owner: step.b = next_ + 1; return true;
    default: {
      auto existing = any(step.from_item ? link.item : link.owner);
      if (existing) step.b = *existing;
      return existing.has_value();
    }
    }
  }

  bool complete_pair(Step& step, const LinkFacts& link) {
    step.from_item = coin();
    auto item = any(link.item);
    if (!item) return false;
    step.b = *item;
    auto owner = any(link.owner);
    if (step.op == Op::unlink) owner = one_of(model_.owners_of(step.link, *item));
    if (owner) step.a = *owner;
    return owner.has_value();
  }

  bool complete_assignment(Step& step, const LinkFacts& link) {
    step.from_item = link.shape == Shape::many_to_many && coin();
    auto entity = any(step.from_item ? link.item : link.owner);
    if (!entity) return false;
    step.a = *entity;
    for (const auto& [slot, object] : model_.objects()) {
      if (object.kind != (step.from_item ? link.owner : link.item) || !object.live()) continue;
      const bool in = step.from_item ? model_.linked(step.link, slot, step.a) : model_.linked(step.link, step.a, slot);
      if (in ? coin() : one_in(3)) step.more.push_back(slot);
    }
    if (coin()) std::reverse(step.more.begin(), step.more.end());
    return true;
  }

  std::mt19937_64 random_;
  Model model_{};
  Slot next_ = 0;
};

}  // namespace

Script generate(std::uint64_t seed) { return Generator(seed).run(); }

}  // namespace weft::test::scripts
