// SPDX-License-Identifier: MIT
//
// What is deleted when nobody has it any more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/database.hpp"

namespace weft::test::orphans {

// The child knows nothing of its owner but the key, which may not be NULL.

struct Sheet {
  std::int64_t id{};
  std::string title{};
  std::int64_t folder_id{};
};

struct Folder {
  std::int64_t id{};
  std::string name{};
  List<Sheet> sheets{};
};

void map(Mapper<Sheet>&);
void map(Mapper<Folder>&);

// Two owners, both of which delete orphans; below, a level that goes with the child.

struct Task;
struct Note;

struct Project {
  std::int64_t id{};
  std::string name{};
  List<Task> tasks{};
};

struct Person {
  std::int64_t id{};
  std::string name{};
  List<Task> tasks{};
};

struct Task {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> project_id{};
  std::optional<std::int64_t> person_id{};
  Ref<Project> project{};
  Ref<Person> person{};
  List<Note> notes{};
};

struct Note {
  std::int64_t id{};
  std::optional<std::int64_t> task_id{};
  Ref<Task> task{};
};

void map(Mapper<Project>&);
void map(Mapper<Person>&);
void map(Mapper<Task>&);
void map(Mapper<Note>&);

// The side with the foreign key owns the other one.

struct Lock {
  std::int64_t id{};
  std::string code{};
};

struct Bicycle {
  std::int64_t id{};
  std::optional<std::int64_t> lock_id{};
  Ref<Lock> lock{};
};

void map(Mapper<Lock>&);
void map(Mapper<Bicycle>&);

// A many-to-many whose targets have one owner.

struct Song {
  std::int64_t id{};
  std::string title{};
};

struct Band {
  std::int64_t id{};
  std::string name{};
  List<Song> songs{};
};

extern const Table band_song;

void map(Mapper<Song>&);
void map(Mapper<Band>&);

// One-to-one, with a key that no two rows share.

struct Licence;

struct Driver {
  std::int64_t id{};
  std::string name{};
  Ref<Licence> licence{};
};

struct Licence {
  std::int64_t id{};
  std::string number{};
  std::int64_t driver_id{};
  Ref<Driver> driver{};
};

void map(Mapper<Driver>&);
void map(Mapper<Licence>&);

struct OrphansDatabase : Database {
  OrphansDatabase();
  /// Two folders; two sheets in the first.
  void fill_folders();
  /// A task with two owners, one with one, one that never had any.
  void fill_tasks();
};

}  // namespace weft::test::orphans

// Instantiated once, with the mappings, and not in every test.
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Sheet>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Folder>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Project>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Person>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Task>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Note>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Lock>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Bicycle>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Song>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Band>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Driver>();
extern template const weft::MappedEntity& weft::entity_of<weft::test::orphans::Licence>();
