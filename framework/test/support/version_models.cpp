// SPDX-License-Identifier: MIT
#include "support/version_models.hpp"

namespace weft::test::versions {

void map(Mapper<Note>& m) {
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
  m.column<&Note::revision>().version();
  m.relationship<&Note::pages>().back_populates<&Page::note>();
}

void map(Mapper<Page>& m) {
  m.column<&Page::id>().primary_key();
  m.column<&Page::text>();
  m.column<&Page::revision>().version();
  m.column<&Page::note_id>().references<&Note::id>();
  m.relationship<&Page::note>().back_populates<&Note::pages>();
}

void map(Mapper<ByMoment>& m) {
  m.column<&ByMoment::id>().primary_key();
  m.column<&ByMoment::text>();
  m.column<&ByMoment::revision>().version();
}

void map(Mapper<ByHour>& m) {
  m.column<&ByHour::id>().primary_key();
  m.column<&ByHour::text>();
  m.column<&ByHour::revision>().version();
}

void map(Mapper<ByUuid>& m) {
  m.column<&ByUuid::id>().primary_key();
  m.column<&ByUuid::text>();
  m.column<&ByUuid::revision>().version_with(&Uuid::random);
}

void map(Mapper<ByText>& m) {
  m.column<&ByText::id>().primary_key();
  m.column<&ByText::text>();
  m.column<&ByText::revision>().version_with([](const std::string& before) { return before + "x"; });
}

void map(Mapper<ByProgram>& m) {
  m.column<&ByProgram::id>().primary_key();
  m.column<&ByProgram::text>();
  m.column<&ByProgram::revision>().version_by_program();
}

void map(Mapper<Peer>& m) {
  m.column<&Peer::id>().primary_key();
  m.column<&Peer::text>();
  m.column<&Peer::revision>().version_by_program().server_default("'first'");
  m.column<&Peer::other_id>().references<&Peer::id>();
  m.relationship<&Peer::other>().remote_side<&Peer::id>();
}

Versions::Versions() { create_all<Note, Page, ByMoment, ByHour, ByUuid, ByText, ByProgram, Peer>(engine); }

}  // namespace weft::test::versions

template const weft::MappedEntity& weft::entity_of<weft::test::versions::Note>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::Page>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByMoment>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByHour>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByUuid>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByText>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::ByProgram>();
template const weft::MappedEntity& weft::entity_of<weft::test::versions::Peer>();
