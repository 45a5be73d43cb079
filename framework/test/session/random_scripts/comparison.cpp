// SPDX-License-Identifier: MIT
#include "session/random_scripts/comparison.hpp"

#include <algorithm>
#include <vector>


namespace weft::test::scripts {
namespace {

using Lines = std::vector<std::string>;

/// What is only in one of the two, as lines of their own.
std::string difference(Lines expected, Lines actual, const std::string& where) {
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  Lines missing;
  Lines wrong;
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(missing));
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(), std::back_inserter(wrong));
  std::string text;
  for (const auto& line : missing) text += "  " + where + " lacks  " + line + '\n';
  for (const auto& line : wrong) text += "  " + where + " has    " + line + '\n';
  return text;
}

std::string line_of(const std::string& entity, const std::string& name, std::int64_t number, const std::string& mark,
                    std::int64_t version, const std::string& owners) {
  return entity + ": name " + name + ", number " + std::to_string(number) + (mark.empty() ? "" : ", mark " + mark) +
         (version == 0 ? "" : ", version " + std::to_string(version)) + owners;
}

std::string owner_text(Link link, const std::string& owner) {
  return ", " + std::string(facts(link).in_item) + " " + owner;
}

/// Reads rows, and names entities by the keys that their objects have.
class Table {
 public:
  Table(Session& session, const Model& model, const Handles& handles) : session_(session) {
    for (const auto& [slot, handle] : handles) {
      const Object& object = model.objects().at(slot);
      if (object.state != State::persistent) continue;
      names_[{object.kind, std::visit([](const auto& ptr) { return key_of(ptr); }, handle)}] =
          variable(object.kind, slot);
    }
  }

  template <class Key>
  std::string name(Kind kind, const Key& key) const {
    std::string text;
    if constexpr (std::is_same_v<Key, std::string>)
      text = key;
    else
      text = std::to_string(key);
    auto found = names_.find({kind, text});
    return found == names_.end() ? "unknown " + type_text(kind) + " " + text : found->second;
  }
  template <class Key>
  std::string owner(Link link, const std::optional<Key>& key) const {
    return key ? owner_text(link, name(facts(link).owner, *key)) : "";
  }

  template <class... Column, class Make>
  void read(std::string_view sql, Make make) {
    for (const auto& row : session_.execute(text(sql).columns<Column...>())) lines.push_back(std::apply(make, row));
  }

  Lines lines{};

 private:
  /// As memory has it, without a refresh.
  template <class T>
  static std::string key_of(const Ptr<T>& ptr) {
    const auto& object = *static_cast<const T*>(ptr.instance()->object());
    if constexpr (std::is_same_v<T, Country>)
      return object.code;
    else
      return std::to_string(object.id);
  }

  Session& session_;
  std::map<std::pair<Kind, std::string>, std::string> names_{};
};

std::string owners_text(const Model& model, const Row& row) {
  std::string text;
  for (Link link : to_one_links)
    if (Slot owner = row.owner_in(link); owner != nobody)
      text += owner_text(link, variable(model.objects().at(owner).kind, owner));
  return text;
}

Lines expected_rows(const Model& model) {
  Lines lines;
  for (const auto& [slot, row] : model.flushed().rows)
    lines.push_back(line_of(variable(model.objects().at(slot).kind, slot), row.name, row.number, row.mark, row.version,
                            owners_text(model, row)));
  for (const auto& [band, fan] : model.flushed().fans)
    lines.push_back(variable(Kind::band, band) + " - " + variable(Kind::fan, fan));
  return lines;
}

template <class T>
std::int64_t version_of(const T& object) {
  if constexpr (requires { object.version; })
    return object.version;
  else
    return 0;
}

template <class T>
std::string mark_of(const T& object) {
  if constexpr (requires { object.nick; })
    return object.nick;
  else if constexpr (requires { object.code; })
    return object.code;
  else
    return {};
}

/// The names of what a member leads to.
template <class Relation>
Lines names_in(const Relation& relation, const Handles& handles, Kind kind) {
  Lines names;
  for (const auto& one : members_of(relation)) {
    if (state(one) == State::deleted) continue;
    const Slot slot = handles.slot_of(one.instance());
    names.push_back(slot == nobody ? "an unknown " + type_text(kind) : variable(kind, slot));
  }
  return names;
}

Lines names_of(Kind kind, const std::vector<Slot>& slots) {
  Lines names;
  for (Slot slot : slots) names.push_back(variable(kind, slot));
  return names;
}

/// Both kinds of members that an entity may have, seen from `slot`.
std::string difference_in_links(Slot slot, const Model& model, const Handles& handles) {
  const Kind kind = model.objects().at(slot).kind;
  std::string text;
  for (Link link : links) {
    const LinkFacts& fact = facts(link);
    with_link(link, [&](auto ends) {
      using End = decltype(ends);
      if (fact.owner == kind)
        text += difference(names_of(fact.item, model.items_of(link, slot)),
                           names_in((*handles.at<typename End::Owner>(slot)).*End::in_owner, handles, fact.item),
                           variable(kind, slot) + "->" + std::string(fact.in_owner));
      if (fact.item == kind)
        text += difference(names_of(fact.owner, model.owners_of(link, slot)),
                           names_in((*handles.at<typename End::Item>(slot)).*End::in_item, handles, fact.owner),
                           variable(kind, slot) + "->" + std::string(fact.in_item));
    });
  }
  return text;
}

std::string difference_in_columns(Slot slot, const Model& model, const Handles& handles, bool with_version) {
  const Object& object = model.objects().at(slot);
  const Row& row = object.now;
  const std::string name = variable(object.kind, slot);
  return std::visit(
      [&](const auto& ptr) {
        return difference(
            {line_of(name, row.name, row.number, row.mark, with_version ? row.version : 0, {})},
            {line_of(name, ptr->name, ptr->number, mark_of(*ptr), with_version ? version_of(*ptr) : 0, {})}, "memory");
      },
      handles.at(slot));
}

