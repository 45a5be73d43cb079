// SPDX-License-Identifier: MIT
//
// What each cascade does alone. What removal and orphans need is in cascaded_removal_test and orphans_test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/cascade_models.hpp"

namespace weft::test::cascades {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The parts of an owner by the relationship that leads to them.
struct Parts {
  explicit Parts(const Ptr<Owner>& owner)
      : plain(owner->plain.front()),
        none(owner->none.front()),
        saved(owner->saved.front()),
        removed(owner->removed.front()),
        refreshed(owner->refreshed.front()),
        expunged(owner->expunged.front()),
        all(owner->all.front()) {}
  /// The names of those for which `test` is true.
  template <class Test>
  [[nodiscard]] Names those(Test test) const {
    Names found;
    const std::pair<const char*, const Ptr<Part>*> parts[] = {
        {"plain", &plain},       {"none", &none},         {"saved", &saved}, {"removed", &removed},
        {"refreshed", &refreshed}, {"expunged", &expunged}, {"all", &all}};
    for (const auto& [name, part] : parts)
      if (test(*part)) found.emplace_back(name);
    return found;
  }
  [[nodiscard]] Names in(State wanted) const {
    return those([&](const Ptr<Part>& part) { return state(part) == wanted; });
  }
  Ptr<Part> plain, none, saved, removed, refreshed, expunged, all;
};

Owner owner_of_new_parts() {
  return Owner{.plain = {Part{.name = "plain"}},
               .none = {Part{.name = "none"}},
               .saved = {Part{.name = "saved"}},
               .removed = {Part{.name = "removed"}},
               .refreshed = {Part{.name = "refreshed"}},
               .expunged = {Part{.name = "expunged"}},
               .all = {Part{.name = "all"}}};
}

TEST(CascadeKinds, all_means_all_but_delete_orphan) {
  const CascadeSet all = Cascade::all;

  for (const Cascade one :
       {Cascade::save_update, Cascade::merge, Cascade::remove, Cascade::refresh_expire, Cascade::expunge})
    EXPECT_TRUE(all.has(one));
  EXPECT_FALSE(all.has(Cascade::delete_orphan));
}

TEST(CascadeKinds, the_default_is_save_update_and_merge) {
  const MappedEntity& owner = entity_of<Owner>().configured();

  EXPECT_EQ(owner.relationships[0].name, "plain");
  EXPECT_EQ(owner.relationships[0].cascade, Cascade::save_update | Cascade::merge);
}

TEST(CascadeKinds, adding_takes_along_what_save_update_leads_to) {
  CascadesDatabase database;
  auto warnings = on_warning([](std::string_view) {});
  Session session(database.engine);

  auto owner = session.add(owner_of_new_parts());

  const Parts parts(owner);
  EXPECT_THAT(parts.in(State::pending), ElementsAre("plain", "saved", "all"));
  EXPECT_THAT(parts.in(State::transient), ElementsAre("none", "removed", "refreshed", "expunged"));
  session.commit();
  EXPECT_THAT(database.texts("SELECT name FROM part ORDER BY id"), ElementsAre("plain", "saved", "all"));
}

TEST(CascadeKinds, linking_takes_along_what_save_update_leads_to) {
  CascadesDatabase database;
  database.run("INSERT INTO owner (id) VALUES (1)");
  auto warnings = on_warning([](std::string_view) {});
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  auto saved = make(Part{.name = "saved"});
  auto none = make(Part{.name = "none"});

  owner.modify()->saved.push_back(saved);
  owner.modify()->none.push_back(none);

  EXPECT_EQ(state(saved), State::pending);
  EXPECT_EQ(state(none), State::transient);
}

TEST(CascadeKinds, what_stays_outside_is_not_written_and_a_warning_says_so) {
  CascadesDatabase database;
  std::vector<std::string> warned;
  auto warnings = on_warning([&](std::string_view text) { warned.emplace_back(text); });
  Session session(database.engine);

  session.add(Owner{.none = {Part{.name = "none"}}});
  session.commit();

  EXPECT_THAT(warned, ElementsAre("\"Part\" in \"Owner::none\" is not in the session, and is not written\n"
                                  "  add it with session.add(...), or map the relationship with the cascade save_update"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM part"), ElementsAre(0));
}

TEST(CascadeKinds, a_target_of_a_many_to_many_that_stays_outside_is_warned_about_too) {
  Database database;
  std::vector<std::string> warned;
  auto warnings = on_warning([&](std::string_view text) { warned.emplace_back(text); });
  Session session(database.engine);
  auto maths = session.add(Course{.title = "Maths"});
  auto ann = session.add(Student{.name = "Ann"});
  ann.modify()->courses.push_back(maths);
  session.expunge(maths);

  session.commit();

  EXPECT_THAT(warned, ElementsAre("\"Course\" in \"Student::courses\" is not in the session, and is not written\n"
                                  "  add it with session.add(...), or map the relationship with the cascade save_update"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM student_course"), ElementsAre(0));
}

TEST(CascadeKinds, save_update_goes_in_one_direction) {
  Database database;
  database.fill_company();
  std::vector<std::string> warned;
  auto warnings = on_warning([&](std::string_view text) { warned.emplace_back(text); });
  Session session(database.engine);
  auto sales = session.get<Department>(1);
  auto eve = make(Employee{.name = "Eve"});

  eve.modify()->department = sales;

  EXPECT_EQ(state(eve), State::transient);
  session.commit();
  EXPECT_EQ(state(eve), State::transient);
  EXPECT_THAT(warned,
              ElementsAre("\"Employee\" in \"Department::employees\" is not in the session, and is not written\n"
                          "  add it with session.add(...), or map the relationship with the cascade save_update"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee"), ElementsAre(4));
}

TEST(CascadeKinds, adding_the_child_adds_its_new_parent) {
  Database database;
  Session session(database.engine);
  auto sales = make(Department{.name = "Sales"});
  auto eve = make(Employee{.name = "Eve", .department = sales});

  session.add(eve);

  EXPECT_EQ(state(sales), State::pending);
  session.commit();
  EXPECT_THAT(database.numbers("SELECT count(*) FROM employee e JOIN department d ON d.id = e.department_id"),
              ElementsAre(1));
}

TEST(CascadeKinds, removing_takes_along_what_remove_leads_to_and_lets_go_of_the_rest) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);

  session.remove(session.get<Owner>(1));
  session.commit();

  EXPECT_THAT(database.texts("SELECT name FROM part ORDER BY id"),
              ElementsAre("plain", "none", "saved", "refreshed", "expunged"));
  EXPECT_THAT(database.numbers("SELECT count(*) FROM part WHERE coalesce(plain_id, none_id, saved_id, refreshed_id, "
                               "expunged_id) IS NULL"),
              ElementsAre(5));
}

TEST(CascadeKinds, expunging_takes_along_what_expunge_leads_to) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  const Parts parts(owner);

  session.expunge(owner);

  EXPECT_THAT(parts.in(State::detached), ElementsAre("expunged", "all"));
  EXPECT_THAT(parts.in(State::persistent), ElementsAre("plain", "none", "saved", "removed", "refreshed"));
}

TEST(CascadeKinds, expunging_takes_along_what_is_pending) {
  CascadesDatabase database;
  Session session(database.engine);
  auto owner = session.add(owner_of_new_parts());
  const Parts parts(owner);

  session.expunge(owner);

  EXPECT_EQ(state(parts.all), State::transient);
  EXPECT_EQ(state(parts.saved), State::pending);
}

TEST(CascadeKinds, expiring_takes_along_what_refresh_expire_leads_to) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  const Parts parts(owner);
  StatementCounter counter(database.engine);

  session.expire(owner);

  const Names read_again = parts.those([&](const Ptr<Part>& part) {
    counter.reset();
    static_cast<void>(part->name);
    return counter.count() != 0;
  });
  EXPECT_THAT(read_again, ElementsAre("refreshed", "all"));
}

TEST(CascadeKinds, refreshing_takes_along_what_refresh_expire_leads_to_in_one_statement_a_level) {
  CascadesDatabase database;
  database.fill_owner();
  Session session(database.engine);
  auto owner = session.get<Owner>(1);
  const Parts parts(owner);
  session.execute(text("UPDATE part SET name = name || '!'"));
  StatementCounter counter(database.engine);

  session.refresh(owner);

  EXPECT_EQ(counter.count(), 2U);
  const Names seen = parts.those([&](const Ptr<Part>& part) { return part->name.ends_with('!'); });
  EXPECT_EQ(counter.count(), 2U);
  EXPECT_THAT(seen, ElementsAre("refreshed", "all"));
}

}  // namespace
}  // namespace weft::test::cascades
