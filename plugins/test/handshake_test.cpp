// SPDX-License-Identifier: MIT
#include "handshake.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "search.hpp"
#include "weft/plugin/manifest.hpp"

extern "C" const weft_plugin_descriptor* weft_plugin_entry_strategy_linked(void);

namespace weft::plugins {
namespace {

weft_plugin_descriptor good_descriptor() {
  return *weft_plugin_entry_strategy_linked();
}

TEST(Handshake, reads_the_descriptor_that_the_macro_makes) {
  const weft_plugin_descriptor descriptor = good_descriptor();

  const Found<ManifestRecord> found = read_descriptor(&descriptor);

  ASSERT_TRUE(found.value) << found.why_not;
  EXPECT_EQ(found.value->name, "linked");
  EXPECT_EQ(found.value->version, "3.0.0");
  EXPECT_EQ(check_abi(*found.value), "");
}

TEST(Handshake, accepts_a_descriptor_that_has_grown) {
  weft_plugin_descriptor descriptor = good_descriptor();
  descriptor.struct_size += 16;

  EXPECT_EQ(read_descriptor(&descriptor).why_not, "");
}

TEST(Handshake, says_which_field_of_a_descriptor_is_wrong) {
  const auto why_not = [](auto change) {
    weft_plugin_descriptor descriptor = good_descriptor();
    change(descriptor);
    return read_descriptor(&descriptor).why_not;
  };
  using D = weft_plugin_descriptor;

  EXPECT_EQ(read_descriptor(nullptr).why_not, "its weft_plugin_entry returns no descriptor");
  EXPECT_EQ(why_not([](D& d) { d.magic[0] = 'x'; }), "its descriptor is of a format that this program does not know");
  EXPECT_EQ(why_not([](D& d) { d.struct_size = 8; }),
            "its descriptor has 8 bytes, this program needs " + std::to_string(sizeof(D)));
  EXPECT_EQ(why_not([](D& d) { d.create = nullptr; }), "its descriptor is incomplete");
  EXPECT_EQ(why_not([](D& d) { d.kind = kind_dialect; }),
            "its descriptor says kind \"dialect\", its manifest says \"strategy\"");
  EXPECT_EQ(why_not([](D& d) { d.kind = 77; }), "its descriptor says kind \"\", its manifest says \"strategy\"");
  EXPECT_EQ(why_not([](D& d) { d.name = "peers"; }),
            "its descriptor says name \"peers\", its manifest says \"linked\"");
  EXPECT_EQ(why_not([](D& d) { d.version = "1.0.0"; }),
            "its descriptor says version \"1.0.0\", its manifest says \"3.0.0\"");
  EXPECT_EQ(why_not([](D& d) { d.abi = 99; }),
            "its descriptor says ABI \"99\", its manifest says \"" + std::to_string(abi_number) + "\"");
  EXPECT_EQ(why_not([](D& d) { d.abi_tag = "vax"; }),
            "its descriptor says abi_tag \"vax\", its manifest says \"" + std::string(abi_tag) + "\"");
}

const weft_plugin_descriptor* changed_entry(void* (*create)()) {
  static weft_plugin_descriptor descriptor = good_descriptor();
  descriptor.create = create;
  return &descriptor;
}

std::string why_no_object(LinkedPlugin::Entry entry) {
  Candidate candidate;
  candidate.entry = entry;
  candidate.record = *read_descriptor(entry()).value;
  return make_object(candidate).why_not;
}

TEST(Handshake, reports_a_plugin_that_makes_nothing) {
  EXPECT_EQ(why_no_object([] { return changed_entry([]() -> void* { return nullptr; }); }),
            "making its object failed: it returned none");
}

TEST(Handshake, reports_exceptions_of_any_type) {
  EXPECT_EQ(why_no_object([] { return changed_entry([]() -> void* { throw 42; }); }),
            "making its object failed with an exception that is no std::exception");
}

} // namespace
} // namespace weft::plugins
