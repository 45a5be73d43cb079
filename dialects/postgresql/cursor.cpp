// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

namespace weft::postgresql {
namespace {

// libpqxx makes an object for every row and every field that is read, which takes twice as long as reading it. The
// result inside is the same in all its versions, from 6.4 on; an explicit instantiation may name what is private.
template <class Tag, typename Tag::Member member>
struct Grant {
  friend typename Tag::Member granted(Tag) { return member; }
};
struct ResultData {
  using Member = std::shared_ptr<const pqxx::internal::pq::PGresult> pqxx::result::*;
  friend Member granted(ResultData);
};
template struct Grant<ResultData, &pqxx::result::m_data>;

const PGresult* data_of(const pqxx::result& result) {
  return (result.*granted(ResultData{})).get();
}

}  // namespace

Cursor::Cursor(pqxx::result result) : result_(std::move(result)) {
  const PGresult* data = data_of(result_);
  rows_ = PQntuples(data);
  const int columns = PQnfields(data);
  readings_.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) readings_.push_back(reading_of(PQftype(data, column)));
}

std::size_t Cursor::fetch(std::span<Cell> cells) {
  if (row_ == rows_ || readings_.empty()) return 0;
  assert(cells.size() >= readings_.size());
  const PGresult* data = data_of(result_);
  const int last = row_ + static_cast<int>(std::min<std::size_t>(cells.size() / readings_.size(),
                                                                 static_cast<std::size_t>(rows_ - row_)));
  const int first = row_;
  blobs_.clear();
  Cell* cell = cells.data();
  for (; row_ < last; ++row_) {
    for (int column = 0; column < static_cast<int>(readings_.size()); ++column, ++cell) {
      if (PQgetisnull(data, row_, column) != 0) {
        *cell = Cell::null();
        continue;
      }
      const std::string_view text(PQgetvalue(data, row_, column),
                                  static_cast<std::size_t>(PQgetlength(data, row_, column)));
      const Reading reading = readings_[static_cast<std::size_t>(column)];
      *cell = reading == Reading::blob ? Cell::blob(blobs_.emplace_front(read_blob(text))) : read_cell(text, reading);
    }
  }
  return static_cast<std::size_t>(last - first);
}

std::string_view Cursor::column_name(std::size_t index) const {
  return PQfname(data_of(result_), static_cast<int>(index));
}

}  // namespace weft::postgresql
