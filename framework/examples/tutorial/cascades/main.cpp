// SPDX-License-Identifier: MIT
//
// Cascades: what happens to related entities when something happens to their owner.
#include "model.hpp"
#include "tutorial.hpp"

using namespace cascades;
using weft::col;

namespace {

template <class T>
const char* state_of(const weft::Ptr<T>& ptr) {
  switch (weft::state(ptr)) {
  case weft::State::transient:
    return "transient";
  case weft::State::pending:
    return "pending";
  case weft::State::persistent:
    return "persistent";
  case weft::State::deleted:
    return "deleted";
  case weft::State::detached:
    return "detached";
  }
  return "unknown";
}

weft::Ptr<Project> bridge(weft::Session& session) {
  return session.scalars(weft::select<Project>().where(col<&Project::name> == "Bridge")).one();
}

void save_update(weft::Engine& engine) {
  weft::Session session(engine);
  auto task = weft::make(Task{.title = "dig"});
  auto worker = weft::make(Worker{.name = "Ann"});
  auto sketch = weft::make(Sketch{.title = "arch"});

  // save_update: what a project leads to is added with it, now or when it is linked later.
  auto project = session.add(Project{.name = "Bridge", .tasks = {task}, .workers = {worker}});
  project.modify()->tasks.push_back(Task{.title = "build"});
  fmt::print("save_update: task {}, worker {}, sketch {}\n", state_of(task), state_of(worker), state_of(sketch));

  // Without it the sketch has to be added by itself, before it is linked.
  session.add(sketch);
  project.modify()->sketches.push_back(sketch);
  session.commit();
}

void expunge(weft::Engine& engine) {
  weft::Session session(engine);
  auto project = bridge(session);
  const weft::Ptr<Task> task = project->tasks.front();
  const weft::Ptr<Worker> worker = project->workers.front();

  // expunge: the tasks leave the session together with their project.
  session.expunge(project);
  fmt::print("expunge: task {}, worker {}\n", state_of(task), state_of(worker));
}

void refresh_expire(weft::Engine& engine) {
  weft::Session session(engine);
  auto project = bridge(session);
  const weft::Ptr<Task> task = project->tasks.back();
  const weft::Ptr<Worker> worker = project->workers.front();
  task.modify()->title = "paint";
  worker.modify()->name = "Anna";

  // refresh_expire: expiring the project drops what was not flushed of the tasks, too, and of nobody else.
  session.expire(project);
  fmt::print("refresh_expire: task {}, worker {}\n", task->title, worker->name);
}

void merge(weft::Engine& engine) {
  Project form; // as it comes from elsewhere, without a session
  {
    weft::Session session(engine);
    auto project = bridge(session);
    form = Project{.id = project->id, .name = "Bridge"};
    for (const weft::Ptr<Task>& task : project->tasks)
      form.tasks.push_back(Task{.id = task->id, .title = task->title + " well"});
  }
  weft::Session session(engine);
  // merge: the tasks of what is given are merged along, onto those with the same keys.
  auto project = session.merge(form);
  session.commit();
  fmt::print("merge:");
  for (const weft::Ptr<Task>& task : project->tasks)
    fmt::print(" {},", task->title);
  fmt::print(" worker {}\n", project->workers.front()->name);
}

void remove(weft::Engine& engine) {
  weft::Session session(engine);
  session.remove(bridge(session));
  // remove: the tasks are deleted before their project. Workers and sketches lose it: their foreign key becomes NULL.
  session.commit();
  fmt::print("remove: {} tasks, ", session.scalars(weft::select<Task>()).size());
  auto worker = session.scalars(weft::select<Worker>()).one();
  auto sketch = session.scalars(weft::select<Sketch>()).one();
  fmt::print("{} has {} project, the {} has {}\n", worker->name, worker->project ? "a" : "no", sketch->title,
             sketch->project_id ? "one" : "none");
}

void chapter(weft::Engine& engine) {
  save_update(engine);
  expunge(engine);
  refresh_expire(engine);
  merge(engine);
  remove(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Project, Task, Worker, Sketch>(argc, argv, chapter);
}
