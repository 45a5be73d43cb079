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

inline void map(Mapper<Office>& m) {
  m.column<&Office::id>().primary_key();
  m.column<&Office::name>();
  m.relationship<&Office::assets>().back_populates<&Asset::office>().order_by(col<&Asset::id>);
}
inline void map(Mapper<Asset>& m) {
  m.polymorphic_on<&Asset::kind>("asset");
  m.column<&Asset::id>().primary_key();
  m.column<&Asset::kind>().length(20);
  m.column<&Asset::name>();
  m.column<&Asset::office_id>().references<&Office::id>();
  m.relationship<&Asset::office>().back_populates<&Office::assets>();
}
inline void map(Mapper<Laptop>& m) {
  m.inherits<Asset>("laptop").table("laptop").polymorphic_load("inline");
  m.column<&Laptop::system>();
  m.column<&Laptop::notes>().deferred();
  m.relationship<&Laptop::parts>().back_populates<&Part::laptop>().order_by(col<&Part::id>).lazy("selectin");
}
inline void map(Mapper<Phone>& m) {
  m.inherits<Asset>("phone").table("phone").polymorphic_load("selectin");
  m.column<&Phone::number>();
}
inline void map(Mapper<Desk>& m) {
  m.inherits<Asset>("desk").table("desk");
  m.column<&Desk::width>();
}
inline void map(Mapper<Part>& m) {
  m.column<&Part::id>().primary_key();
  m.column<&Part::name>();
  m.column<&Part::laptop_id>().references<&Laptop::id>();
  m.relationship<&Part::laptop>().back_populates<&Laptop::parts>();
}
inline void map(Mapper<Sticker>& m) {
  m.column<&Sticker::id>().primary_key();
  m.column<&Sticker::asset_id>().references<&Asset::id>();
  m.relationship<&Sticker::asset>();
}

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
inline void map(Mapper<Payment>& m) {
  m.polymorphic_on<&Payment::kind>("payment");
  m.column<&Payment::id>().primary_key();
  m.column<&Payment::kind>().length(20);
}
inline void map(Mapper<Card>& m) {
  m.inherits<Payment>("card").polymorphic_load("inline");
  m.column<&Card::holder>();
}
inline void map(Mapper<Transfer>& m) {
  m.inherits<Payment>("transfer").polymorphic_load("selectin");
  m.column<&Transfer::bank>();
}
inline void map(Mapper<Cheque>& m) {
  m.inherits<Payment>("cheque");
  m.column<&Cheque::number>();
}

/// One of each kind, with the keys 1 to 4 in the order below.
struct Belongings : Database {
  Belongings() {
    register_types<Asset, Laptop, Phone, Desk, Payment, Card, Transfer, Cheque>();
    create_all<Office, Part, Sticker, Payment>(engine);
  }
  void fill() {
    Session session(engine);
    auto office = session.add(Office{.name = "North"});
    session.flush();
    session.add(Asset{.name = "plant", .office = office});
    session.flush();
    session.add(Laptop{{.name = "grey", .office = office}, "Linux", "slow", {Part{.name = "disk"}, Part{.name = "key"}}});
    session.flush();
    session.add(Phone{{.name = "red", .office = office}, "123"});
    session.flush();
    session.add(Desk{{.name = "oak", .office = office}, 160});
    session.flush();
    for (const std::int64_t asset : {1, 2}) session.add(Sticker{.asset_id = asset});
    session.flush();
    session.add(Payment{});
    session.flush();
    session.add(Card{{}, "Ann"});
    session.flush();
    session.add(Transfer{{}, "Bank"});
    session.flush();
    session.add(Cheque{{}, 7});
    session.commit();
  }
};

}  // namespace weft::test
