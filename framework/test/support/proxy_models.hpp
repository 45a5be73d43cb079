// SPDX-License-Identifier: MIT
//
// Association objects behind proxies: of a list, a set and a dictionary, ending with an entity or with a column.
#pragma once

#include <cstdint>
#include <string>

#include "support/database.hpp"

namespace weft::test::proxies {

struct Keyword {
  std::int64_t id{};
  std::string word{};
};

inline void map(Mapper<Keyword>& m) {
  m.table("keyword");
  m.column<&Keyword::id>().primary_key();
  m.column<&Keyword::word>();
}

struct User;

/// A keyword of a user, and who wrote it down.
struct UserKeyword {
  std::int64_t id{};
  std::int64_t user_id{};
  std::int64_t keyword_id{};
  std::string special_key{};
  Ref<Keyword> keyword{};
};

struct Label {
  std::int64_t id{};
  std::int64_t user_id{};
  std::string text{};
};

struct Language {
  std::int64_t id{};
  std::int64_t user_id{};
  std::int64_t keyword_id{};
  Ref<Keyword> keyword{};
};

struct Setting {
  std::int64_t id{};
  std::int64_t user_id{};
  std::string name{};
  std::string value{};
};

struct Nickname {
  std::int64_t id{};
  std::int64_t user_id{};
  std::int64_t keyword_id{};
  std::string place{};
  Ref<Keyword> keyword{};
};

struct User {
  std::int64_t id{};
  std::string name{};
  List<UserKeyword> user_keywords{};
  List<Label> labels{};
  Set<Language> user_languages{};
  Dict<std::string, Setting> user_settings{};
  Dict<std::string, Nickname> user_nicknames{};

  auto keywords() const { return proxy<&User::user_keywords, &UserKeyword::keyword>(*this); }
  auto keywords() { return proxy<&User::user_keywords, &UserKeyword::keyword>(*this); }
  auto texts() const { return proxy<&User::labels, &Label::text>(*this); }
  auto texts() { return proxy<&User::labels, &Label::text>(*this); }
  auto languages() const { return proxy<&User::user_languages, &Language::keyword>(*this); }
  auto languages() { return proxy<&User::user_languages, &Language::keyword>(*this); }
  auto settings() const { return proxy<&User::user_settings, &Setting::value>(*this); }
  auto settings() { return proxy<&User::user_settings, &Setting::value>(*this); }
  auto nicknames() const { return proxy<&User::user_nicknames, &Nickname::keyword>(*this); }
  auto nicknames() { return proxy<&User::user_nicknames, &Nickname::keyword>(*this); }
};

inline void map(Mapper<UserKeyword>& m) {
  m.table("user_keyword");
  m.column<&UserKeyword::id>().primary_key();
  m.column<&UserKeyword::user_id>().references<&User::id>();
  m.column<&UserKeyword::keyword_id>().references<&Keyword::id>();
  m.column<&UserKeyword::special_key>();
  m.relationship<&UserKeyword::keyword>();
}

inline void map(Mapper<Label>& m) {
  m.table("label");
  m.column<&Label::id>().primary_key();
  m.column<&Label::user_id>().references<&User::id>();
  m.column<&Label::text>();
}

inline void map(Mapper<Language>& m) {
  m.table("language");
  m.column<&Language::id>().primary_key();
  m.column<&Language::user_id>().references<&User::id>();
  m.column<&Language::keyword_id>().references<&Keyword::id>();
  m.relationship<&Language::keyword>();
}

inline void map(Mapper<Setting>& m) {
  m.table("setting");
  m.column<&Setting::id>().primary_key();
  m.column<&Setting::user_id>().references<&User::id>();
  m.column<&Setting::name>();
  m.column<&Setting::value>();
}

inline void map(Mapper<Nickname>& m) {
  m.table("nickname");
  m.column<&Nickname::id>().primary_key();
  m.column<&Nickname::user_id>().references<&User::id>();
  m.column<&Nickname::keyword_id>().references<&Keyword::id>();
  m.column<&Nickname::place>();
  m.relationship<&Nickname::keyword>();
}

inline void map(Mapper<User>& m) {
  const CascadeSet owned = Cascade::all | Cascade::delete_orphan;
  m.table("users");
  m.column<&User::id>().primary_key();
  m.column<&User::name>();
  m.relationship<&User::user_keywords>().cascade(owned).order_by(col<&UserKeyword::id>);
  m.relationship<&User::labels>().cascade(owned).order_by(col<&Label::id>);
  m.relationship<&User::user_languages>().cascade(owned);
  m.relationship<&User::user_settings>().keyed_by<&Setting::name>().cascade(owned);
  m.relationship<&User::user_nicknames>().keyed_by<&Nickname::place>().cascade(owned);
}

}  // namespace weft::test::proxies
