// SPDX-License-Identifier: MIT
#include "weft/mapping/uuid.hpp"

#include <gtest/gtest.h>

#include <unordered_set>

#include "mapping/cells.hpp"

namespace mapping_test {
namespace {

using weft::Cell;
using weft::Uuid;

constexpr const char* dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

TEST(Uuid, is_read_in_every_usual_form_and_written_in_one) {
  EXPECT_EQ(Uuid(dns).to_string(), dns);
  EXPECT_EQ(Uuid("6BA7B8109DAD11D180B400C04FD430C8").to_string(), dns);
  EXPECT_EQ(Uuid("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}").to_string(), dns);
  EXPECT_EQ(Uuid().to_string(), "00000000-0000-0000-0000-000000000000");
  EXPECT_TRUE(Uuid().is_nil());
}

TEST(Uuid, refuses_anything_else) {
  for (const char* text : {"", "6ba7b810", "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
                           "6ba7b810x9dad-11d1-80b4-00c04fd430c8", "{6ba7b810-9dad-11d1-80b4-00c04fd430c8"})
    EXPECT_EQ(Uuid::parse(text), std::nullopt) << text;
  EXPECT_THROW(Uuid("nobody"), weft::UsageError);
}

TEST(Uuid, is_random_when_asked) {
  std::unordered_set<Uuid> made;

  for (int i = 0; i < 100; ++i)
    made.insert(Uuid::random());

  EXPECT_EQ(made.size(), 100U);
  for (const Uuid& each : made) {
    EXPECT_EQ(each.to_string()[14], '4');
    EXPECT_NE(std::string("89ab").find(each.to_string()[19]), std::string::npos);
  }
}

TEST(Uuid, travels_as_text_and_is_read_from_bytes_too) {
  const Uuid uuid(dns);
  const std::string bytes(reinterpret_cast<const char*>(uuid.bytes().data()), 16);

  EXPECT_EQ(bound(uuid), weft::Value::text(dns));
  EXPECT_EQ(read<Uuid>(Cell::text(dns)), uuid);
  EXPECT_EQ(read<Uuid>(Cell::blob(bytes)), uuid);
  EXPECT_EQ(read<Uuid>(Cell::of(std::int64_t{1})), std::nullopt);
}

TEST(Json, travels_as_it_is_written) {
  EXPECT_EQ(weft::Json().text(), "null");
  EXPECT_EQ(bound(weft::Json("{ \"a\": 1 }")), weft::Value::text("{ \"a\": 1 }"));
  EXPECT_EQ(read<weft::Json>(Cell::text("[1]")), weft::Json("[1]"));
  EXPECT_EQ(read<weft::Json>(Cell::of(std::int64_t{5})), weft::Json("5"));
  EXPECT_EQ(read<weft::Json>(Cell::null()), std::nullopt);
}

} // namespace
} // namespace mapping_test
