// SPDX-License-Identifier: MIT
//
// Articles of a newspaper: each has one writer, some have an editor, and readers leave letters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace joined {

struct Letter;

struct Person {
  std::int64_t id{};
  std::string name{};
};

struct Article {
  std::int64_t id{};
  std::string headline{};
  std::int64_t writer_id{};
  std::optional<std::int64_t> editor_id{};
  weft::Ref<Person> writer{};
  weft::Ref<Person> editor{};
  weft::List<Letter> letters{};
};

struct Letter {
  std::int64_t id{};
  std::string text{};
  std::int64_t article_id{};
};

inline void map(weft::Mapper<Person>& m) {
  m.table("person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::name>().length(50);
}

inline void map(weft::Mapper<Article>& m) {
  m.table("article");
  m.column<&Article::id>().primary_key();
  m.column<&Article::headline>().length(100);
  m.column<&Article::writer_id>().references<&Person::id>();
  m.column<&Article::editor_id>().references<&Person::id>();
  // Two foreign keys lead to people, so each relationship says which one is its own.
  m.relationship<&Article::writer>().foreign_keys<&Article::writer_id>();
  m.relationship<&Article::editor>().foreign_keys<&Article::editor_id>();
  m.relationship<&Article::letters>().order_by(weft::col<&Letter::id>);
}

inline void map(weft::Mapper<Letter>& m) {
  m.table("letter");
  m.column<&Letter::id>().primary_key();
  m.column<&Letter::text>().length(200);
  m.column<&Letter::article_id>().references<&Article::id>().index();
}

} // namespace joined
