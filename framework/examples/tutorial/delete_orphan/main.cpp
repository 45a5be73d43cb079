// SPDX-License-Identifier: MIT
//
// Delete-orphan: what leaves its only owner is deleted, unless another owner takes it before the flush.
#include "model.hpp"
#include "tutorial.hpp"

using namespace delete_orphan;
using weft::col;

namespace {

weft::Ptr<Survey> survey(weft::Session& session, const char* title) {
  return session.scalars(weft::select<Survey>().where(col<&Survey::title> == title)).one();
}

void print(weft::Session& session, const char* after) {
  fmt::print("{}:", after);
  for (const weft::Ptr<Question>& question : session.scalars(weft::select<Question>().order_by(col<&Question::text>)))
    fmt::print(" {} ({})", question->text, question->survey->title);
  fmt::print("\n");
}

void leave(weft::Session& session) {
  auto food = survey(session, "Food");
  const weft::Ptr<Question> tea = food->questions.back();
  food.modify()->questions.remove(tea);
  // Nothing has happened in the database yet. The flush deletes the row, and the entity with it.
  session.commit();
  print(session, "after a question was taken out");
}

void move(weft::Session& session) {
  auto food = survey(session, "Food");
  auto work = survey(session, "Work");
  // From one survey to the other: at the flush it has an owner, so this is an UPDATE of its foreign key.
  const weft::Ptr<Question> lunch = food->questions.front();
  food.modify()->questions.remove(lunch);
  work.modify()->questions.push_back(lunch);
  session.commit();
  print(session, "after one was moved");
}

void change_of_mind(weft::Session& session) {
  auto work = survey(session, "Work");
  fmt::print("{} questions about work\n", work->questions.size());
  auto question = weft::make(Question{.text = "Salary?"});
  work.modify()->questions.push_back(question);
  work.modify()->questions.remove(question);
  // A new one that is an orphan already is never inserted.
  session.commit();
  fmt::print("a new orphan is {}\n", weft::state(question) == weft::State::transient ? "transient again" : "written");
}

void replace(weft::Session& session) {
  auto work = survey(session, "Work");
  // A whole new list: what is not in it is an orphan, what is in both stays as it is.
  work.modify()->questions = {work->questions.front(), Question{.text = "Remote?"}};
  session.commit();
  print(session, "after the list was replaced");
}

void chapter(weft::Engine& engine) {
  weft::Session session(engine);
  session.add(Survey{.title = "Food", .questions = {Question{.text = "Lunch?"}, Question{.text = "Tea?"}}});
  session.add(Survey{.title = "Work", .questions = {Question{.text = "Desk?"}, Question{.text = "Hours?"}}});
  session.commit();
  print(session, "at first");

  leave(session);
  move(session);
  change_of_mind(session);
  replace(session);

  session.remove(survey(session, "Work"));
  session.commit();
  fmt::print("after the survey was removed: {} questions\n", session.scalars(weft::select<Question>()).size());
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Survey, Question>(argc, argv, chapter);
}
