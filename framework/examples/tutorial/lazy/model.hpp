// SPDX-License-Identifier: MIT
//
// Authors and their books, without a word about loading: everything is read when it is touched.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace lazy {

struct Book;

struct Author {
  std::int64_t id{};
  std::string name{};
  weft::List<Book> books{};
};

struct Book {
  std::int64_t id{};
  std::string title{};
  std::int64_t author_id{};
  weft::Ref<Author> author{};
};

inline void map(weft::Mapper<Author>& m) {
  m.table("author");
  m.column<&Author::id>().primary_key();
  m.column<&Author::name>().length(50);
  m.relationship<&Author::books>().back_populates<&Book::author>().order_by(weft::col<&Book::title>);
}

inline void map(weft::Mapper<Book>& m) {
  m.table("book");
  m.column<&Book::id>().primary_key();
  m.column<&Book::title>().length(100);
  m.column<&Book::author_id>().references<&Author::id>().index();
  m.relationship<&Book::author>().back_populates<&Author::books>();
}

} // namespace lazy
