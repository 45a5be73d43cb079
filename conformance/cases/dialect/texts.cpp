// SPDX-License-Identifier: MIT
//
// Texts, bytes, identifiers and documents: whatever a program may put into them comes back.
#include "cases/dialect/round_trip.hpp"

namespace weft::conformance {
namespace {

using std::string;

constexpr auto maybe = Fate::kept_or_refused;
constexpr std::size_t mebibyte = std::size_t{1} << 20U;

string repeated(const string& part, std::size_t times) {
  string text;
  for (std::size_t time = 0; time < times; ++time) text += part;
  return text;
}

std::vector<std::byte> bytes(const string& from) {
  std::vector<std::byte> made;
  for (const char one : from) made.push_back(static_cast<std::byte>(one));
  return made;
}

string every_byte() {
  string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  return all;
}

const string accents = "na\xC3\xAFve caf\xC3\xA9";
const string emoji = "\xF0\x9F\x98\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80";
const string chinese = "\xE4\xB8\xAD\xE6\x96\x87";
const string hebrew = "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D";
const string combined = "e\xCC\x81";
const string last_character = "\xF4\x8F\xBF\xBD";  // U+10FFFD

const Group texts{
    "dialect.types.text",
    {round_trip<&Sample::text>("plain", string("plain"), Level::core),
     round_trip<&Sample::text>("empty_is_not_null", string(), Level::core),
     null_round_trip<&Sample::text>("null"),
     round_trip<&Sample::text>("single_quote", string("it's"), Level::core),
     round_trip<&Sample::text>("double_quote", string("a \"b\" c")),
     round_trip<&Sample::text>("backtick", string("a `b` c")),
     round_trip<&Sample::text>("backslash", string(R"(C:\new\table\0)")),
     round_trip<&Sample::text>("percent_and_underscore", string("100% of a_b")),
     round_trip<&Sample::text>("question_marks", string("what? where? ??")),
     round_trip<&Sample::text>("dollars_and_colons", string("$1 :name ::cast $$")),
     round_trip<&Sample::text>("end_of_a_statement", string("'; DROP TABLE conf_sample; --")),
     round_trip<&Sample::text>("comments", string("/* a */ -- b")),
     round_trip<&Sample::text>("lines_and_tabs", string("a\nb\r\nc\td")),
     round_trip<&Sample::text>("control_characters", string("\x01\x02\x1B\x7F")),
     round_trip<&Sample::text>("nul_inside", string("a\0b", 3), Level::full, maybe),
     round_trip<&Sample::text>("blanks_around", string("  a  ")),
     round_trip<&Sample::text>("only_blanks", string("   ")),
     round_trip<&Sample::text>("word_null", string("NULL")),
     round_trip<&Sample::text>("looks_like_a_number", string("007")),
     round_trip<&Sample::text>("looks_like_a_date", string("2026-11-23")),
     round_trip<&Sample::text>("accents", accents),
     round_trip<&Sample::text>("combined_characters", combined),
     round_trip<&Sample::text>("chinese", chinese),
     round_trip<&Sample::text>("right_to_left", hebrew),
     round_trip<&Sample::text>("emoji", emoji),
     round_trip<&Sample::text>("last_character", last_character),
     round_trip<&Sample::text>("byte_order_mark", string("\xEF\xBB\xBFx")),
     round_trip<&Sample::text>("sixty_four_kibibytes", repeated("0123456789abcdef", 4096)),
     round_trip<&Sample::text>("one_mebibyte", repeated("0123456789abcdef", mebibyte / 16), Level::full)}};

const Group brief_texts{"dialect.types.text_with_a_length",
                        {round_trip<&Sample::brief>("full_length", repeated("x", 40)),
                         round_trip<&Sample::brief>("length_counts_characters", repeated("\xF0\x9F\x98\x80", 40)),
                         round_trip<&Sample::brief>("too_long_is_never_cut", repeated("x", 41), Level::standard, maybe),
                         round_trip<&Sample::brief>("case_is_kept", string("MiXed")),
                         round_trip<&Sample::brief>("blanks_around", string(" a ")),
                         round_trip<&Sample::brief>("empty_is_not_null", string()),
                         null_round_trip<&Sample::brief>("null")}};

const Group blobs{"dialect.types.blob",
                  {round_trip<&Sample::blob>("empty_is_not_null", bytes("")),
                   round_trip<&Sample::blob>("one_nul", bytes(string(1, '\0'))),
                   round_trip<&Sample::blob>("every_byte", bytes(every_byte()), Level::core),
                   round_trip<&Sample::blob>("quotes", bytes("'\"\\x")),
                   round_trip<&Sample::blob>("no_text_in_any_encoding", bytes("\xC3\x28\xFF\xFE")),
                   round_trip<&Sample::blob>("one_mebibyte", bytes(repeated(every_byte(), mebibyte / 256)), Level::full),
                   null_round_trip<&Sample::blob>("null")}};

const Group uuids{"dialect.types.uuid",
                  {round_trip<&Sample::uuid>("example", Uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), Level::core),
                   round_trip<&Sample::uuid>("nil", Uuid()),
                   round_trip<&Sample::uuid>("largest", Uuid("ffffffff-ffff-ffff-ffff-ffffffffffff")),
                   null_round_trip<&Sample::uuid>("null")}};

const Group documents{"dialect.types.json",
                      {round_trip<&Sample::json>("object", Json(R"({"kind": "click"})"), Level::core),
                       round_trip<&Sample::json>("empty_object", Json("{}")),
                       round_trip<&Sample::json>("array", Json("[1, 2, 3]")),
                       round_trip<&Sample::json>("nested", Json(R"({"a": {"b": [true, false, null]}})")),
                       round_trip<&Sample::json>("text", Json(R"("word")")),
                       round_trip<&Sample::json>("quotes", Json(R"({"a": "it's \"b\""})")),
                       round_trip<&Sample::json>("accents", Json("{\"a\": \"" + accents + "\"}")),
                       round_trip<&Sample::json>("emoji", Json("{\"a\": \"" + emoji + "\"}")),
                       round_trip<&Sample::json>("large_integer", Json("9007199254740993")),
                       round_trip<&Sample::json>("document_null_is_not_null", Json("null")),
                       null_round_trip<&Sample::json>("null")}};

}  // namespace
}  // namespace weft::conformance
