// SPDX-License-Identifier: MIT
//
// Collections seen through a member of what they hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/proxy_models.hpp"

namespace weft::test::proxies {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

struct Proxies : testing::Test {
  Proxies() { create_all<User, Keyword>(database.engine); }

  std::vector<std::string> words(const Ptr<User>& user) {
    std::vector<std::string> found;
    for (const auto& keyword : user->keywords()) found.push_back(keyword->word);
    return found;
  }
  Database database{};
  Session session{database.engine};
  Ptr<Keyword> red = session.add(Keyword{.word = "red"});
  Ptr<Keyword> blue = session.add(Keyword{.word = "blue"});
  Ptr<User> ann = session.add(User{.name = "Ann"});
};

TEST_F(Proxies, of_a_list_make_what_stands_between) {
  ann.modify()->keywords().push_back(red);
  ann.modify()->keywords().extend({blue, Keyword{.word = "green"}});
  session.commit();

  EXPECT_THAT(words(ann), ElementsAre("red", "blue", "green"));
  EXPECT_EQ(database.numbers("SELECT count(*) FROM user_keyword WHERE user_id = 1"), std::vector<std::int64_t>{3});
  EXPECT_EQ(ann->keywords().size(), 3u);
  EXPECT_EQ(ann->keywords().front(), red);
  EXPECT_EQ(ann->keywords()[1], blue);
  EXPECT_EQ(ann->keywords().back()->word, "green");
  EXPECT_TRUE(ann->keywords().contains(blue));
}

TEST_F(Proxies, of_a_list_have_its_vocabulary) {
  auto keywords = ann.modify()->keywords();
  keywords.push_back(red);
  keywords.insert(0, blue);
  EXPECT_THAT(words(ann), ElementsAre("blue", "red"));

  EXPECT_TRUE(keywords.remove(blue));
  EXPECT_FALSE(keywords.remove(blue));
  keywords.push_back(blue);
  keywords.erase(0);
  EXPECT_THAT(words(ann), ElementsAre("blue"));

  keywords.pop_back();
  EXPECT_TRUE(ann->keywords().empty());
  keywords.push_back(red);
  keywords.clear();
  EXPECT_TRUE(ann->keywords().empty());
  EXPECT_THROW(static_cast<void>(ann->keywords().front()), UsageError);
}

TEST_F(Proxies, ask_a_creator_for_what_stands_between) {
  weft::proxy<&User::user_keywords, &UserKeyword::keyword>(*ann.modify())
      .with_creator([](const Ptr<Keyword>& keyword) { return UserKeyword{.special_key = "mine", .keyword = keyword}; })
      .push_back(red);
  session.commit();

  EXPECT_EQ(ann->user_keywords.front()->special_key, "mine");
  EXPECT_EQ(ann->user_keywords.front()->keyword, red);
}

TEST_F(Proxies, keep_what_stands_between_when_assigned_whole) {
  ann.modify()->keywords().extend({red, blue});
  ann->user_keywords.front().modify()->special_key = "kept";
  session.commit();
  const auto kept = ann->user_keywords.front();

  ann.modify()->keywords().assign({session.add(Keyword{.word = "green"}), red});
  session.commit();

  EXPECT_EQ(database.texts("SELECT special_key FROM user_keyword ORDER BY id"), (std::vector<std::string>{"kept", ""}));
  EXPECT_THAT(words(ann), ElementsAre("red", "green"));
  EXPECT_EQ(ann->user_keywords.front(), kept);
}

TEST_F(Proxies, end_with_columns) {
  ann.modify()->texts().extend({"one", "two", "three"});
  EXPECT_TRUE(ann.modify()->texts().remove("two"));
  session.commit();

  EXPECT_THAT(ann->texts(), ElementsAre("one", "three"));
  EXPECT_EQ(ann->texts().front(), "one");
  EXPECT_EQ(database.texts("SELECT text FROM label ORDER BY id"), (std::vector<std::string>{"one", "three"}));
}

TEST_F(Proxies, of_a_set_know_what_is_in_it) {
  auto languages = ann.modify()->languages();
  languages.insert(red);
  languages.insert(red);
  languages.insert(blue);
  session.commit();

  EXPECT_EQ(ann->languages().size(), 2u);
  EXPECT_TRUE(ann->languages().contains(blue));
  EXPECT_TRUE(ann.modify()->languages().erase(blue));
  EXPECT_FALSE(ann.modify()->languages().erase(blue));
  session.commit();
  EXPECT_THAT(ann->languages(), UnorderedElementsAre(red));
}

TEST_F(Proxies, of_a_set_write_the_difference_when_assigned_whole) {
  ann.modify()->languages().assign({red, blue});
  session.commit();
  EXPECT_EQ(ann->languages().size(), 2u);
  const StatementCounter counter(database.engine);

  ann.modify()->languages().assign({blue});
  session.flush();

  EXPECT_THAT(counter.statements(), ElementsAre(testing::StartsWith("DELETE FROM language")));
  session.commit();
  EXPECT_THAT(ann->languages(), UnorderedElementsAre(blue));
  EXPECT_EQ(database.numbers("SELECT keyword_id FROM language"), std::vector<std::int64_t>{2});
}

TEST_F(Proxies, of_a_dictionary_write_the_key_of_what_they_make) {
  ann.modify()->settings().insert_or_assign("colour", "red");
  ann.modify()->settings().insert_or_assign("size", "small");
  session.commit();
  const auto colour = ann->user_settings.at("colour");

  ann.modify()->settings().insert_or_assign("colour", "blue");
  session.commit();

  EXPECT_EQ(ann->settings().at("colour"), "blue");
  EXPECT_EQ(ann->user_settings.at("colour"), colour);  // the same, with another value
  EXPECT_THAT(ann->settings(), UnorderedElementsAre(Pair("colour", "blue"), Pair("size", "small")));
  EXPECT_TRUE(ann->settings().contains("size"));
  EXPECT_EQ((*ann->settings().find("size")).second, "small");
  EXPECT_EQ(ann->settings().find("shape"), ann->settings().end());
  EXPECT_TRUE(ann.modify()->settings().erase("size"));
  session.commit();
  EXPECT_EQ(database.texts("SELECT name || '=' || value FROM setting"), (std::vector<std::string>{"colour=blue"}));
}

TEST_F(Proxies, of_a_dictionary_lead_to_entities) {
  weft::proxy<&User::user_nicknames, &Nickname::keyword>(*ann.modify())
      .with_creator([](const std::string& key, const Ptr<Keyword>& keyword) {
        return Nickname{.place = key, .keyword = keyword};
      })
      .insert_or_assign("home", red);
  ann.modify()->nicknames().insert_or_assign("work", blue);
  session.commit();

  EXPECT_EQ(ann->nicknames().at("home"), red);
  EXPECT_EQ(ann->nicknames().at("work"), blue);
  EXPECT_EQ(database.texts("SELECT place FROM nickname ORDER BY place"), (std::vector<std::string>{"home", "work"}));
}

TEST_F(Proxies, of_a_value_work_before_it_is_added) {
  User bob{.name = "Bob"};
  bob.keywords().push_back(red);
  bob.settings().insert_or_assign("colour", "red");
  const auto added = session.add(std::move(bob));
  session.commit();

  EXPECT_THAT(words(added), ElementsAre("red"));
  EXPECT_EQ(added->settings().at("colour"), "red");
}

TEST_F(Proxies, load_one_step_after_the_other) {
  ann.modify()->keywords().extend({red, blue});
  session.commit();
  session.expunge_all();
  Session other(database.engine);
  const auto found = other.scalars(select<User>().options(
      selectinload<&User::user_keywords>().joinedload<&UserKeyword::keyword>())).one();
  const StatementCounter counter(database.engine);

  EXPECT_THAT(words(found), ElementsAre("red", "blue"));

  EXPECT_THAT(counter.statements(), IsEmpty());
}

TEST_F(Proxies, are_found_by_the_path_behind_them) {
  ann.modify()->keywords().push_back(red);
  ann.modify()->texts().push_back("x");
  session.add(User{.name = "Bob"}).modify()->keywords().push_back(blue);
  session.commit();
  const auto names = [&](const Expression<bool>& condition) {
    return session.scalars(select(col<&User::name>).where(condition)).all();
  };

  constexpr auto keyword = rel<&User::user_keywords, &UserKeyword::keyword>;
  EXPECT_THAT(names(keyword.any(col<&Keyword::word> == "red")), ElementsAre("Ann"));
  EXPECT_THAT(names(keyword.contains(blue)), ElementsAre("Bob"));
  EXPECT_THAT(names(!keyword.contains(red)), ElementsAre("Bob"));
  EXPECT_THAT(names(rel<&User::labels, &Label::text>.contains("x")), ElementsAre("Ann"));
}

}  // namespace
}  // namespace weft::test::proxies
