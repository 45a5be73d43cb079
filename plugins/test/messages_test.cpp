// SPDX-License-Identifier: MIT
#include "messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace weft::plugins {
namespace {

using testing::HasSubstr;
using testing::Not;

Candidate usable(std::string kind, std::string name, std::string file, std::vector<std::string> schemes = {}) {
  Candidate candidate;
  candidate.record.kind = std::move(kind);
  candidate.record.name = std::move(name);
  candidate.record.schemes = std::move(schemes);
  candidate.file = std::move(file);
  return candidate;
}

std::vector<Place> some_places() {
  const std::string folder = "/opt/app/lib/weft/plugins";
  Candidate mysql = usable("dialect", "mysql", folder + "/libweft_dialect_mysql.so");
  mysql.record.install_hint = "apt-get install libmysqlcppconn7v5";
  mysql.why_not = "built for plugin ABI 2, this program has 3";
  return {
      {"linked into this program", {}, {}, {usable("dialect", "sqlite", "")}},
      {"plugin_paths", {}, "(not set)", {}},
      {"WEFT_PLUGIN_PATH", {}, "(not set)", {}},
      {folder,
       folder,
       {},
       {mysql, usable("dialect", "postgresql", folder + "/libweft_dialect_postgresql.so"),
        usable("strategy", "selectin", folder + "/libweft_strategy_selectin.so"),
        usable("strategy", "joined", folder + "/libweft_strategy_joined.so")}},
  };
}

TEST(Messages, tell_everything_about_a_missing_plugin) {
  EXPECT_EQ(no_plugin("dialect", "postgres", some_places()),
            R"(no plugin provides the dialect "postgres"
  did you mean "postgresql"?  (available in /opt/app/lib/weft/plugins)
  looked in:
    linked into this program    sqlite
    plugin_paths                (not set)
    WEFT_PLUGIN_PATH            (not set)
    /opt/app/lib/weft/plugins   postgresql, selectin, joined
  rejected:
    /opt/app/lib/weft/plugins/libweft_dialect_mysql.so: built for plugin ABI 2, this program has 3
  put the plugin's file, libweft_dialect_<name>.so, into one of these folders, or link it: weft_link_plugins(<program> <name>))");
}

TEST(Messages, give_the_install_hint_of_the_plugin_that_was_wanted_only) {
  const std::string hint = "\n  install hint: apt-get install libmysqlcppconn7v5\n";

  EXPECT_THAT(no_plugin("dialect", "mysql", some_places()), HasSubstr(hint));
  EXPECT_THAT(no_plugin("dialect", "postgres", some_places()), Not(HasSubstr(hint)));
}

TEST(Messages, suggest_linked_plugins_and_those_of_the_same_kind_only) {
  EXPECT_THAT(no_plugin("dialect", "sqllite", some_places()),
              HasSubstr("did you mean \"sqlite\"?  (linked into this program)"));
  EXPECT_THAT(no_plugin("dialect", "selectin", some_places()), Not(HasSubstr("did you mean")));
}

TEST(Messages, name_the_file_where_it_is_known) {
  EXPECT_THAT(no_plugin("strategy", "peers", some_places()),
              HasSubstr("put libweft_strategy_peers.so into one of these folders, or link it: "
                        "weft_link_plugins(<program> peers)"));
  EXPECT_THAT(no_plugin("strategy", "../x", some_places()), HasSubstr("libweft_strategy_<name>.so"));
}

TEST(Messages, point_from_a_folder_of_rejected_plugins_to_the_reasons) {
  Candidate broken = usable("dialect", "mysql", "/p/libweft_dialect_mysql.so");
  broken.why_not = "is empty";

  EXPECT_THAT(
      no_plugin("dialect", "mysql", {{"/p", "/p", {}, {broken}}}),
      HasSubstr("    /p   (no usable plugin, see below)\n  rejected:\n    /p/libweft_dialect_mysql.so: is empty"));
}

TEST(Messages, find_the_nearest_name) {
  const std::vector<std::string> names{"select", "selectin", "subquery", "raise"};

  EXPECT_EQ(nearest("selectn", names), "select");
  EXPECT_EQ(nearest("slectin", names), "selectin");
  EXPECT_EQ(nearest("subqeury", names), "subquery");
  EXPECT_EQ(nearest("selectinload", names), "selectin");
  EXPECT_EQ(nearest("dynamic", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest("ab", {"cd"}), "");
}

TEST(Messages, answer_for_a_dialect_by_its_schemes) {
  const Candidate mysql = usable("dialect", "mysql", "", {"mysql", "mariadb"});

  EXPECT_TRUE(answers_to(mysql.record, "dialect", "mariadb"));
  EXPECT_FALSE(answers_to(mysql.record, "strategy", "mysql"));
  EXPECT_FALSE(answers_to(usable("dialect", "pond", "", {"lake"}).record, "dialect", "pond"));
  EXPECT_TRUE(answers_to(usable("strategy", "peers", "").record, "strategy", "peers"));
}

TEST(Messages, tell_what_is_known_of_a_plugin_that_does_not_load) {
  Candidate candidate = usable("dialect", "mysql", "/p/libweft_dialect_mysql.so");
  candidate.record.version = "1.0.0";
  candidate.record.built_with = "g++ 12.2.0";
  candidate.record.install_hint = "apt-get install libmysqlcppconn7v5";

  EXPECT_EQ(cannot_load(candidate, "the system loader says: libmysqlcppconn.so.7: no such file"),
            R"(cannot load the dialect "mysql": the system loader says: libmysqlcppconn.so.7: no such file
  file          /p/libweft_dialect_mysql.so
  version       1.0.0
  built with    g++ 12.2.0
  install hint  apt-get install libmysqlcppconn7v5)");
}

} // namespace
} // namespace weft::plugins
