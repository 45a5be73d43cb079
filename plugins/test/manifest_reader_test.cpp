// SPDX-License-Identifier: MIT
#include "manifest_reader.hpp"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <link.h>

#include <algorithm>
#include <cstring>
#include <random>

#include "support/sandbox.hpp"
#include "weft/plugin/abi.hpp"
#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {
namespace {

using test::end_of_segments;
using test::fixture;
using test::read_file;
using test::Sandbox;
using test::write_file;
using testing::HasSubstr;

TEST(ManifestReader, reads_what_the_macro_was_told) {
  const Found<ManifestRecord> found = read_manifest(fixture("strategy", "good"));

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->kind, "strategy");
  EXPECT_EQ(found.value->name, "good");
  EXPECT_EQ(found.value->version, "1.2.3-rc.1");
  EXPECT_EQ(found.value->summary, "has nothing wrong");
  EXPECT_EQ(found.value->license, "MIT");
  EXPECT_EQ(found.value->install_hint, "apt-get install goodness");
  EXPECT_EQ(found.value->abi, abi_number);
  EXPECT_EQ(found.value->abi_tag, abi_tag);
  EXPECT_EQ(found.value->built_with, built_with);
}

TEST(ManifestReader, reads_the_schemes_of_a_dialect) {
  const Found<ManifestRecord> found = read_manifest(fixture("dialect", "pond"));

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_THAT(found.value->schemes, testing::ElementsAre("lake", "tarn"));
}

TEST(ManifestReader, says_of_a_text_file_that_it_is_no_library) {
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "just some words, more than a header has bytes, and none of them means anything\n");

  const Found<ManifestRecord> found = read_manifest(sandbox.path("x.so"));

  EXPECT_FALSE(found.value);
  EXPECT_EQ(found.why_not, "is not a shared library");
}

TEST(ManifestReader, says_of_an_empty_file_that_it_is_empty) {
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "");

  EXPECT_EQ(read_manifest(sandbox.path("x.so")).why_not, "is empty");
}

TEST(ManifestReader, says_of_a_folder_that_it_is_no_file) {
  EXPECT_EQ(read_manifest("/tmp").why_not, "is not a regular file");
}

TEST(ManifestReader, says_of_a_missing_file_that_it_is_missing) {
  EXPECT_EQ(read_manifest("/nowhere/x.so").why_not, "cannot be opened: No such file or directory");
}

TEST(ManifestReader, says_of_another_library_that_it_is_no_plugin) {
  Sandbox sandbox;
  std::string bytes = read_file(fixture("strategy", "good"));
  ASSERT_GT(test::patch(bytes, std::string_view("WEFT\0", 5), std::string_view("XEFT\0", 5)), 0);
  write_file(sandbox.path("x.so"), bytes);

  EXPECT_EQ(read_manifest(sandbox.path("x.so")).why_not, "is not a plugin of weft: it has no manifest");
}

TEST(ManifestReader, says_of_another_machines_library_that_it_is_one) {
  Sandbox sandbox;
  std::string bytes = read_file(fixture("strategy", "good"));
  bytes[offsetof(ElfW(Ehdr), e_machine)] = 8; // MIPS
  write_file(sandbox.path("x.so"), bytes);

  EXPECT_EQ(read_manifest(sandbox.path("x.so")).why_not, "is built for another machine");
}

TEST(ManifestReader, says_of_a_manifest_of_the_future_that_it_cannot_read_it) {
  Sandbox sandbox;
  std::string bytes = read_file(fixture("strategy", "good"));
  ASSERT_GT(test::patch(bytes, "manifest = 1\n", "manifest = 2\n"), 0);
  write_file(sandbox.path("x.so"), bytes);

  EXPECT_EQ(read_manifest(sandbox.path("x.so")).why_not, "its manifest has the format \"2\", this program reads \"1\"");
}

TEST(ManifestReader, refuses_a_note_whose_head_contradicts_its_text) {
  Sandbox sandbox;
  const std::string own = "weft_abi = " + std::to_string(abi_number % 10) + "\n";
  std::string bytes = read_file(fixture("strategy", "good"));
  ASSERT_GT(test::patch(bytes, own, "weft_abi = 9\n"), 0);
  write_file(sandbox.path("x.so"), bytes);

  EXPECT_EQ(read_manifest(sandbox.path("x.so")).why_not, "has a manifest whose head and text disagree");
}

