// SPDX-License-Identifier: MIT
#include "inheritance/polymorphic_models.hpp"

namespace weft::test {

void map(Mapper<Office>& m) {
  m.column<&Office::id>().primary_key();
  m.column<&Office::name>();
  m.relationship<&Office::assets>().back_populates<&Asset::office>().order_by(col<&Asset::id>);
}

void map(Mapper<Asset>& m) {
  m.polymorphic_on<&Asset::kind>("asset");
  m.column<&Asset::id>().primary_key();
  m.column<&Asset::kind>().length(20);
  m.column<&Asset::name>();
  m.column<&Asset::office_id>().references<&Office::id>();
  m.relationship<&Asset::office>().back_populates<&Office::assets>();
}

void map(Mapper<Laptop>& m) {
  m.inherits<Asset>("laptop").table("laptop").polymorphic_load("inline");
  m.column<&Laptop::system>();
  m.column<&Laptop::notes>().deferred();
  m.relationship<&Laptop::parts>().back_populates<&Part::laptop>().order_by(col<&Part::id>).lazy("selectin");
}

void map(Mapper<Phone>& m) {
  m.inherits<Asset>("phone").table("phone").polymorphic_load("selectin");
  m.column<&Phone::number>();
}

void map(Mapper<Desk>& m) {
  m.inherits<Asset>("desk").table("desk");
  m.column<&Desk::width>();
}

void map(Mapper<Part>& m) {
  m.column<&Part::id>().primary_key();
  m.column<&Part::name>();
  m.column<&Part::laptop_id>().references<&Laptop::id>();
  m.relationship<&Part::laptop>().back_populates<&Laptop::parts>();
}

void map(Mapper<Sticker>& m) {
  m.column<&Sticker::id>().primary_key();
  m.column<&Sticker::asset_id>().references<&Asset::id>();
  m.relationship<&Sticker::asset>();
}

void map(Mapper<Payment>& m) {
  m.polymorphic_on<&Payment::kind>("payment");
  m.column<&Payment::id>().primary_key();
  m.column<&Payment::kind>().length(20);
}

void map(Mapper<Card>& m) {
  m.inherits<Payment>("card").polymorphic_load("inline");
  m.column<&Card::holder>();
}

void map(Mapper<Transfer>& m) {
  m.inherits<Payment>("transfer").polymorphic_load("selectin");
  m.column<&Transfer::bank>();
}

void map(Mapper<Cheque>& m) {
  m.inherits<Payment>("cheque");
  m.column<&Cheque::number>();
}

Belongings::Belongings() {
  register_types<Asset, Laptop, Phone, Desk, Payment, Card, Transfer, Cheque>();
  create_all<Office, Part, Sticker, Payment>(engine);
}

void Belongings::fill() {
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

}  // namespace weft::test

template const weft::MappedEntity& weft::entity_of<weft::test::Office>();
template const weft::MappedEntity& weft::entity_of<weft::test::Asset>();
template const weft::MappedEntity& weft::entity_of<weft::test::Laptop>();
template const weft::MappedEntity& weft::entity_of<weft::test::Phone>();
template const weft::MappedEntity& weft::entity_of<weft::test::Desk>();
template const weft::MappedEntity& weft::entity_of<weft::test::Part>();
template const weft::MappedEntity& weft::entity_of<weft::test::Sticker>();
template const weft::MappedEntity& weft::entity_of<weft::test::Payment>();
template const weft::MappedEntity& weft::entity_of<weft::test::Card>();
template const weft::MappedEntity& weft::entity_of<weft::test::Transfer>();
template const weft::MappedEntity& weft::entity_of<weft::test::Cheque>();
