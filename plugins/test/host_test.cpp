// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "library.hpp"
#include "support/sandbox.hpp"
#include "weft/dialect/dialect.hpp"
#include "weft/error.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin/abi.hpp"
#include "weft/plugin/plugin.hpp"

namespace weft::plugins {
namespace {

using test::Environment;
using test::fixture;
using test::Sandbox;
using test::write_file;
using testing::HasSubstr;
using testing::Not;

std::string strategy_refusal(std::string_view name, const PluginSearch& search) {
  try {
    (void)plugin_source().strategy(name, search);
  } catch (const PluginError& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

std::string dialect_refusal(std::string_view scheme, const PluginSearch& search) {
  try {
    (void)plugin_source().dialect(scheme, search);
  } catch (const PluginError& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

std::vector<PluginInfo> named(std::string_view name, const std::vector<PluginInfo>& all) {
  std::vector<PluginInfo> result;
  std::copy_if(all.begin(), all.end(), std::back_inserter(result), [&](const auto& info) { return info.name == name; });
  return result;
}

// Other tests of this process may have loaded plugins of the same name from elsewhere.
std::vector<PluginInfo> inside(const std::vector<std::string>& folders, const std::vector<PluginInfo>& all) {
  std::vector<PluginInfo> result;
  for (const PluginInfo& info : all)
    for (const std::string& folder : folders)
      if (info.file.starts_with(folder + "/"))
        result.push_back(info);
  return result;
}

std::string beside() {
  return (std::filesystem::path(own_file()).parent_path() / "weft/plugins").string();
}

std::string installed() {
  return WEFT_INSTALL_PLUGIN_DIR "/" + std::to_string(abi_number);
}

TEST(Host, finds_a_strategy_by_its_name) {
  const LoaderStrategy& strategy = plugin_source().strategy("good", {.paths = {WEFT_FIXTURES}});

  EXPECT_EQ(strategy.name(), "good");
}

TEST(Host, finds_a_dialect_by_each_of_its_schemes) {
  const PluginSearch search{.paths = {WEFT_FIXTURES}};

  const Dialect& lake = plugin_source().dialect("lake", search);
  const Dialect& tarn = plugin_source().dialect("tarn", search);

  EXPECT_EQ(lake.name(), "pond");
  EXPECT_EQ(&lake, &tarn);
  EXPECT_THROW((void)plugin_source().dialect("pond", search), PluginError);
}

TEST(Host, gives_the_same_object_whenever_it_is_asked) {
  const LoaderStrategy& first = plugin_source().strategy("good", {.paths = {WEFT_FIXTURES}});
  const LoaderStrategy& by_file = plugin_source().strategy("good", {.paths = {fixture("strategy", "good")}});
  load(fixture("strategy", "good"));

  EXPECT_EQ(&first, &by_file);
  EXPECT_EQ(&first, &plugin_source().strategy("good", {}));
}

TEST(Host, gives_one_object_to_many_threads) {
  Sandbox sandbox;
  sandbox.copy("strategy", "good");
  std::vector<const LoaderStrategy*> got(8);
  std::vector<std::jthread> threads;

  for (const LoaderStrategy*& place : got)
    threads.emplace_back([&] { place = &plugin_source().strategy("good", {.paths = {sandbox.path()}}); });
  threads.clear();

  EXPECT_THAT(got, testing::Each(got.front()));
}

TEST(Host, prefers_what_is_linked_into_the_program) {
  EXPECT_EQ(plugin_source().strategy("linked", {}).name(), "linked");
  const std::vector<PluginInfo> found = named("linked", list());

  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].linked);
  EXPECT_TRUE(found[0].loaded);
  EXPECT_EQ(found[0].file, "");
  EXPECT_EQ(found[0].summary, "part of the program");
}

TEST(Host, denies_linked_plugins_too) {
  EXPECT_THAT(strategy_refusal("linked", {.deny = {"linked"}}),
              HasSubstr("linked into this program, \"linked\": \"linked\" is on the list of plugins that are denied"));
}

TEST(Host, searches_the_places_in_order) {
  const Environment environment("WEFT_PLUGIN_PATH", "/env/b::relative:/env/a");

  EXPECT_THAT(search_paths({.paths = {"/given", "not/absolute"}}),
              testing::ElementsAre("/given", "/env/b", "/env/a", beside(), installed()));
}

TEST(Host, uses_the_first_and_lists_the_others_as_shadowed) {
  Sandbox first;
  Sandbox second;
  first.copy("dialect", "pond");
  second.copy("dialect", "pond");
  const Environment environment("WEFT_PLUGIN_PATH", second.path());

  const std::vector<PluginInfo> found = inside({first.path(), second.path()}, list({.paths = {first.path()}}));

  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].file, first.path("libweft_dialect_pond.so"));
  EXPECT_FALSE(found[0].shadowed);
  EXPECT_EQ(found[1].file, second.path("libweft_dialect_pond.so"));
  EXPECT_TRUE(found[1].shadowed);
}

TEST(Host, passes_over_an_unusable_file_for_a_usable_one_behind_it) {
  Sandbox first;
  Sandbox second;
  write_file(first.path("libweft_strategy_good.so"), "");
  second.copy("strategy", "good");

  EXPECT_EQ(plugin_source().strategy("good", {.paths = {first.path(), second.path()}}).name(), "good");
}

TEST(Host, lists_without_running_any_code) {
  const std::vector<PluginInfo> all = list({.paths = {WEFT_FIXTURES}});

  // Each of these fails when it is loaded, and none when it is listed.
  for (const char* name : {"throwing", "other_name", "no_symbol", "unresolved", "unlike_note"}) {
    const std::vector<PluginInfo> found = named(name, all);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(found[0].why_not, "") << name;
    EXPECT_FALSE(found[0].loaded) << name;
  }
}

TEST(Host, lists_unusable_files_with_the_reason) {
  Sandbox sandbox;
  write_file(sandbox.path("libweft_strategy_text.so"), "words");
  const std::string open = sandbox.copy("strategy", "good");
  ASSERT_EQ(::chmod(open.c_str(), 0666), 0);
  write_file(sandbox.path("libsomething.so"), "not looked at");

  const std::vector<PluginInfo> all = inside({sandbox.path()}, list({.paths = {sandbox.path()}}));

  ASSERT_EQ(named("text", all).size(), 1U);
  EXPECT_EQ(named("text", all)[0].why_not, "is not a shared library");
  ASSERT_EQ(named("good", all).size(), 1U);
  EXPECT_THAT(named("good", all)[0].why_not, HasSubstr("can be written by everybody"));
  EXPECT_EQ(all.size(), 2U);
}

TEST(Host, lists_a_file_that_is_not_in_the_lock_file) {
  Sandbox sandbox;
  sandbox.copy("strategy", "good");
  write_file(sandbox.path("weft.lock"), "");

  const auto found =
      inside({sandbox.path()}, list({.paths = {sandbox.path()}, .lock_file = sandbox.path("weft.lock")}));

  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].why_not, "the lock file " + sandbox.path("weft.lock") + " does not list it");
}

