// SPDX-License-Identifier: MIT
#include "weft/mapping/array.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "mapping/cells.hpp"

namespace mapping_test {
namespace {

using testing::ElementsAre;
using testing::Optional;
using weft::Cell;
using weft::SqlType;
using weft::TypeKind;
using weft::Value;

using Bytes = std::vector<std::byte>;

template <class V>
std::optional<std::vector<V>> elements(std::string_view text) {
  return read<std::vector<V>>(Cell::text(text));
}

TEST(Array, travels_as_one_text) {
  EXPECT_EQ(bound(std::vector<std::int64_t>{1, -2}), Value::text("{1,-2}"));
  EXPECT_EQ(bound(std::vector<std::int64_t>{}), Value::text("{}"));
  EXPECT_EQ(bound(std::vector<bool>{true, false}), Value::text("{1,0}"));
  EXPECT_EQ(bound(std::vector<std::optional<int>>{1, std::nullopt}), Value::text("{1,NULL}"));
  EXPECT_EQ(bound(std::vector<double>{0.5, -std::numeric_limits<double>::infinity(), std::nan("")}),
            Value::text("{0.5,-Infinity,NaN}"));
  EXPECT_EQ(bound(std::vector<Bytes>{{std::byte{0}, std::byte{255}}}), Value::text(R"({"\\x00ff"})"));
}

TEST(Array, keeps_texts_apart_whatever_they_hold) {
  EXPECT_EQ(bound(std::vector<std::string>{"a \"q\" \\,{}", "NULL", ""}), Value::text(R"({"a \"q\" \\,{}","NULL",""})"));
  EXPECT_THAT(elements<std::string>(R"({"a \"q\" \\,{}","NULL","",plain})"), Optional(ElementsAre("a \"q\" \\,{}", "NULL", "", "plain")));
}

TEST(Array, is_read_as_databases_write_it) {
  EXPECT_THAT(elements<bool>("{t,f}"), Optional(ElementsAre(true, false)));
  EXPECT_THAT(elements<std::int16_t>("[2:3]={7,8}"), Optional(ElementsAre(7, 8)));
  EXPECT_THAT(elements<std::string>("{}"), Optional(ElementsAre()));
  EXPECT_THAT(elements<float>("{3.4028235e+38}"), Optional(ElementsAre(std::numeric_limits<float>::max())));
  EXPECT_THAT(elements<std::optional<std::string>>("{NULL,\"NULL\"}"), Optional(ElementsAre(std::nullopt, Optional(std::string("NULL")))));
  EXPECT_THAT(elements<Bytes>(R"({"\\x00ff","\\x"})"), Optional(ElementsAre(Bytes{std::byte{0}, std::byte{255}}, Bytes{})));
}

TEST(Array, refuses_what_is_none) {
  for (const char* text : {"", "1", "{", "{1", "{1,}", "{,1}", "{1}x", "{{1,2},{3,4}}", "{1 2}", "{\"1}", "{\"1\\"})
    EXPECT_EQ(elements<int>(text), std::nullopt) << text;
  EXPECT_EQ(elements<int>("{1,NULL}"), std::nullopt) << "the element has no place for NULL";
  EXPECT_EQ(elements<std::int16_t>("{40000}"), std::nullopt);
  EXPECT_EQ(read<std::vector<int>>(Cell::of(std::int64_t{1})), std::nullopt);
}

TEST(Array, has_the_type_of_its_elements) {
  EXPECT_EQ(ops<std::vector<std::string>>().sql_type, (SqlType{TypeKind::array, 0, 0, 0, TypeKind::text}));
  EXPECT_EQ(ops<std::vector<std::optional<std::int32_t>>>().sql_type.element, TypeKind::int32);
  EXPECT_EQ(ops<Bytes>().sql_type.kind, TypeKind::blob) << "bytes are no array";
  EXPECT_TRUE(ops<std::optional<std::vector<int>>>().nullable);
  EXPECT_FALSE(weft::detail::Storable<std::vector<std::uint8_t>>) << "bytes, or numbers?";
  EXPECT_FALSE(weft::detail::Storable<std::vector<std::vector<int>>>);
}

TEST(Array, is_equal_when_its_elements_are) {
  const std::vector<double> numbers{1.5, std::nan("")};
  const std::vector<double> same = numbers;
  const std::vector<double> other{1.5};

  EXPECT_TRUE(ops<std::vector<double>>().equal(&numbers, &same));
  EXPECT_FALSE(ops<std::vector<double>>().equal(&numbers, &other));
}

}  // namespace
}  // namespace mapping_test