// Opening such a file would be a SIGBUS and not an error.
TEST(ManifestReader, refuses_a_library_cut_off_anywhere_within_its_segments) {
  Sandbox sandbox;
  const std::string bytes = read_file(fixture("strategy", "good"));
  const std::size_t end = end_of_segments(bytes);
  ASSERT_GT(end, 1000U);
  ASSERT_LE(end, bytes.size());
  const std::size_t step = std::max<std::size_t>(1, end / 100);

  for (std::size_t size = 0; size < end; size += size < 100 ? 1 : step) {
    write_file(sandbox.path("x.so"), std::string_view(bytes).substr(0, size));
    const Found<ManifestRecord> found = read_manifest(sandbox.path("x.so"));
    EXPECT_FALSE(found.value) << size << " of " << bytes.size() << " bytes";
    EXPECT_FALSE(found.why_not.empty()) << size;
  }
  write_file(sandbox.path("x.so"), std::string_view(bytes).substr(0, end - 1));
  EXPECT_THAT(read_manifest(sandbox.path("x.so")).why_not, HasSubstr("is cut off: it has " + std::to_string(end - 1)));
}

TEST(ManifestReader, needs_nothing_behind_the_segments) {
  Sandbox sandbox;
  const std::string bytes = read_file(fixture("strategy", "good"));
  write_file(sandbox.path("x.so"), std::string_view(bytes).substr(0, end_of_segments(bytes)));

  const Found<ManifestRecord> found = read_manifest(sandbox.path("x.so"));

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->name, "good");
}

// What is asked is that nothing crashes and that a refusal has a reason; the sanitizer builds watch.
void read_mutants(std::size_t mutants, std::size_t from, std::size_t to) {
  Sandbox sandbox;
  const std::string good = read_file(fixture("strategy", "good"));
  std::mt19937 random(20260101);
  std::uniform_int_distribution<std::size_t> position(from, std::min(to, good.size() - 1));
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<int> changes(1, 8);

  for (std::size_t i = 0; i < mutants; ++i) {
    std::string bytes = good;
    for (int n = changes(random); n > 0; --n)
      bytes[position(random)] = static_cast<char>(byte(random));
    write_file(sandbox.path("x.so"), bytes);
    const Found<ManifestRecord> found = read_manifest(sandbox.path("x.so"));
    EXPECT_NE(found.value.has_value(), !found.why_not.empty());
  }
}

TEST(ManifestReader, survives_random_changes_of_the_headers) {
  read_mutants(400, 0, sizeof(ElfW(Ehdr)) + 12 * sizeof(ElfW(Phdr)));
}

TEST(ManifestReader, survives_random_changes_of_the_note) {
  const std::string bytes = read_file(fixture("strategy", "good"));
  const std::size_t note = bytes.find(std::string_view("WEFT\0", 5));
  ASSERT_NE(note, std::string::npos);

  read_mutants(400, note - 12, note + 400);
}

TEST(ManifestReader, survives_lengths_that_go_round) {
  Sandbox sandbox;
  const std::string good = read_file(fixture("strategy", "good"));
  const std::size_t note = good.find(std::string_view("WEFT\0", 5));
  ASSERT_NE(note, std::string::npos);

  for (std::size_t field : {note - 12, note - 8, note + 8 + offsetof(weft_plugin_note, manifest_size)}) {
    for (std::uint32_t length : {0U, 1U, 3U, 0x7fffffffU, 0x80000000U, 0xfffffffcU, 0xfffffffdU, 0xffffffffU}) {
      std::string bytes = good;
      std::memcpy(bytes.data() + field, &length, sizeof length);
      write_file(sandbox.path("x.so"), bytes);
      const Found<ManifestRecord> found = read_manifest(sandbox.path("x.so"));
      EXPECT_FALSE(found.value) << field - note << " " << length;
      EXPECT_FALSE(found.why_not.empty());
    }
  }
}

} // namespace
} // namespace weft::plugins
