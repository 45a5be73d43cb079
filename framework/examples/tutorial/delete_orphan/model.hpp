// SPDX-License-Identifier: MIT
//
// Surveys and their questions: a question without a survey makes no sense.
#pragma once

#include <cstdint>
#include <string>

#include <weft/weft.hpp>

namespace delete_orphan {

struct Question;

struct Survey {
  std::int64_t id{};
  std::string title{};
  weft::List<Question> questions{};
};

struct Question {
  std::int64_t id{};
  std::string text{};
  std::int64_t survey_id{};
  weft::Ref<Survey> survey{};
};

inline void map(weft::Mapper<Survey>& m) {
  using weft::Cascade;
  m.table("survey");
  m.column<&Survey::id>().primary_key();
  m.column<&Survey::title>().length(50);
  // `all` deletes the questions with their survey; delete_orphan also those that leave it.
  m.relationship<&Survey::questions>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .back_populates<&Question::survey>()
      .order_by(weft::col<&Question::text>);
}

inline void map(weft::Mapper<Question>& m) {
  m.table("question");
  m.column<&Question::id>().primary_key();
  m.column<&Question::text>().length(100);
  m.column<&Question::survey_id>().references<&Survey::id>().index(); // never NULL: there is no lonely question
  m.relationship<&Question::survey>().back_populates<&Survey::questions>();
}

} // namespace delete_orphan
