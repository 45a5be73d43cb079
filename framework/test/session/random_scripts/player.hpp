// SPDX-License-Identifier: MIT
#pragma once

#include "session/random_scripts/handles.hpp"
#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {

/// Takes the steps of a script with a session: what a program would have written. Knows nothing of the model.
class Player {
 public:
  explicit Player(Engine& engine) : session_(engine) {}

  /// Throws what the session throws.
  void play(const Step& step);

  [[nodiscard]] Session& session() noexcept { return session_; }
  [[nodiscard]] const Handles& handles() const noexcept { return handles_; }
  /// What the last query found.
  [[nodiscard]] const std::vector<Slot>& found() const noexcept { return found_; }

 private:
  template <class T>
  [[nodiscard]] static T value_of(Slot slot);
  template <class T>
  Ptr<T> add(T value, const Step& step);
  /// Finds new entities, which came in inside of a value, by the names they were given.
  template <class Relation>
  void find_new(const Relation& relation, Kind kind, const std::vector<Slot>& slots);

  /// Where sessions need it, see `Trouble::one_to_one_not_loaded`.
  void load_one_to_one(const Step& step);
  void create(const Step& step);
  void create_family(const Step& step);
  void create_deep(const Step& step);
  void create_with_owner(const Step& step);
  void create_beside(const Step& step);
  void link(const Step& step);
  void assign(const Step& step);
  void change(const Step& step);
  void query(Kind kind);
  void fail_to_flush(const Step& step);
  void transact(const Step& step);

  Handles handles_{};  // before the session: entities outlive it
  std::map<Slot, std::int64_t*> kept_numbers_{};
  std::vector<Slot> found_{};
  Session session_;
  std::vector<Savepoint> savepoints_{};
};

}  // namespace weft::test::scripts
