// SPDX-License-Identifier: MIT
//
// Entities that lead to themselves by join conditions, with keys of several columns: every strategy that loads gives the
// same, and a flush writes it.
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace weft::test::self_join {
namespace {

// Keys of a site are unique in it: the site is in every foreign key, also in both of the table between.
struct Page {
  std::int64_t site{};
  std::int64_t id{};
  std::string title{};
  std::optional<std::int64_t> parent_id{};
  bool shown{};
  Ref<Page> parent{};
  List<Page> children{};
  List<Page> shown_children{};
  List<Page> links{};
  Set<Page> linked_from{};
};

const Table page_link{"page_link", Column{"to_id", types::BigInteger{}}.primary_key(),
                      Column{"site", types::BigInteger{}}.primary_key(),
                      Column{"from_id", types::BigInteger{}}.primary_key()};

void map(Mapper<Page>& m) {
  m.table("page");
  m.column<&Page::site>().primary_key();
  m.column<&Page::id>().primary_key();
  m.column<&Page::title>();
  m.column<&Page::parent_id>();
  m.column<&Page::shown>();
  m.foreign_key<&Page::site, &Page::parent_id>().references<&Page::site, &Page::id>();
  m.relationship<&Page::parent>()
      .primaryjoin(col<&Page::site> == remote(col<&Page::site>) && foreign(col<&Page::parent_id>) == remote(col<&Page::id>))
      .back_populates<&Page::children>();
  m.relationship<&Page::children>()
      .primaryjoin(col<&Page::site> == remote(col<&Page::site>) && col<&Page::id> == remote(foreign(col<&Page::parent_id>)))
      .order_by(col<&Page::id>);
  m.relationship<&Page::shown_children>()
      .primaryjoin(col<&Page::site> == remote(col<&Page::site>) && col<&Page::id> == remote(col<&Page::parent_id>) &&
                   remote(col<&Page::shown>) && col<&Page::shown>)
      .order_by(col<&Page::id>)
      .view_only();
  m.relationship<&Page::links>()
      .secondary(page_link)
      .primaryjoin(page_link.column("site") == col<&Page::site> && page_link.column("from_id") == col<&Page::id>)
      .secondaryjoin(page_link.column("site") == col<&Page::site> && page_link.column("to_id") == col<&Page::id>)
      .order_by(col<&Page::id>)
      .back_populates<&Page::linked_from>();
  m.relationship<&Page::linked_from>()
      .secondary(page_link)
      .primaryjoin(page_link.column("site") == col<&Page::site> && page_link.column("to_id") == col<&Page::id>)
      .secondaryjoin(page_link.column("site") == col<&Page::site> && page_link.column("from_id") == col<&Page::id>);
}

class SelfJoin : public testing::TestWithParam<std::string> {
 protected:
  SelfJoin() {
    create_all<Page>(database.engine);
    database.run({"INSERT INTO page (site, id, title, parent_id, shown) VALUES (1, 1, 'home', NULL, 1), (1, 2, 'news', 1, 1), "
                  "(1, 3, 'draft', 1, 0), (2, 1, 'other', NULL, 0), (2, 2, 'news', 1, 1)",
                  "INSERT INTO page_link (site, from_id, to_id) VALUES (1, 1, 2), (1, 2, 1), (1, 2, 3), (2, 2, 1)"});
  }

  std::vector<Ptr<Page>> pages(const auto&... options) {
    return session.scalars(select<Page>().order_by(col<&Page::site>, col<&Page::id>).options(options...)).all();
  }
  Names titles(const auto& related) { return names(related, &Page::title); }

  Database database{};
  Session session{database.engine};
};

TEST_P(SelfJoin, keeps_the_sides_apart) {
  const auto all = pages(load<&Page::children>(GetParam()), load<&Page::parent>(GetParam()));

  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(titles(all[0]->children), (Names{"news", "draft"}));
  EXPECT_EQ(titles(all[3]->children), (Names{"news"}));
  EXPECT_EQ(all[3]->children[0], all[4]);
  EXPECT_EQ(all[4]->parent, all[3]);
  EXPECT_EQ(all[2]->parent, all[0]);
  EXPECT_FALSE(all[0]->parent);
}

TEST_P(SelfJoin, asks_the_side_that_it_names) {
  const auto all = pages(load<&Page::shown_children>(GetParam()));

  EXPECT_EQ(titles(all[0]->shown_children), (Names{"news"}));
  EXPECT_TRUE(all[3]->shown_children.empty());  // the owner is not shown
}

TEST_P(SelfJoin, goes_through_a_table_between_in_both_directions) {
  const auto all = pages(load<&Page::links>(GetParam()), load<&Page::linked_from>(GetParam()));

  EXPECT_EQ(titles(all[0]->links), (Names{"news"}));
  EXPECT_EQ(titles(all[1]->links), (Names{"home", "draft"}));
  EXPECT_EQ(titles(all[4]->links), (Names{"other"}));
  EXPECT_EQ(all[2]->linked_from.size(), 1U);
  EXPECT_TRUE(all[2]->linked_from.contains(all[1]));
  EXPECT_TRUE(all[3]->linked_from.contains(all[4]));
}

INSTANTIATE_TEST_SUITE_P(Strategies, SelfJoin, testing::Values("select", "joined", "selectin", "subquery", "peers"),
                         [](const auto& shown) { return shown.param; });

class SelfJoins : public SelfJoin {};

TEST_P(SelfJoins, are_written) {
  auto all = pages();
  const auto home = all[0];
  const auto other = all[3];
  const auto fresh = session.add(Page{.site = 1, .id = 9, .title = "fresh"});
  home.modify()->children.push_back(fresh);
  fresh.modify()->links.push_back(home);
  home.modify()->links.push_back(fresh);
  all[1].modify()->links.remove(home);
  other.modify()->linked_from.clear();
  session.commit();

  EXPECT_EQ(database.numbers("SELECT parent_id FROM page WHERE id = 9"), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(database.numbers("SELECT from_id * 10 + to_id FROM page_link WHERE site = 1 ORDER BY 1"),
            (std::vector<std::int64_t>{12, 19, 23, 91}));
  EXPECT_EQ(database.numbers("SELECT count(*) FROM page_link WHERE site = 2"), (std::vector<std::int64_t>{0}));
}

TEST_P(SelfJoins, hold_in_queries) {
  auto ids = [&](const Expression<bool>& condition) {
    std::vector<std::int64_t> found;
    for (const auto& page : session.scalars(select<Page>().where(condition).order_by(col<&Page::site>, col<&Page::id>)))
      found.push_back(page->site * 10 + page->id);
    return found;
  };
  using Found = std::vector<std::int64_t>;
  const auto draft = session.get<Page>(1, 3);

  EXPECT_EQ(ids(rel<&Page::shown_children>.any()), (Found{11}));
  EXPECT_EQ(ids(rel<&Page::children>.any(col<&Page::title> == "draft")), (Found{11}));
  EXPECT_EQ(ids(rel<&Page::links>.any(col<&Page::title> == "draft")), (Found{12}));
  EXPECT_EQ(ids(rel<&Page::linked_from>.any(rel<&Page::linked_from>.any(col<&Page::id> == 1))), (Found{11, 13}));
  EXPECT_EQ(ids(rel<&Page::shown_children>.contains(draft)), (Found{}));
  EXPECT_EQ(ids(rel<&Page::links>.contains(draft)), (Found{12}));
}

INSTANTIATE_TEST_SUITE_P(Once, SelfJoins, testing::Values("select"));

}  // namespace
}  // namespace weft::test::self_join
