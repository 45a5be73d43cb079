// SPDX-License-Identifier: MIT
//
// Entities with columns that may stay behind: one deferred by its mapping, one by queries, one that refuses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/database.hpp"

namespace weft::test {

struct Article;

struct Writer {
  std::int64_t id{};
  std::string name{};
  Deferred<std::string> biography{};
  List<Article> articles{};
};

struct Article {
  std::int64_t id{};
  std::string title{};
  Deferred<std::string> content{};
  Deferred<std::optional<std::string>> summary{};
  Deferred<std::int64_t> words{};
  std::int64_t writer_id{};
  Ref<Writer> writer{};
};

inline void map(Mapper<Writer>& m) {
  m.column<&Writer::id>().primary_key();
  m.column<&Writer::name>();
  m.column<&Writer::biography>().deferred({.raiseload = true});
  m.relationship<&Writer::articles>().back_populates<&Article::writer>().order_by(col<&Article::id>);
}

inline void map(Mapper<Article>& m) {
  m.column<&Article::id>().primary_key();
  m.column<&Article::title>();
  m.column<&Article::content>().deferred();
  m.column<&Article::summary>();
  m.column<&Article::words>();
  m.column<&Article::writer_id>().references<&Writer::id>();
  m.relationship<&Article::writer>().back_populates<&Writer::articles>();
}

struct Magazine : Database {
  Magazine() {
    create_all<Writer>(engine);
    run({"INSERT INTO writer (id, name, biography) VALUES (1, 'Ann', 'born'), (2, 'Bob', 'lives')",
         "INSERT INTO article (id, title, content, summary, words, writer_id) VALUES (1, 'Air', 'breathe', 'b', 1, 1), "
         "(2, 'Bees', 'buzz', NULL, 2, 1), (3, 'Cats', 'purr', 'p', 3, 2)"});
  }
};

}  // namespace weft::test
