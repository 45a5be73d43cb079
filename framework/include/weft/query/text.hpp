// SPDX-License-Identifier: MIT
//
// SQL as the program writes it, with named parameters.
//
//   session.execute(weft::text("SELECT count(*) FROM item WHERE price > :p").bind("p", 10.0));
//   session.execute(weft::text("SELECT id, name FROM item").columns<std::int64_t, std::string>());
//   weft::select<Item>().where(weft::text("name ~ :pattern").bind("pattern", "^a").as<bool>());
//
// The text goes to the database as it is, in that database's own dialect; only :name becomes its
// placeholder (not inside quotes, and not after another colon). Never build the text from values.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "weft/query/expression.hpp"
#include "weft/query/select_builder.hpp"

namespace weft {

namespace detail {

/// The text with one more parameter.
[[nodiscard]] NodePtr with_parameter(const NodePtr& text, std::string_view name, const NodePtr& value);

}  // namespace detail

/// A text whose rows have these types; none: it returns nothing, or rows whose types nobody said.
template <class... Row>
class Text {
 public:
  explicit Text(sql::NodePtr node) noexcept : node_(std::move(node)) {}

  /// Gives the parameter `name` a value: anything a column can hold, std::nullopt, or an optional. Throws
  /// `UsageError` when it has one.
  template <class V>
  [[nodiscard]] Text bind(std::string_view name, const V& value) const {
    if constexpr (detail::is_null_value<V>)
      return Text(detail::with_parameter(node_, name, detail::null_parameter({})));
    else
      return Text(detail::with_parameter(node_, name, detail::stored<detail::ValueOfT<V>>(value, nullptr)));
  }
  /// Says what each column of the result is read into; std::optional for those that may be NULL.
  template <class... T>
  [[nodiscard]] Text<T...> columns() const {
    return Text<T...>(node_);
  }
  /// The text as a part of another statement, with a value of type T.
  template <class T>
  [[nodiscard]] Expression<T> as() const {
    return Expression<T>(node_);
  }

  /// The tree: a node of kind `raw`.
  [[nodiscard]] const sql::Node& statement() const noexcept { return *node_; }
  [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }
  [[nodiscard]] static std::vector<detail::SelectedItem> items() {
    return {detail::SelectedItem{.ops = &detail::type_ops<Row>()}...};
  }

 private:
  sql::NodePtr node_;
};

[[nodiscard]] inline Text<> text(std::string_view sql) { return Text<>(detail::raw(sql)); }

}  // namespace weft
