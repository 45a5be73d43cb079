// SPDX-License-Identifier: MIT
#include "sha256.hpp"

#include <gtest/gtest.h>

#include "support/sandbox.hpp"

namespace weft::plugins {
namespace {

std::string sum(std::string_view text) {
  Sha256 sha;
  sha.add(text);
  return sha.finish();
}

// The examples of FIPS 180-4.
TEST(Sha256, agrees_with_the_standard) {
  EXPECT_EQ(sum(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sum("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sum("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sum(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, does_not_depend_on_how_the_bytes_come) {
  const std::string text(200, 'x');
  for (std::size_t cut : {0U, 1U, 55U, 56U, 63U, 64U, 65U, 128U, 199U}) {
    Sha256 sha;
    sha.add(std::string_view(text).substr(0, cut));
    sha.add(std::string_view(text).substr(cut));
    EXPECT_EQ(sha.finish(), sum(text)) << cut;
  }
}

TEST(Sha256, reads_files_and_says_when_it_cannot) {
  test::Sandbox sandbox;
  test::write_file(sandbox.path("f"), std::string(40000, 'b'));

  EXPECT_EQ(sha256_of_file(sandbox.path("f")), sum(std::string(40000, 'b')));
  EXPECT_EQ(sha256_of_file(sandbox.path("g")), std::nullopt);
}

} // namespace
} // namespace weft::plugins
