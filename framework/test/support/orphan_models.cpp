// SPDX-License-Identifier: MIT
#include "support/orphan_models.hpp"

namespace weft::test::orphans {

const Table band_song{"band_song", Column{"band_id"}.references<&Band::id>().primary_key(),
                             Column{"song_id"}.references<&Song::id>().primary_key()};

void map(Mapper<Sheet>& m) {
  m.table("sheet");
  m.column<&Sheet::id>().primary_key();
  m.column<&Sheet::title>();
  m.column<&Sheet::folder_id>().references<&Folder::id>();
}

void map(Mapper<Folder>& m) {
  m.table("folder");
  m.column<&Folder::id>().primary_key();
  m.column<&Folder::name>();
  m.relationship<&Folder::sheets>().cascade(Cascade::all | Cascade::delete_orphan).order_by(col<&Sheet::id>);
}

void map(Mapper<Project>& m) {
  m.table("project");
  m.column<&Project::id>().primary_key();
  m.column<&Project::name>();
  m.relationship<&Project::tasks>()
      .back_populates<&Task::project>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .order_by(col<&Task::id>);
}

void map(Mapper<Person>& m) {
  m.table("person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::name>();
  m.relationship<&Person::tasks>()
      .back_populates<&Task::person>()
      .cascade(Cascade::all | Cascade::delete_orphan)
      .order_by(col<&Task::id>);
}

void map(Mapper<Task>& m) {
  m.table("task");
  m.column<&Task::id>().primary_key();
  m.column<&Task::name>();
  m.column<&Task::project_id>().references<&Project::id>();
  m.column<&Task::person_id>().references<&Person::id>();
  m.relationship<&Task::project>().back_populates<&Project::tasks>();
  m.relationship<&Task::person>().back_populates<&Person::tasks>();
  m.relationship<&Task::notes>().back_populates<&Note::task>().cascade(Cascade::all);
}

void map(Mapper<Note>& m) {
  m.table("note");
  m.column<&Note::id>().primary_key();
  m.column<&Note::task_id>().references<&Task::id>();
  m.relationship<&Note::task>().back_populates<&Task::notes>();
}

void map(Mapper<Lock>& m) {
  m.table("lock");
  m.column<&Lock::id>().primary_key();
  m.column<&Lock::code>();
}

void map(Mapper<Bicycle>& m) {
  m.table("bicycle");
  m.column<&Bicycle::id>().primary_key();
  m.column<&Bicycle::lock_id>().references<&Lock::id>();
  m.relationship<&Bicycle::lock>().cascade(Cascade::all | Cascade::delete_orphan).single_parent();
}

void map(Mapper<Song>& m) {
  m.table("song");
  m.column<&Song::id>().primary_key();
  m.column<&Song::title>();
}

void map(Mapper<Band>& m) {
  m.table("band");
  m.column<&Band::id>().primary_key();
  m.column<&Band::name>();
  m.relationship<&Band::songs>()
      .secondary(band_song)
      .cascade(Cascade::all | Cascade::delete_orphan)
      .single_parent()
      .order_by(col<&Song::id>);
}

void map(Mapper<Driver>& m) {
  m.table("driver");
  m.column<&Driver::id>().primary_key();
  m.column<&Driver::name>();
  m.relationship<&Driver::licence>()
      .back_populates<&Licence::driver>()
      .cascade(Cascade::all | Cascade::delete_orphan);
}

void map(Mapper<Licence>& m) {
  m.table("licence");
  m.column<&Licence::id>().primary_key();
  m.column<&Licence::number>();
  m.column<&Licence::driver_id>().unique().references<&Driver::id>();
  m.relationship<&Licence::driver>().back_populates<&Driver::licence>();
}

OrphansDatabase::OrphansDatabase() { create_all<Folder, Project, Person, Bicycle, Band, Driver>(engine); }

void OrphansDatabase::fill_folders() {
  run({"INSERT INTO folder (id, name) VALUES (1, 'red'), (2, 'blue')",
       "INSERT INTO sheet (id, title, folder_id) VALUES (1, 'a', 1), (2, 'b', 1)"});
}

void OrphansDatabase::fill_tasks() {
  run({"INSERT INTO project (id, name) VALUES (1, 'roof'), (2, 'cellar')",
       "INSERT INTO person (id, name) VALUES (1, 'Ann'), (2, 'Bob')",
       "INSERT INTO task (id, name, project_id, person_id) VALUES (1, 'both', 1, 1), (2, 'one', 1, NULL), "
       "(3, 'free', NULL, NULL)",
       "INSERT INTO note (id, task_id) VALUES (1, 1), (2, 1)"});
}

}  // namespace weft::test::orphans

template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Sheet>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Folder>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Project>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Person>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Task>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Note>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Lock>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Bicycle>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Song>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Band>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Driver>();
template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Licence>();
