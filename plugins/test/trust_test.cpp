// SPDX-License-Identifier: MIT
#include "trust.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sha256.hpp"
#include "support/sandbox.hpp"

namespace weft::plugins {
namespace {

using test::Sandbox;
using test::write_file;
using testing::HasSubstr;

TEST(Trust, accepts_a_file_that_only_its_owner_can_write) {
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "x");
  ASSERT_EQ(::chmod(sandbox.path().c_str(), 0755), 0);

  EXPECT_EQ(distrust_file(sandbox.path("x.so")), "");
}

TEST(Trust, refuses_a_file_that_its_group_or_everybody_can_write) {
  Sandbox sandbox;
  const std::string file = sandbox.path("x.so");
  write_file(file, "x");

  ASSERT_EQ(::chmod(file.c_str(), 0664), 0);
  EXPECT_EQ(distrust_file(file), "can be written by its group (chmod g-w " + file + ")");
  ASSERT_EQ(::chmod(file.c_str(), 0646), 0);
  EXPECT_EQ(distrust_file(file), "can be written by everybody (chmod o-w " + file + ")");
}

TEST(Trust, refuses_a_file_in_a_folder_that_others_can_write) {
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "x");

  ASSERT_EQ(::chmod(sandbox.path().c_str(), 0775), 0);
  EXPECT_THAT(distrust_file(sandbox.path("x.so")), HasSubstr("is in a folder that can be written by its group"));
  ASSERT_EQ(::chmod(sandbox.path().c_str(), 0757), 0);
  EXPECT_THAT(distrust_file(sandbox.path("x.so")), HasSubstr("is in a folder that can be written by everybody"));
}

TEST(Trust, looks_at_the_file_behind_a_link) {
  Sandbox sandbox;
  write_file(sandbox.path("real.so"), "x");
  ASSERT_EQ(::symlink("real.so", sandbox.path("x.so").c_str()), 0);
  EXPECT_EQ(distrust_file(sandbox.path("x.so")), "");

  ASSERT_EQ(::chmod(sandbox.path("real.so").c_str(), 0666), 0);
  EXPECT_THAT(distrust_file(sandbox.path("x.so")), HasSubstr("can be written by everybody"));
}

TEST(Trust, looks_at_the_folder_of_a_link_too) {
  Sandbox sandbox;
  Sandbox open;
  write_file(sandbox.path("real.so"), "x");
  ASSERT_EQ(::symlink(sandbox.path("real.so").c_str(), open.path("x.so").c_str()), 0);
  ASSERT_EQ(::chmod(open.path().c_str(), 0777), 0);

  EXPECT_THAT(distrust_file(open.path("x.so")), HasSubstr("is in a folder that can be written by everybody"));
}

TEST(Trust, refuses_what_is_no_regular_file) {
  Sandbox sandbox;
  ASSERT_EQ(::mkfifo(sandbox.path("pipe.so").c_str(), 0600), 0);
  ASSERT_EQ(::symlink("loop.so", sandbox.path("loop.so").c_str()), 0);

  EXPECT_EQ(distrust_file(sandbox.path("pipe.so")), "is not a regular file");
  EXPECT_EQ(distrust_file(sandbox.path()), "is not a regular file");
  EXPECT_EQ(distrust_file(sandbox.path("loop.so")), "cannot be opened: Too many levels of symbolic links");
  EXPECT_EQ(distrust_file(sandbox.path("none.so")), "cannot be opened: No such file or directory");
}

TEST(Trust, refuses_paths_that_depend_on_the_current_folder) {
  EXPECT_EQ(distrust_file("x.so"), "is not an absolute path");
  EXPECT_EQ(distrust_file("./x.so"), "is not an absolute path");
  EXPECT_EQ(distrust_file(""), "is not an absolute path");
}

TEST(Trust, refuses_the_files_of_other_users) {
  if (::geteuid() != 0)
    GTEST_SKIP() << "only root can give a file away";
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "x");
  ASSERT_EQ(::chown(sandbox.path("x.so").c_str(), 12345, 0), 0);

  EXPECT_EQ(distrust_file(sandbox.path("x.so")),
            "belongs to user 12345, who is neither root nor the user of this process");
}

TEST(Trust, denies_before_it_allows) {
  EXPECT_EQ(distrust_name("peers", {}), "");
  EXPECT_EQ(distrust_name("peers", {.allow = {"select", "peers"}}), "");
  EXPECT_EQ(distrust_name("peers", {.allow = {"select"}}), "\"peers\" is not on the list of plugins that are allowed");
  EXPECT_EQ(distrust_name("peers", {.allow = {"peers"}, .deny = {"peers"}}),
            "\"peers\" is on the list of plugins that are denied");
}

TEST(Trust, compares_a_file_with_the_lock_file) {
  Sandbox sandbox;
  const std::string file = sandbox.path("x.so");
  const std::string lock = sandbox.path("weft.lock");
  write_file(file, "x");
  const std::string sum = *sha256_of_file(file);

  EXPECT_EQ(distrust_sum(file, {}), "");
  write_file(lock, std::string(64, '0') + "  /a/y.so\n" + sum + "  /elsewhere/x.so\n");
  EXPECT_EQ(distrust_sum(file, {.lock_file = lock}), "");
  write_file(lock, sum + "  /a/y.so\n");
  EXPECT_EQ(distrust_sum(file, {.lock_file = lock}), "the lock file " + lock + " does not list it");
  write_file(lock, std::string(64, '0') + "  /a/x.so\n");
  EXPECT_EQ(distrust_sum(file, {.lock_file = lock}),
            "its SHA-256 sum " + sum + " is not the one in the lock file " + lock);
}

TEST(Trust, believes_no_lock_file_that_others_can_write) {
  Sandbox sandbox;
  write_file(sandbox.path("x.so"), "x");
  write_file(sandbox.path("weft.lock"), *sha256_of_file(sandbox.path("x.so")) + "  x.so\n");
  ASSERT_EQ(::chmod(sandbox.path("weft.lock").c_str(), 0666), 0);

  EXPECT_THAT(distrust_sum(sandbox.path("x.so"), {.lock_file = sandbox.path("weft.lock")}),
              HasSubstr("weft.lock can be written by everybody"));
  EXPECT_THAT(distrust_sum(sandbox.path("x.so"), {.lock_file = "weft.lock"}), HasSubstr("is not an absolute path"));
}

} // namespace
} // namespace weft::plugins
