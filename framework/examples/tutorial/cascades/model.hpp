// SPDX-License-Identifier: MIT
//
// A project with tasks, which are its parts, and with people, who are not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace cascades {

struct Task;
struct Worker;
struct Sketch;

struct Project {
  std::int64_t id{};
  std::string name{};
  weft::List<Task> tasks{};
  weft::List<Worker> workers{};
  weft::List<Sketch> sketches{};
};

struct Task {
  std::int64_t id{};
  std::string title{};
  std::int64_t project_id{};
  weft::Ref<Project> project{};
};

struct Worker {
  std::int64_t id{};
  std::string name{};
  std::optional<std::int64_t> project_id{};
  weft::Ref<Project> project{};
};

struct Sketch {
  std::int64_t id{};
  std::string title{};
  std::optional<std::int64_t> project_id{};
};

inline void map(weft::Mapper<Project>& m) {
  using enum weft::Cascade;
  m.table("project");
  m.column<&Project::id>().primary_key();
  m.column<&Project::name>().length(50);
  // Parts: whatever happens to the project happens to them.
  m.relationship<&Project::tasks>().cascade(all).back_populates<&Task::project>().order_by(weft::col<&Task::title>);
  // The default, save_update | merge: they are added along, and outlive the project.
  m.relationship<&Project::workers>().back_populates<&Worker::project>().order_by(weft::col<&Worker::name>);
  // Nothing at all: the program adds and removes them itself.
  m.relationship<&Project::sketches>().cascade(none).order_by(weft::col<&Sketch::title>);
}

inline void map(weft::Mapper<Task>& m) {
  m.table("task");
  m.column<&Task::id>().primary_key();
  m.column<&Task::title>().length(50);
  m.column<&Task::project_id>().references<&Project::id>().index();
  m.relationship<&Task::project>().back_populates<&Project::tasks>();
}

inline void map(weft::Mapper<Worker>& m) {
  m.table("worker");
  m.column<&Worker::id>().primary_key();
  m.column<&Worker::name>().length(50);
  m.column<&Worker::project_id>().references<&Project::id>().index(); // may be NULL: a worker without a project
  m.relationship<&Worker::project>().back_populates<&Project::workers>();
}

inline void map(weft::Mapper<Sketch>& m) {
  m.table("sketch");
  m.column<&Sketch::id>().primary_key();
  m.column<&Sketch::title>().length(50);
  m.column<&Sketch::project_id>().references<&Project::id>().index();
}

} // namespace cascades
