// SPDX-License-Identifier: MIT
//
// The rows of a query that come in portions, while the program works on them.
//
//   for (const weft::Ptr<Post>& post : session.scalars(stmt, {.yield_per = 1000})) ...
//   for (auto [id, title] : session.execute(columns, {.yield_per = 1000})) ...
//
// Not for results that fit into memory: a `Result` has a size, and can be read twice. In between two rows the session may be
// used for anything but the end of its transaction, which is the end of the stream: reading on throws `UsageError` then. So
// does the rollback of a savepoint in which it was opened. Eager loading runs once for each portion.
//
// What was loaded since a stream is open lives as long as the program has a handle on it, has changed it, or reaches it from
// an entity for which that holds, or that was in the session before. The rest leaves the session when the next portion is
// read, and at the end: hold a handle on what is to stay, not a reference.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "weft/session/result.hpp"

namespace weft {

namespace detail {

/// A query whose cursor is open.
class StreamCore;
struct CloseStream {
  void operator()(StreamCore* stream) const noexcept;
};
using StreamHandle = std::unique_ptr<StreamCore, CloseStream>;

/// Reads the next portion into `rows`, which hold no other any more. False at the end.
bool read_portion(StreamCore& stream, void* rows);

/// The rows of one portion.
template <class Row>
class PortionRows {
 public:
  static constexpr RowFunction take = &ScalarReader<Row>::take;
  [[nodiscard]] void* place() noexcept { return &rows_; }
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] const Row& operator[](std::size_t row) const noexcept { return rows_[row]; }
  void clear() noexcept { rows_.clear(); }

 private:
  std::vector<Row> rows_{};
};
template <class... V>
class PortionRows<std::tuple<V...>> {
 public:
  static constexpr RowFunction take = &RowReader<std::tuple<V...>>::take;
  [[nodiscard]] void* place() noexcept { return &rows_; }
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] const std::tuple<V...>& operator[](std::size_t row) const noexcept { return rows_[row]; }
  void clear() noexcept { rows_.clear(); }

 private:
  std::vector<std::tuple<V...>> rows_{};
};
template <class T>
class PortionRows<Ptr<T>> {
 public:
  static constexpr RowFunction take = &Handles::take;
  [[nodiscard]] void* place() noexcept { return &handles_; }
  [[nodiscard]] std::size_t size() const noexcept { return handles_.size(); }
  [[nodiscard]] const Ptr<T> operator[](std::size_t row) const noexcept { return Ptr<T>::adopt(handles_.data()[row]); }
  void clear() noexcept { handles_.clear(); }

 private:
  Handles handles_{};
};

}  // namespace detail

/// A range that is gone through once. May outlive its session, and cannot be read any more then. Its iterators are good
/// as long as it stays where it is; moving on to the next portion throws what a statement throws.
template <class Row>
class Stream {
 public:
  using value_type = Row;

  /// With its first portion.
  explicit Stream(detail::StreamHandle opened) : stream_(std::move(opened)) { read(); }
  Stream(Stream&& other) noexcept
      : stream_(std::move(other.stream_)), rows_(std::move(other.rows_)), row_(std::exchange(other.row_, 0)) {
    other.rows_.clear();
  }
  Stream& operator=(Stream&& other) noexcept {
    close();
    std::swap(rows_, other.rows_);
    std::swap(row_, other.row_);
    std::swap(stream_, other.stream_);
    return *this;
  }
  ~Stream() { close(); }

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = decltype(std::declval<const detail::PortionRows<Row>&>()[0]);

    iterator() noexcept = default;
    explicit iterator(Stream& stream) noexcept : stream_(&stream) {}
    reference operator*() const noexcept { return stream_->rows_[stream_->row_]; }
    iterator& operator++() {
      stream_->advance();
      return *this;
    }
    void operator++(int) { stream_->advance(); }
    friend bool operator==(const iterator& one, std::default_sentinel_t) noexcept { return one.at_end(); }

   private:
    [[nodiscard]] bool at_end() const noexcept { return stream_->at_end(); }

    Stream* stream_ = nullptr;
  };

  /// Where the program is: at the first row that was not gone past. Throws `UsageError` where it ended before all was read.
  [[nodiscard]] iterator begin() {
    if (at_end()) read();
    return iterator(*this);
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return std::default_sentinel; }

  /// All rows that are still to come, in memory.
  [[nodiscard]] std::vector<Row> all() {
    std::vector<Row> rows;
    for (auto row = begin(); row != end(); ++row) rows.push_back(*row);
    return rows;
  }
  // One row of those that are still to come, as of a `Result`; nothing can be read after that.
  /// The first one; without rows an empty one (an empty handle, a value like `Row{}`).
  [[nodiscard]] Row first() {
    Row row = at_end() ? Row{} : rows_[row_];
    close();
    return row;
  }
  /// The only one. Throws `NoResultError` when there is none, `MultipleResultsError` when there are more.
  [[nodiscard]] Row one() {
    if (at_end()) detail::throw_no_row();
    return one_or_none();
  }
  /// The only one, or an empty one. Throws `MultipleResultsError` when there are more.
  [[nodiscard]] Row one_or_none() {
    Row row = at_end() ? Row{} : rows_[row_];
    if (!at_end()) advance();
    const bool several = !at_end();
    close();
    if (several) detail::throw_several_rows();
    return row;
  }

  /// Ends it now, whatever is still to come.
  void close() noexcept {
    rows_.clear();
    row_ = 0;
    stream_.reset();
  }

 private:
  [[nodiscard]] bool at_end() const noexcept { return row_ == rows_.size(); }
  void advance() {
    if (++row_ == rows_.size()) read();
  }
  void read() {
    rows_.clear();
    row_ = 0;
    if (!stream_ || detail::read_portion(*stream_, rows_.place())) return;
    stream_.reset();
  }

  detail::StreamHandle stream_;
  detail::PortionRows<Row> rows_{};
  std::size_t row_ = 0;
};

}  // namespace weft
