// SPDX-License-Identifier: MIT
//
// Relationships that write the same column without knowing of each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "weft/weft.hpp"

namespace overlaps_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <class T>
std::vector<std::string> warnings_of() {
  std::vector<std::string> heard;
  auto guard = weft::on_warning([&](std::string_view text) { heard.emplace_back(text); });
  weft::entity_of<T>().configured();
  return heard;
}

// Two sides that nobody linked.

struct LooseChild;
struct LooseParent {
  int id{};
  weft::List<LooseChild> children{};
};
struct LooseChild {
  int id{};
  std::optional<int> parent_id{};
  weft::Ref<LooseParent> parent{};
};
void map(weft::Mapper<LooseParent>& m) {
  m.column<&LooseParent::id>().primary_key();
  m.relationship<&LooseParent::children>();
}
void map(weft::Mapper<LooseChild>& m) {
  m.table("loose_child");
  m.column<&LooseChild::id>().primary_key();
  m.column<&LooseChild::parent_id>().references<&LooseParent::id>();
  m.relationship<&LooseChild::parent>();
}

TEST(Overlaps, are_reported_once_with_the_way_to_silence_them) {
  EXPECT_THAT(warnings_of<LooseParent>(),
              ElementsAre("relationships \"LooseParent::children\" and \"LooseChild::parent\" write the same column, and are "
                          "not two sides of one\n"
                          "  written by both  \"loose_child.parent_id\"\n"
                          "  remedy           back_populates<...>() where they are two sides, view_only() where one of them only "
                          "reads, overlaps(\"children\") on \"LooseChild::parent\" where both are meant to write"));
  EXPECT_THAT(warnings_of<LooseChild>(), IsEmpty());
}

// The same, said to be meant, linked, or read only.

struct MeantChild;
struct MeantParent {
  int id{};
  weft::List<MeantChild> first{};
  weft::List<MeantChild> second{};
  weft::List<MeantChild> seen{};
};
struct MeantChild {
  int id{};
  std::optional<int> parent_id{};
  weft::Ref<MeantParent> parent{};
};
void map(weft::Mapper<MeantParent>& m) {
  m.column<&MeantParent::id>().primary_key();
  m.relationship<&MeantParent::first>().back_populates<&MeantChild::parent>();
  m.relationship<&MeantParent::second>().overlaps("parent, first");
  m.relationship<&MeantParent::seen>().view_only();
}
void map(weft::Mapper<MeantChild>& m) {
  m.column<&MeantChild::id>().primary_key();
  m.column<&MeantChild::parent_id>().references<&MeantParent::id>();
  m.relationship<&MeantChild::parent>();
}

TEST(Overlaps, are_not_reported_where_they_are_meant_or_linked_or_only_read) {
  EXPECT_THAT(warnings_of<MeantParent>(), IsEmpty());
}

// Composite keys that have a column in common.

struct Desk {
  int firm_id{};
  int number{};
};
struct Phone {
  int firm_id{};
  int number{};
};
struct Worker {
  int id{};
  int firm_id{};
  int desk_number{};
  int phone_number{};
  weft::Ref<Desk> desk{};
  weft::Ref<Phone> phone{};
};
void map(weft::Mapper<Desk>& m) {
  m.column<&Desk::firm_id>().primary_key();
  m.column<&Desk::number>().primary_key();
}
void map(weft::Mapper<Phone>& m) {
  m.column<&Phone::firm_id>().primary_key();
  m.column<&Phone::number>().primary_key();
}
void map(weft::Mapper<Worker>& m) {
  m.table("worker");
  m.column<&Worker::id>().primary_key();
  m.column<&Worker::firm_id>();
  m.column<&Worker::desk_number>();
  m.column<&Worker::phone_number>();
  m.foreign_key<&Worker::firm_id, &Worker::desk_number>().references<&Desk::firm_id, &Desk::number>();
  m.foreign_key<&Worker::firm_id, &Worker::phone_number>().references<&Phone::firm_id, &Phone::number>();
  m.relationship<&Worker::desk>();
  m.relationship<&Worker::phone>();
}

TEST(Overlaps, are_found_in_parts_of_composite_keys) {
  EXPECT_THAT(warnings_of<Worker>(), ElementsAre(HasSubstr("\"Worker::desk\" and \"Worker::phone\" write the same column")));
}

// Association rows, written from both sides.

struct Pupil;
struct Lesson {
  int id{};
  weft::List<Pupil> pupils{};
};
struct Pupil {
  int id{};
  weft::List<Lesson> lessons{};
};
const weft::Table pupil_lesson{"pupil_lesson", weft::Column{"pupil_id"}.references<&Pupil::id>().primary_key(),
                               weft::Column{"lesson_id"}.references<&Lesson::id>().primary_key()};
void map(weft::Mapper<Lesson>& m) {
  m.column<&Lesson::id>().primary_key();
  m.relationship<&Lesson::pupils>().secondary(pupil_lesson);
}
void map(weft::Mapper<Pupil>& m) {
  m.column<&Pupil::id>().primary_key();
  m.relationship<&Pupil::lessons>().secondary(pupil_lesson);
}

TEST(Overlaps, are_found_in_association_tables) {
  EXPECT_THAT(warnings_of<Pupil>(), ElementsAre(HasSubstr("\"pupil_lesson.lesson_id\", \"pupil_lesson.pupil_id\"")));
}

}  // namespace
}  // namespace overlaps_test
