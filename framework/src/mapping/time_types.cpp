// SPDX-License-Identifier: MIT
//
// Moments, dates and times of day as text, by hand: the libraries at hand drop fractions, round moments
// before 1970 the wrong way, or are slow.
#include "weft/mapping/time_types.hpp"

#include "weft/mapping/type_traits.hpp"

namespace weft::detail {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t first_day = sys_days(std::chrono::year(1) / 1 / 1).time_since_epoch().count();
constexpr std::int64_t last_day = sys_days(std::chrono::year(9999) / 12 / 31).time_since_epoch().count();

/// Reads a text from the left.
class Reader {
public:
  explicit Reader(std::string_view text) noexcept : text_(text) {
    while (take(' ')) {
    }
    while (!text_.empty() && text_.back() == ' ')
      text_.remove_suffix(1);
  }

  [[nodiscard]] bool done() const noexcept { return text_.empty(); }
  [[nodiscard]] char next() const noexcept { return text_.empty() ? '\0' : text_.front(); }
  bool take(char c) noexcept {
    if (next() != c)
      return false;
    text_.remove_prefix(1);
    return true;
  }
  /// Exactly so many digits.
  bool number(int digits, int& value) noexcept {
    if (text_.size() < static_cast<std::size_t>(digits))
      return false;
    int read = 0;
    for (int i = 0; i < digits; ++i) {
      const char c = text_[static_cast<std::size_t>(i)];
      if (c < '0' || c > '9')
        return false;
      read = read * 10 + (c - '0');
    }
    text_.remove_prefix(static_cast<std::size_t>(digits));
    value = read;
    return true;
  }
  /// Digits behind a point, as microseconds; finer ones are cut.
  bool fraction(std::int64_t& microseconds) noexcept {
    std::int64_t weight = second / 10;
    int digit = 0;
    if (!number(1, digit))
      return false;
    do {
      microseconds += digit * weight;
      weight /= 10;
    } while (number(1, digit));
    return true;
  }

private:
  std::string_view text_;
};

bool take_date(Reader& in, std::int64_t& day_number) noexcept {
  int year = 0;
  int month = 0;
  int day_of_month = 0;
  if (!in.number(4, year) || !in.take('-') || !in.number(2, month) || !in.take('-') || !in.number(2, day_of_month))
    return false;
  const year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day_of_month)));
  if (year < 1 || !date.ok())
    return false;
  day_number = sys_days(date).time_since_epoch().count();
  return true;
}

bool take_time(Reader& in, std::int64_t& microseconds) noexcept {
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  if (!in.number(2, hours) || !in.take(':') || !in.number(2, minutes))
    return false;
  if (in.take(':') && !in.number(2, seconds))
    return false;
  std::int64_t fraction = 0;
  if (in.take('.') && !in.fraction(fraction))
    return false;
  if (hours > 23 || minutes > 59 || seconds > 59)
    return false;
  microseconds = hours * hour + minutes * minute + seconds * second + fraction;
  return true;
}

/// What may stand behind a time: nothing, Z, +02, +02:00, +0200; as microseconds to take away.
bool take_offset(Reader& in, std::int64_t& offset) noexcept {
  offset = 0;
  in.take(' ');
  if (in.done() || ((in.take('Z') || in.take('z')) && in.done()))
    return true;
  const bool west = in.take('-');
  if (!west && !in.take('+'))
    return false;
  int hours = 0;
  int minutes = 0;
  if (!in.number(2, hours))
    return false;
  in.take(':');
  if (!in.done() && !in.number(2, minutes))
    return false;
  if (!in.done() || hours > 15 || minutes > 59)
    return false;
  offset = hours * hour + minutes * minute;
  if (west)
    offset = -offset;
  return true;
}

char* put(char* out, std::int64_t value, int digits) noexcept {
  for (int i = digits; i-- > 0; value /= 10)
    out[i] = static_cast<char>('0' + value % 10);
  return out + digits;
}

char* put_date(char* out, std::int64_t day_number) noexcept {
  const year_month_day date{sys_days(days(static_cast<days::rep>(day_number)))};
  out = put(out, static_cast<int>(date.year()), 4);
  *out++ = '-';
  out = put(out, static_cast<unsigned>(date.month()), 2);
  *out++ = '-';
  return put(out, static_cast<unsigned>(date.day()), 2);
}

char* put_time(char* out, std::int64_t microseconds) noexcept {
  out = put(out, microseconds / hour, 2);
  *out++ = ':';
  out = put(out, microseconds / minute % 60, 2);
  *out++ = ':';
  out = put(out, microseconds / second % 60, 2);
  const std::int64_t fraction = microseconds % second;
  if (fraction == 0)
    return out;
  *out++ = '.';
  return put(out, fraction, 6);
}

Cell kept(const char* text, const char* end, Scratch& scratch) {
  return Cell::text(scratch.keep({text, static_cast<std::size_t>(end - text)}));
}

} // namespace

bool read_timestamp(const Cell& cell, std::int64_t& microseconds) noexcept {
  if (cell.kind != CellKind::text)
    return false;
  Reader in(cell.view());
  std::int64_t date = 0;
  std::int64_t time = 0;
  std::int64_t offset = 0;
  if (!take_date(in, date))
    return false;
  if (!in.done()) {
    if (!in.take('T') && !in.take('t') && !in.take(' '))
      return false;
    if (!take_time(in, time) || !take_offset(in, offset))
      return false;
  }
  microseconds = date * day + time - offset;
  return true;
}

Cell bind_timestamp(std::int64_t microseconds, Scratch& scratch) {
  if (microseconds < first_day * day || microseconds >= (last_day + 1) * day)
    throw_unstorable("the moment lies outside of the years 1 to 9999");
  std::int64_t date = microseconds / day;
  if (microseconds % day < 0)
    --date;
  char text[32];
  char* end = put_date(text, date);
  *end++ = ' ';
  return kept(text, put_time(end, microseconds - date * day), scratch);
}

bool read_date(const Cell& cell, std::int64_t& day_number) noexcept {
  if (cell.kind != CellKind::text)
    return false;
  Reader in(cell.view());
  std::int64_t date = 0;
  if (!take_date(in, date))
    return false;
  if (!in.done()) {
    // A moment at midnight is a date; at any other time something would be lost.
    std::int64_t time = 0;
    std::int64_t offset = 0;
    if (!in.take('T') && !in.take('t') && !in.take(' '))
      return false;
    if (!take_time(in, time) || time != 0 || !take_offset(in, offset) || offset != 0)
      return false;
  }
  day_number = date;
  return true;
}

Cell bind_date(std::int64_t day_number, Scratch& scratch) {
  if (day_number < first_day || day_number > last_day)
    throw_unstorable("the date lies outside of the years 1 to 9999");
  char text[16];
  return kept(text, put_date(text, day_number), scratch);
}

bool read_time_of_day(const Cell& cell, std::int64_t& microseconds) noexcept {
  if (cell.kind != CellKind::text)
    return false;
  Reader in(cell.view());
  std::int64_t time = 0;
  if (!take_time(in, time) || !in.done())
    return false;
  microseconds = time;
  return true;
}

Cell bind_time_of_day(std::int64_t microseconds, Scratch& scratch) {
  if (microseconds < 0 || microseconds >= day)
    throw_unstorable("a duration is stored as a time of day, from 00:00 to below 24:00; for a span of time use an "
                     "integer");
  char text[24];
  return kept(text, put_time(text, microseconds), scratch);
}

} // namespace weft::detail
