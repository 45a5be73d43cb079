// SPDX-License-Identifier: MIT
//
// The rows of a statement.
//
//   for (const weft::Ptr<Post>& post : session.scalars(stmt)) ...
//   std::vector<weft::Ptr<Post>> posts = session.scalars(stmt).all();
//   for (auto [username, count] : session.execute(per_user)) ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "weft/mapping/type_traits.hpp"
#include "weft/session/ptr.hpp"

namespace weft {

namespace detail {

/// One row while it is being read: for each thing selected, an instance or a cell.
struct RowItem {
  Instance* instance = nullptr;
  Cell cell{};
};
/// Takes in one row; `items` is good during the call.
using RowFunction = void (*)(void* rows, const RowItem* items);

[[noreturn]] void throw_unreadable(std::size_t column, const Cell& cell, const TypeOps& ops);
[[noreturn]] void throw_no_row();
[[noreturn]] void throw_several_rows();

template <class V>
struct RowValue {
  static V read(const RowItem& item, std::size_t column) {
    V value{};
    if (!type_ops<V>().read(item.cell, &value)) throw_unreadable(column, item.cell, type_ops<V>());
    return value;
  }
};
template <class T>
struct RowValue<Ptr<T>> {
  static Ptr<T> read(const RowItem& item, std::size_t) { return Ptr<T>::adopt(item.instance); }
};

template <class Row>
struct RowReader;
template <class... V>
struct RowReader<std::tuple<V...>> {
  static void take(void* rows, const RowItem* items) {
    append(*static_cast<std::vector<std::tuple<V...>>*>(rows), items, std::index_sequence_for<V...>{});
  }
  template <std::size_t... Index>
  static void append(std::vector<std::tuple<V...>>& rows, const RowItem* items, std::index_sequence<Index...>) {
    rows.emplace_back(RowValue<V>::read(items[Index], Index)...);
  }
};
/// Handles without a type: the results of all entity types share this code.
class Handles {
 public:
  Handles() noexcept = default;
  Handles(const Handles& other);
  Handles(Handles&& other) noexcept = default;
  Handles& operator=(Handles other) noexcept {
    instances_.swap(other.instances_);
    return *this;
  }
  ~Handles();

  /// A `RowFunction`: takes the first thing of the row, which is an instance.
  static void take(void* handles, const RowItem* items);
  void clear() noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return instances_.size(); }
  [[nodiscard]] Instance* const* data() const noexcept { return instances_.data(); }

 private:
  std::vector<Instance*> instances_{};
};

template <class V>
struct ScalarReader {
  static void take(void* rows, const RowItem* items) {
    static_cast<std::vector<V>*>(rows)->push_back(RowValue<V>::read(items[0], 0));
  }
};

}  // namespace detail

/// The rows of a statement that was executed; all of them are in memory. Moving through one gives rows; those
/// of a single entity are handles, made as they are read.
template <class Row>
class Result {
 public:
  using value_type = Row;

  Result(std::vector<Row> rows, std::int64_t affected) : rows_(std::move(rows)), affected_(affected) {}

  [[nodiscard]] auto begin() const noexcept { return rows_.begin(); }
  [[nodiscard]] auto end() const noexcept { return rows_.end(); }
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  [[nodiscard]] const std::vector<Row>& all() const& noexcept { return rows_; }
  [[nodiscard]] std::vector<Row> all() && noexcept { return std::move(rows_); }
  /// The first row; without rows an empty one (an empty handle, a value like `Row{}`).
  [[nodiscard]] Row first() const { return rows_.empty() ? Row{} : rows_.front(); }
  /// The only row. Throws `NoResultError` when there is none, `MultipleResultsError` when there are more.
  [[nodiscard]] Row one() const {
    if (rows_.empty()) detail::throw_no_row();
    return one_or_none();
  }
  /// The only row, or an empty one. Throws `MultipleResultsError` when there are more.
  [[nodiscard]] Row one_or_none() const {
    if (rows_.size() > 1) detail::throw_several_rows();
    return first();
  }
  /// Rows that an INSERT, UPDATE or DELETE matched.
  [[nodiscard]] std::int64_t affected_rows() const noexcept { return affected_; }

 private:
  std::vector<Row> rows_;
  std::int64_t affected_;
};

template <class T>
class Result<Ptr<T>> {
 public:
  using value_type = Ptr<T>;

  explicit Result(detail::Handles handles) noexcept : handles_(std::move(handles)) {}

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Ptr<T>;
    using difference_type = std::ptrdiff_t;
    using reference = const Ptr<T>;
    using pointer = void;

    iterator() noexcept = default;
    explicit iterator(Instance* const* place) noexcept : place_(place) {}
    reference operator*() const noexcept { return Ptr<T>::adopt(*place_); }
    iterator& operator++() noexcept {
      ++place_;
      return *this;
    }
    iterator operator++(int) noexcept { return iterator(place_++); }
    friend bool operator==(const iterator&, const iterator&) noexcept = default;

   private:
    Instance* const* place_ = nullptr;
  };

  [[nodiscard]] iterator begin() const noexcept { return iterator(handles_.data()); }
  [[nodiscard]] iterator end() const noexcept { return iterator(handles_.data() + handles_.size()); }
  [[nodiscard]] std::size_t size() const noexcept { return handles_.size(); }
  [[nodiscard]] bool empty() const noexcept { return handles_.size() == 0; }

  [[nodiscard]] std::vector<Ptr<T>> all() const {
    std::vector<Ptr<T>> handles;
    handles.reserve(size());
    for (std::size_t index = 0; index < size(); ++index) handles.push_back(Ptr<T>::adopt(handles_.data()[index]));
    return handles;
  }
  /// The first entity, or an empty handle.
  [[nodiscard]] Ptr<T> first() const noexcept { return empty() ? Ptr<T>() : *begin(); }
  /// The only entity. Throws `NoResultError` when there is none, `MultipleResultsError` when there are more.
  [[nodiscard]] Ptr<T> one() const {
    if (empty()) detail::throw_no_row();
    return one_or_none();
  }
  /// The only entity, or an empty handle. Throws `MultipleResultsError` when there are more.
  [[nodiscard]] Ptr<T> one_or_none() const {
    if (size() > 1) detail::throw_several_rows();
    return first();
  }

 private:
  detail::Handles handles_;
};

}  // namespace weft