TEST(Host, tells_every_place_when_a_plugin_folder_is_gone) {
  Sandbox sandbox;
  std::filesystem::create_directory(sandbox.path("plugins"));
  ASSERT_EQ(::chmod(sandbox.path("plugins").c_str(), 0755), 0);
  sandbox.copy("dialect", "pond");
  std::filesystem::rename(sandbox.path("libweft_dialect_pond.so"), sandbox.path("plugins/libweft_dialect_pond.so"));
  const Environment environment("WEFT_PLUGIN_PATH", sandbox.path("plugins") + ":here");
  ASSERT_EQ(named("pond", list({.paths = {"/given/nowhere"}})).size(), 1U);

  std::filesystem::rename(sandbox.path("plugins"), sandbox.path("elsewhere"));
  const std::string said = dialect_refusal("lake", {.paths = {"/given/nowhere"}});

  EXPECT_THAT(
      said, testing::StartsWith("no plugin provides the dialect \"lake\"\n  looked in:\n    linked into this program"));
  for (const std::string& place :
       {std::string("plugin_paths /given/nowhere"), "WEFT_PLUGIN_PATH " + sandbox.path("plugins"), installed()})
    EXPECT_THAT(said, testing::ContainsRegex("\n    " + place + " +\\(does not exist\\)")) << place;
  EXPECT_THAT(said, HasSubstr("WEFT_PLUGIN_PATH here"));
  EXPECT_THAT(said, HasSubstr("(ignored: not an absolute path)"));
  EXPECT_THAT(said, HasSubstr("\n    " + beside() + " "));
  EXPECT_THAT(said, HasSubstr("put the plugin's file, libweft_dialect_<name>.so, into one of these folders"));
}

TEST(Host, tells_the_state_of_each_place) {
  Sandbox empty;
  const Environment environment("WEFT_PLUGIN_PATH", empty.path());

  const std::string said = strategy_refusal("nothing", {.paths = {empty.path()}});

  EXPECT_THAT(said, HasSubstr("(no plugin)"));
  EXPECT_THAT(said, HasSubstr("(searched above)"));
  const Environment unset("WEFT_PLUGIN_PATH", "");
  EXPECT_THAT(strategy_refusal("nothing", {}), testing::ContainsRegex("WEFT_PLUGIN_PATH +\\(not set\\)"));
}

TEST(Host, does_not_take_another_plugin_when_the_one_it_found_fails) {
  EXPECT_THAT(strategy_refusal("throwing", {.paths = {WEFT_FIXTURES}}),
              HasSubstr("cannot load the strategy \"throwing\": making its object failed: no luck today"));
}

TEST(Host, shows_rejected_files_with_their_reasons) {
  Sandbox sandbox;
  write_file(sandbox.path("libweft_dialect_pond.so"), "");

  const std::string said = strategy_refusal("nothing", {.paths = {sandbox.path()}});

  EXPECT_THAT(said, HasSubstr("\n  rejected:\n    " + sandbox.path("libweft_dialect_pond.so") + ": is empty\n"));
  EXPECT_THAT(said, Not(HasSubstr("install hint")));
}

} // namespace
} // namespace weft::plugins
