// SPDX-License-Identifier: MIT
#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {
namespace {

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string mark_text(const Step& step) { return (step.kind == Kind::fan ? "nick = " : "code = ") + quoted(step.text); }

std::string owner_of(const Step& step) { return variable(facts(step.link).owner, step.a); }
std::string item_of(const Step& step) { return variable(facts(step.link).item, step.b); }

std::string list(Kind kind, const std::vector<Slot>& slots) {
  std::string text;
  for (Slot slot : slots) text += (text.empty() ? "" : ", ") + variable(kind, slot);
  return "{" + text + "}";
}

/// auto band3 = session.add(Band{<members>});
std::string created(Kind kind, Slot slot, const std::string& members, const Step& step) {
  const std::string name = variable(kind, slot);
  const std::string value = type_text(kind) + "{" + members + "}";
  if (step.by_handle) return "auto " + name + " = make(" + value + "); session.add(" + name + ");";
  return "auto " + name + " = session.add(" + value + ");";
}

/// What puts `item` into `owner`, seen from one of them: band.modify()->songs.push_back(song).
std::string put(const LinkFacts& link, bool from_item, const std::string& owner, const std::string& item) {
  const std::string& written = from_item ? item : owner;
  const std::string& put_in = from_item ? owner : item;
  std::string text = written + ".modify()->" + std::string(from_item ? link.in_item : link.in_owner);
  if (link.shape == Shape::many_to_many) return text + (from_item ? ".insert(" : ".push_back(") + put_in + ");";
  if (from_item || link.shape == Shape::one_to_one) return text + " = " + put_in + ";";
  return text + ".push_back(" + put_in + ");";
}

std::string taken(const LinkFacts& link, bool from_item, const std::string& owner, const std::string& item) {
  std::string text = (from_item ? item : owner) + ".modify()->" + std::string(from_item ? link.in_item : link.in_owner);
  if (link.shape == Shape::many_to_many) return text + (from_item ? ".erase(" + owner : ".remove(" + item) + ");";
  if (from_item || link.shape == Shape::one_to_one) return text + " = nullptr;";
  return text + ".remove(" + item + ");";
}

std::string create_text(const Step& step) {
  const LinkFacts& link = facts(step.link);
  const std::string in_owner = "." + std::string(link.in_owner) + " = ";
  const std::string in_item = "." + std::string(link.in_item) + " = ";
  const Kind new_kind = step.from_item ? link.owner : link.item;  // of create_under and create_in
  const Kind old_kind = step.from_item ? link.item : link.owner;
  switch (step.op) {
  case Op::create_family: {
    std::string members;
    for (std::size_t count = 0; count < step.more.size(); ++count)
      members += (count == 0 ? "" : ", ") + type_text(link.item) + "{}";
    if (link.shape != Shape::one_to_one) members = "{" + members + "}";
    return created(link.owner, step.a, in_owner + members, step) + "  // with " + list(link.item, step.more);
  }
  case Op::create_deep:
    return created(Kind::label, step.a, ".bands = {Band{.songs = {Song{}}}}", step) + "  // with band" +
           std::to_string(step.b) + ", song" + std::to_string(step.more.front());
  case Op::create_with_owner: {
    const std::string owner = link.shape == Shape::many_to_many ? "{Band{}}" : type_text(link.owner) + "{}";
    return created(link.item, step.a, in_item + owner, step) + "  // with " + variable(link.owner, step.b);
  }
  case Op::create_under: {
    const bool many = step.from_item ? link.shape != Shape::one_to_one : link.shape == Shape::many_to_many;
    const std::string existing = variable(old_kind, step.b);
    return created(new_kind, step.a, (step.from_item ? in_owner : in_item) + (many ? "{" + existing + "}" : existing),
                   step);
  }
  case Op::create_in: {
    const std::string fresh = variable(new_kind, step.a);
    const std::string value = step.by_handle ? fresh : type_text(new_kind) + "{}";
    const std::string old = variable(old_kind, step.b);
    const std::string putting = step.from_item ? put(link, true, value, old) : put(link, false, old, value);
    return step.by_handle ? "auto " + fresh + " = make(" + type_text(new_kind) + "{}); " + putting
                          : putting + "  // " + fresh;
  }
  default: return created(step.kind, step.a, step.text.empty() ? "" : "." + mark_text(step), step);
  }
}

std::string assign_text(const Step& step) {
  const LinkFacts& link = facts(step.link);
  const bool from_item = step.from_item;
  return variable(from_item ? link.item : link.owner, step.a) + ".modify()->" +
         std::string(from_item ? link.in_item : link.in_owner) + " = " +
         list(from_item ? link.owner : link.item, step.more) + ";";
}

}  // namespace

std::string text_of(const Step& step) {
  const std::string a = variable(step.kind, step.a);
  const std::string afresh = step.afresh ? " session.expire_all();" : "";
  switch (step.op) {
  case Op::create:
  case Op::create_family:
  case Op::create_deep:
  case Op::create_with_owner:
  case Op::create_under:
  case Op::create_in: return create_text(step);
  case Op::link: return put(facts(step.link), step.from_item, owner_of(step), item_of(step));
  case Op::unlink: return taken(facts(step.link), step.from_item, owner_of(step), item_of(step));
  case Op::assign: return assign_text(step);
  case Op::modify:
    return "auto* p = " + a + ".modify(); " +
           (step.text.empty() ? "p->number = " + std::to_string(step.number) : "p->name = " + quoted(step.text)) + ";";
  case Op::write_kept: return "p->number = " + std::to_string(step.number) + ";  // p is an earlier " + a + ".modify()";
  case Op::set_mark: return a + ".modify()->" + mark_text(step) + ";";
  case Op::remove: return "session.remove(" + a + ");";
  case Op::restore: return "session.add(" + a + ");  // removed, not flushed";
  case Op::add_again: return "session.add(" + a + "); session.flush(); session.expire_all();  // was rolled back";
  case Op::flush: return "session.flush();";
  case Op::query: return "session.scalars(select<" + type_text(step.kind) + ">()).all();";
  case Op::look: return "// read " + a + " and what it leads to, without autoflush";
  case Op::expire: return "session.expire(" + a + ");";
  case Op::refresh: return "session.refresh(" + a + ");";
  case Op::expire_all: return "session.expire_all();";
  case Op::begin_nested: return "auto part = session.begin_nested();";
  case Op::commit_nested: return "part.commit();";
  case Op::rollback_nested: return "part.rollback(); /* compare */" + afresh;
  case Op::failing_flush:
    return "session.add(Fan{.nick = " + a + "->nick}); session.flush() throws; session.rollback(); /* compare */" +
           afresh;
  case Op::rollback: return "session.rollback(); /* compare */" + afresh;
  case Op::commit: return "session.commit(); /* compare */" + afresh;
  }
  return {};
}

std::string text_of(const Script& script) {
  std::string text;
  for (const Step& step : script) text += "  " + text_of(step) + '\n';
  return text;
}

}  // namespace weft::test::scripts
