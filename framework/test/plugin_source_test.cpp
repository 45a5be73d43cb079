// SPDX-License-Identifier: MIT
#include "weft/plugin_source.hpp"

#include <gtest/gtest.h>

#include "support/fake_dialect.hpp"

namespace weft::test {
namespace {

TEST(PluginSource, gives_out_what_the_installed_one_has) {
  FakeDatabase database;  // installs one

  EXPECT_EQ(plugin_source().dialect("fake", {}).name(), "fake");
}

TEST(PluginSource, is_the_one_installed_last) {
  struct Empty final : PluginSource {
    const Dialect& dialect(std::string_view, const PluginSearch&) override { throw PluginError("empty"); }
    const LoaderStrategy& strategy(std::string_view, const PluginSearch&) override { throw PluginError("empty"); }
  };
  static Empty empty;
  FakeDatabase database;
  PluginSource& before = plugin_source();

  install_plugin_source(empty);
  EXPECT_EQ(&plugin_source(), &empty);

  install_plugin_source(before);
  EXPECT_EQ(&plugin_source(), &before);
}

}  // namespace
}  // namespace weft::test
