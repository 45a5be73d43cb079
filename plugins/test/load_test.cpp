// SPDX-License-Identifier: MIT
// Plugins that are wrong on purpose: each has its own message, and none takes the program down.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "support/sandbox.hpp"
#include "weft/error.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin/abi.hpp"
#include "weft/plugin/plugin.hpp"

namespace weft::plugins {
namespace {

using test::fixture;
using test::patch;
using test::read_file;
using test::Sandbox;
using test::write_file;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const PluginError& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

std::string refusal(const std::string& file, const PluginSearch& search = {}) {
  return refusal([&] { load(file, search); });
}

// A copy of the good plugin in which every `from` is `to`.
std::string patched(Sandbox& sandbox, std::string_view from, std::string_view to) {
  std::string bytes = read_file(fixture("strategy", "good"));
  if (patch(bytes, from, to) == 0)
    throw std::runtime_error("nothing to patch");
  write_file(sandbox.path("libweft_strategy_good.so"), bytes);
  return sandbox.path("libweft_strategy_good.so");
}

TEST(Load, makes_the_object_and_describes_the_plugin) {
  const PluginInfo info = load(fixture("strategy", "good"));

  EXPECT_EQ(info.kind, "strategy");
  EXPECT_EQ(info.name, "good");
  EXPECT_EQ(info.version, "1.2.3-rc.1");
  EXPECT_EQ(info.file, fixture("strategy", "good"));
  EXPECT_EQ(info.abi, abi_number);
  EXPECT_TRUE(info.loaded);
  EXPECT_FALSE(info.linked);
  EXPECT_EQ(info.why_not, "");
  EXPECT_EQ(plugin_source().strategy("good", {}).name(), "good");
}

TEST(Load, takes_a_file_of_any_name) {
  Sandbox sandbox;
  write_file(sandbox.path("mine.so"), read_file(fixture("strategy", "good")));

  EXPECT_EQ(load(sandbox.path("mine.so")).name, "good");
}

TEST(Load, refuses_a_file_whose_name_lies) {
  Sandbox sandbox;
  write_file(sandbox.path("libweft_dialect_good.so"), read_file(fixture("strategy", "good")));

  EXPECT_THAT(refusal(sandbox.path("libweft_dialect_good.so")),
              HasSubstr("is the strategy \"good\" by its manifest: its file must be called libweft_strategy_good.so"));
}

TEST(Load, refuses_another_abi_number) {
  Sandbox sandbox;
  std::string bytes = read_file(fixture("strategy", "good"));
  const std::string number = std::to_string(abi_number);
  ASSERT_EQ(number.size(), 1U);
  ASSERT_GT(patch(bytes, "weft_abi = " + number, "weft_abi = 9"), 0);
  const std::size_t magic = bytes.find("weftplug", bytes.find(std::string_view("WEFT\0", 5)));
  ASSERT_NE(magic, std::string::npos);
  bytes[magic + 8] = 9;
  write_file(sandbox.path("libweft_strategy_good.so"), bytes);

  EXPECT_EQ(refusal(sandbox.path("libweft_strategy_good.so")),
            "cannot load the strategy \"good\": built for plugin ABI 9, this program has " + number +
                "\n  file          " + sandbox.path("libweft_strategy_good.so") +
                "\n  version       1.2.3-rc.1\n  built with    " + std::string(built_with) +
                "\n  install hint  apt-get install goodness");
}

TEST(Load, refuses_another_abi_tag) {
  Sandbox sandbox;
  std::string other(abi_tag);
  other.replace(0, 5, "minix");

  EXPECT_THAT(refusal(patched(sandbox, abi_tag, other)),
              HasSubstr("built for \"" + other + "\", this program is \"" + std::string(abi_tag) + "\""));
}

TEST(Load, reports_an_exception_of_the_plugins_constructor) {
  EXPECT_THAT(refusal(fixture("strategy", "throwing")),
              AllOf(StartsWith("cannot load the strategy \"throwing\": making its object failed: no luck today\n"),
                    HasSubstr("install hint  try again tomorrow")));
}

TEST(Load, reports_an_object_of_another_name) {
  EXPECT_THAT(refusal(fixture("strategy", "other_name")),
              StartsWith("cannot load the strategy \"other_name\": its object calls itself \"somebody_else\", "
                         "its manifest says \"other_name\"\n"));
}

TEST(Load, reports_a_missing_entry_in_the_loaders_words) {
  EXPECT_THAT(refusal(fixture("strategy", "no_symbol")),
              AllOf(StartsWith("cannot load the strategy \"no_symbol\": the system loader says: "),
                    HasSubstr("undefined symbol: weft_plugin_entry")));
}

TEST(Load, reports_an_unresolved_symbol_in_the_loaders_words) {
  EXPECT_THAT(refusal(fixture("strategy", "unresolved")),
              AllOf(StartsWith("cannot load the strategy \"unresolved\": the system loader says: "),
                    HasSubstr("undefined symbol: weft_fixture_nobody_has_this"),
                    HasSubstr("install hint  apt-get install libnobody")));
}

TEST(Load, reports_a_descriptor_unlike_the_note) {
  EXPECT_THAT(
      refusal(fixture("strategy", "unlike_note")),
      StartsWith("cannot load the strategy \"unlike_note\": its descriptor has another manifest than its file\n"));
}

TEST(Load, reports_files_that_are_no_libraries) {
  Sandbox sandbox;
  write_file(sandbox.path("libweft_dialect_text.so"), "words\n");
  write_file(sandbox.path("empty.so"), "");

  EXPECT_EQ(refusal(sandbox.path("libweft_dialect_text.so")),
            "cannot load the dialect \"text\": is not a shared library\n  file          " +
                sandbox.path("libweft_dialect_text.so"));
  EXPECT_EQ(refusal(sandbox.path("empty.so")),
            "cannot load the plugin: is empty\n  file          " + sandbox.path("empty.so"));
  EXPECT_THAT(refusal("relative.so"), StartsWith("cannot load the plugin: is not an absolute path\n"));
  EXPECT_THAT(refusal("/nowhere/x.so"), StartsWith("cannot load the plugin: cannot be opened: No such file"));
}

TEST(Load, refuses_a_file_cut_off_anywhere) {
  Sandbox sandbox;
  const std::string bytes = read_file(fixture("strategy", "good"));
  const std::size_t end = test::end_of_segments(bytes);

  for (std::size_t part = 0; part < 40; ++part) {
    const std::string file = sandbox.path("cut" + std::to_string(part) + ".so");
    write_file(file, std::string_view(bytes).substr(0, end * part / 40));
    EXPECT_THAT(refusal(file), StartsWith("cannot load the plugin: is ")) << part;
  }
}

TEST(Load, needs_nothing_behind_the_segments) {
  Sandbox sandbox;
  const std::string bytes = read_file(fixture("strategy", "good"));
  write_file(sandbox.path("cut.so"), std::string_view(bytes).substr(0, test::end_of_segments(bytes)));

  EXPECT_EQ(load(sandbox.path("cut.so")).name, "good");
}

TEST(Load, obeys_the_lists_and_the_lock_file) {
  Sandbox sandbox;
  const std::string file = sandbox.copy("strategy", "good");
  const std::string lock = sandbox.path("weft.lock");

  EXPECT_THAT(refusal(file, {.deny = {"good"}}), HasSubstr("\"good\" is on the list of plugins that are denied"));
  EXPECT_THAT(refusal(file, {.allow = {"peers"}}),
              HasSubstr("\"good\" is not on the list of plugins that are allowed"));
  write_file(lock, std::string(64, '0') + "  libweft_strategy_good.so\n");
  EXPECT_THAT(refusal(file, {.lock_file = lock}), HasSubstr("is not the one in the lock file " + lock));
  write_file(lock, lock_line(file) + "\n");
  EXPECT_EQ(load(file, {.lock_file = lock}).name, "good");
}

TEST(Load, locks_no_file_that_is_not_there) {
  EXPECT_EQ(refusal([] { (void)lock_line("/nowhere/x.so"); }),
            "cannot lock the plugin /nowhere/x.so: it cannot be read");
}

} // namespace
} // namespace weft::plugins