/// The members that hold foreign keys agree with the keys of the owners.
std::string difference_in_foreign_keys(Slot slot, const Model& model, const Handles& handles) {
  const Object& object = model.objects().at(slot);
  std::string text;
  auto check = [&](Link link, const auto& foreign_key, const auto& key_of) {
    const Slot owner = object.now.owner_in(link);
    const bool right = owner == nobody ? !foreign_key : foreign_key && *foreign_key == key_of(owner);
    if (!right)
      text += "  the foreign key in " + variable(object.kind, slot) + " for \"" + std::string(facts(link).in_item) +
              "\" is wrong\n";
  };
  switch (object.kind) {
  case Kind::band:
    check(Link::label_bands, handles.at<Band>(slot)->label_id,
          [&](Slot owner) { return handles.at<Label>(owner)->id; });
    break;
  case Kind::song:
    check(Link::band_songs, handles.at<Song>(slot)->band_id, [&](Slot owner) { return handles.at<Band>(owner)->id; });
    break;
  case Kind::fan:
    check(Link::country_fans, handles.at<Fan>(slot)->country_code,
          [&](Slot owner) { return handles.at<Country>(owner)->code; });
    break;
  case Kind::genre:
    check(Link::genre_children, handles.at<Genre>(slot)->parent_id,
          [&](Slot owner) { return handles.at<Genre>(owner)->id; });
    break;
  case Kind::website:
    check(Link::band_website, handles.at<Website>(slot)->band_id,
          [&](Slot owner) { return handles.at<Band>(owner)->id; });
    break;
  case Kind::label:
  case Kind::country: break;
  }
  return text;
}

std::string state_text(State state) {
  switch (state) {
  case State::transient: return "transient";
  case State::pending: return "pending";
  case State::persistent: return "persistent";
  case State::deleted: return "deleted";
  case State::detached: break;
  }
  return "detached";
}

}  // namespace

std::string difference_in_database(Session& session, const Model& model, const Handles& handles) {
  using Text = std::string;
  using Number = std::int64_t;
  using MaybeNumber = std::optional<Number>;
  auto quiet = session.no_autoflush();
  Table table(session, model, handles);
  table.read<Number, Text, Number>("SELECT id, name, number FROM label",
                                   [&](Number id, const Text& name, Number number) {
                                     return line_of(table.name(Kind::label, id), name, number, {}, 0, {});
                                   });
  table.read<Number, Text, Number, Number, MaybeNumber>(
      "SELECT id, name, number, version, label_id FROM band",
      [&](Number id, const Text& name, Number number, Number version, MaybeNumber label) {
        return line_of(table.name(Kind::band, id), name, number, {}, version, table.owner(Link::label_bands, label));
      });
  table.read<Number, Text, Number, MaybeNumber>(
      "SELECT id, name, number, band_id FROM song", [&](Number id, const Text& name, Number number, MaybeNumber band) {
        return line_of(table.name(Kind::song, id), name, number, {}, 0, table.owner(Link::band_songs, band));
      });
  table.read<Text, Text, Number>("SELECT code, name, number FROM country",
                                 [&](const Text& code, const Text& name, Number number) {
                                   return line_of(table.name(Kind::country, code), name, number, code, 0, {});
                                 });
  table.read<Number, Text, Number, Text, std::optional<Text>>(
      "SELECT id, name, number, nick, country_code FROM fan",
      [&](Number id, const Text& name, Number number, const Text& nick, const std::optional<Text>& country) {
        return line_of(table.name(Kind::fan, id), name, number, nick, 0, table.owner(Link::country_fans, country));
      });
  table.read<Number, Text, Number, MaybeNumber>("SELECT id, name, number, parent_id FROM genre",
                                                [&](Number id, const Text& name, Number number, MaybeNumber parent) {
                                                  return line_of(table.name(Kind::genre, id), name, number, {}, 0,
                                                                 table.owner(Link::genre_children, parent));
                                                });
  table.read<Number, Text, Number, MaybeNumber>("SELECT id, name, number, band_id FROM website",
                                                [&](Number id, const Text& name, Number number, MaybeNumber band) {
                                                  return line_of(table.name(Kind::website, id), name, number, {}, 0,
                                                                 table.owner(Link::band_website, band));
                                                });
  table.read<Number, Number>("SELECT band_id, fan_id FROM band_fan", [&](Number band, Number fan) {
    return table.name(Kind::band, band) + " - " + table.name(Kind::fan, fan);
  });
  return difference(expected_rows(model), table.lines, "the database");
}

std::string difference_in_objects(const Model& model, const Handles& handles) {
  std::string text;
  for (const auto& [slot, handle] : handles) {
    const Object& object = model.objects().at(slot);
    const State actual = std::visit([](const auto& ptr) { return weft::state(ptr); }, handle);
    if (actual != object.state) {
      text +=
          "  " + variable(object.kind, slot) + " is " + state_text(actual) + ", not " + state_text(object.state) + '\n';
      continue;
    }
    if (actual == State::persistent)
      text += difference_in_columns(slot, model, handles, true) + difference_in_links(slot, model, handles) +
              difference_in_foreign_keys(slot, model, handles);
    else if (actual == State::transient && !object.unsure_columns)
      text += difference_in_columns(slot, model, handles, false);
  }
  return text;
}

std::string difference_in_object(Slot slot, const Model& model, const Handles& handles) {
  return difference_in_columns(slot, model, handles, true) + difference_in_links(slot, model, handles);
}

}  // namespace weft::test::scripts
