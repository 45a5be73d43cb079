// SPDX-License-Identifier: MIT
//
// What an office owns, with every way of reading derived entities along with their base: in tables of their own (Asset)
// and in one table (Payment).
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "support/database.hpp"

namespace weft::test {

struct Asset;
struct Laptop;
struct Part;

struct Office {
  std::int64_t id{};
  std::string name{};
  List<Asset> assets{};
};
struct Asset {
  std::int64_t id{};
  std::string kind{};
  std::string name{};
  std::optional<std::int64_t> office_id{};
  Ref<Office> office{};
};
struct Laptop : Asset {
  std::string system{};
  Deferred<std::string> notes{};
  List<Part> parts{};
};
struct Phone : Asset {
  std::string number{};
};
struct Desk : Asset {
  std::int64_t width{};
};
struct Part {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> laptop_id{};
  Ref<Laptop> laptop{};
};
/// On one asset.
struct Sticker {
  std::int64_t id{};
  std::optional<std::int64_t> asset_id{};
  Ref<Asset> asset{};
};

void map(Mapper<Office>&);
void map(Mapper<Asset>&);
void map(Mapper<Laptop>&);
void map(Mapper<Phone>&);
void map(Mapper<Desk>&);
void map(Mapper<Part>&);
void map(Mapper<Sticker>&);

struct Payment {
  std::int64_t id{};
  std::string kind{};
};
struct Card : Payment {
  std::string holder{};
};
struct Transfer : Payment {
  std::string bank{};
};
struct Cheque : Payment {
  std::int64_t number{};
};
void map(Mapper<Payment>&);
void map(Mapper<Card>&);
void map(Mapper<Transfer>&);
void map(Mapper<Cheque>&);

/// One of each kind, with the keys 1 to 4 in the order below.
struct Belongings : Database {
  Belongings();
  void fill();
};

}  // namespace weft::test

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::Office>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Asset>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Laptop>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Phone>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Desk>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Part>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Sticker>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Payment>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Card>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Transfer>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::Cheque>();
