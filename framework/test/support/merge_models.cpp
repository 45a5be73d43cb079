// SPDX-License-Identifier: MIT
#include "support/merge_models.hpp"

namespace weft::test {

void map(Mapper<Page>& m) {
  m.table("page");
  m.column<&Page::id>().primary_key();
  m.column<&Page::title>();
  m.column<&Page::revision>().version();
}

void map(Mapper<Folder>& m) {
  m.table("folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::name>();
  m.relationship<&Folder::notes>().cascade(Cascade::save_update);
}

void map(Mapper<Note>& m) {
  m.table("note");
  m.column<&Note::id>().primary_key();
  m.column<&Note::text>();
  m.column<&Note::folder_id>().references<&Folder::id>();
}

MergeDatabase::MergeDatabase() { create_all<Page, Folder>(engine); }

}  // namespace weft::test

template const weft::MappedEntity& weft::entity_of<weft::test::Page>();
template const weft::MappedEntity& weft::entity_of<weft::test::Folder>();
template const weft::MappedEntity& weft::entity_of<weft::test::Note>();
