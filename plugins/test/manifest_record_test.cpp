// SPDX-License-Identifier: MIT
#include "manifest_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "weft/plugin/manifest.hpp"

namespace weft::plugins {
namespace {

using testing::HasSubstr;

const std::string head = "manifest = 1\nkind = dialect\nname = pond\nversion = 1.0.0\n";

TEST(ManifestRecord, passes_over_keys_it_does_not_know) {
  const Found<ManifestRecord> found = parse_manifest(head + "weft_abi = 3\nmood = calm\nschemes = a  b \n");

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->abi, 3U);
  EXPECT_THAT(found.value->schemes, testing::ElementsAre("a", "b"));
}

TEST(ManifestRecord, keeps_what_stands_behind_a_second_equals_sign) {
  const Found<ManifestRecord> found = parse_manifest(head + "weft_abi = 3\nsummary = a = b\n");

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->summary, "a = b");
}

TEST(ManifestRecord, says_which_part_makes_no_sense) {
  EXPECT_EQ(parse_manifest(head + "weft_abi = 3").why_not, "the last line of its manifest is cut off");
  EXPECT_EQ(parse_manifest(head + "weft_abi = -3\n").why_not,
            "its manifest says weft_abi \"-3\", which is not a number");
  EXPECT_EQ(parse_manifest(head + "weft_abi = 99999999999\n").why_not,
            "its manifest says weft_abi \"99999999999\", which is not a number");
  EXPECT_EQ(parse_manifest("manifest = 1\nkind = dialect\nname = ../pond\n").why_not,
            "its manifest says \"../pond\", which cannot be the name of a plugin");
  EXPECT_EQ(parse_manifest("manifest = 1\nkind = duck\n").why_not,
            "its manifest says kind \"duck\", which is neither dialect nor strategy");
  EXPECT_EQ(parse_manifest(head + "version = one\nweft_abi = 1\n").why_not,
            "its manifest says \"one\", which is not a version");
  EXPECT_EQ(parse_manifest("").why_not, "its manifest has the format \"\", this program reads \"1\"");
}

TEST(ManifestRecord, shows_no_control_characters_of_a_foreign_file) {
  const Found<ManifestRecord> found = parse_manifest("\x1b[2J\x07\n");

  EXPECT_EQ(found.why_not, "its manifest has a line \"?[2J?\" without a value");
  EXPECT_THAT(parse_manifest(head + "summary = \x1b[2J\n").why_not, HasSubstr("control characters in \"summary\""));
}

// The macros refuse these at compile time, with the same functions.
static_assert(is_plugin_name("a") && is_plugin_name("peers_2") && is_plugin_name("a2345678901234567890123456789012"));
static_assert(!is_plugin_name("") && !is_plugin_name("2nd") && !is_plugin_name("_a") && !is_plugin_name("Peers"));
static_assert(!is_plugin_name("a-b") && !is_plugin_name("a23456789012345678901234567890123"));
static_assert(is_plugin_version("1.0.0") && is_plugin_version("10.20.30-rc.1") && is_plugin_version("0.1.0+g12ab"));
static_assert(!is_plugin_version("") && !is_plugin_version("1.0") && !is_plugin_version("1..0"));
static_assert(!is_plugin_version("1.0.0.0") && !is_plugin_version("1.0.0-") && !is_plugin_version("v1.0.0"));
static_assert(is_scheme_list("mysql mariadb") && !is_scheme_list("My") && !is_one_line("a\nb"));

TEST(ManifestRecord, reads_what_the_writer_writes) {
  constexpr DialectManifest manifest{.name = "pond", .version = "1.0.0", .summary = "water"};
  constexpr std::size_t size = write_manifest(manifest, nullptr);
  constexpr auto text = manifest_text<size>(manifest);

  const Found<ManifestRecord> found = parse_manifest(std::string_view(text.text, size));

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->abi, abi_number);
  EXPECT_EQ(found.value->abi_tag, abi_tag);
  EXPECT_THAT(found.value->schemes, testing::ElementsAre("pond"));
  EXPECT_EQ(found.value->license, "");
}

} // namespace
} // namespace weft::plugins
