// SPDX-License-Identifier: MIT
//
// What a session and its database have to hold, as plain maps: the measure that random scripts are compared with.
//
// There are two layers. `Object::now` is what the program sees. `Flushed` is what the database holds inside of the
// transaction; a flush makes it follow. Savepoints and the last commit are copies of the second layer. A link is
// kept once, at the item: collections are read off it, so that both sides cannot disagree.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "session/random_scripts/step.hpp"
#include "weft/session/instance.hpp"

namespace weft::test::scripts {

struct Row {
  std::string name{};
  int number = 0;
  std::string mark{};  ///< a fan's nick, a country's code
  int version = 0;     ///< of a band
  std::array<Slot, to_one_links.size()> owner{nobody, nobody, nobody, nobody, nobody};

  [[nodiscard]] Slot& owner_in(Link link) { return owner[static_cast<std::size_t>(link)]; }
  [[nodiscard]] Slot owner_in(Link link) const { return owner[static_cast<std::size_t>(link)]; }
  friend bool operator==(const Row&, const Row&) = default;
};

/// A band and a fan.
using Pairs = std::set<std::pair<Slot, Slot>>;

struct Flushed {
  std::map<Slot, Row> rows{};
  Pairs fans{};
};

struct Object {
  Kind kind{};
  State state = State::transient;
  bool removed = false;   ///< by the program; the next flush deletes it
  bool orphaned = false;  ///< it left an owner that it belongs to, and has no other
  bool kept = false;      ///< the program has a pointer from `modify` that is still good
  Row now{};

  // What it led to when a rollback made it transient; good as long as `remembered` is the model's epoch.
  std::size_t remembered = 0;
  std::vector<std::pair<Link, Slot>> items{};
  Pairs fans{};

  // Nobody says what these would be, should a rollback make the object transient.
  bool unsure_columns = false;  ///< an expire has lost changes
  bool unsure_links = false;    ///< it, or what it was linked to, was deleted before

  [[nodiscard]] bool in_session() const noexcept { return state == State::pending || state == State::persistent; }
  /// Something that a program may link and change.
  [[nodiscard]] bool live() const noexcept { return in_session() && !removed; }
};

class Model {
 public:
  Model() : marks_(1) {}

  /// Whether the step means something here, and one thing only (rules.cpp).
  [[nodiscard]] bool can(const Step& step) const;
  /// Takes a step that `can`.
  void apply(const Step& step);

  [[nodiscard]] const std::map<Slot, Object>& objects() const noexcept { return objects_; }
  [[nodiscard]] const Flushed& flushed() const noexcept { return flushed_; }
  [[nodiscard]] std::size_t savepoints() const noexcept { return marks_.size() - 1; }

  [[nodiscard]] bool linked(Link link, Slot owner, Slot item) const;
  /// What the session holds of the owner's items, or of the item's owners.
  [[nodiscard]] std::vector<Slot> items_of(Link link, Slot owner) const;
  [[nodiscard]] std::vector<Slot> owners_of(Link link, Slot item) const;
  /// Whether a flush would write a link that the entity is an end of.
  [[nodiscard]] bool links_changed(Slot slot) const;
  [[nodiscard]] bool owns_changes(Slot slot) const;
  /// The transient objects that come along when this one is added.
  [[nodiscard]] std::set<Slot> added_along(Slot slot) const;

 private:
  struct Mark {
    Flushed flushed{};
    std::map<Slot, State> states{};
  };

  // What a step does (model.cpp).
  void create(Kind kind, Slot slot, const std::string& mark = {});
  void apply_create(const Step& step);
  void link(Link link, Slot owner, Slot item);
  void unlink(Link link, Slot owner, Slot item);
  void assign(const Step& step);
  void forget_pointers();
  void expire(Object& object, Slot slot);

  // The unit of work and the transaction (transaction.cpp).
  void flush();
  void settle_orphans();
  void delete_removed();
  void expel(Slot slot, Object& object);
  void commit();
  void begin_nested();
  void roll_back_to(const Mark& mark);
  void remember_links(Slot slot, Object& object);
  void roll_back();
  void add_again(Slot slot);

  // What makes sense (rules.cpp).
  [[nodiscard]] bool can_create(const Step& step) const;
  [[nodiscard]] bool can_link(const Step& step) const;
  [[nodiscard]] bool can_assign(const Step& step) const;
  [[nodiscard]] bool can_add_again(Slot slot) const;
  [[nodiscard]] bool is_usable(Slot slot) const;
  [[nodiscard]] bool is_new(Slot slot) const { return slot != nobody && !objects_.contains(slot); }
  [[nodiscard]] const Object* find(Slot slot, Kind kind) const;
  [[nodiscard]] bool is_live(Slot slot, Kind kind) const;
  [[nodiscard]] bool mark_is_free(Kind kind, const std::string& mark, Slot self) const;
  [[nodiscard]] std::ptrdiff_t removed() const;
  [[nodiscard]] bool any_link_changed() const;
  [[nodiscard]] bool all_written() const;

  std::map<Slot, Object> objects_{};
  Pairs fans_{};
  Flushed flushed_{};
  std::vector<Mark> marks_;  ///< the last commit, then the savepoints
  std::size_t epoch_ = 1;
  bool key_changed_ = false;  ///< foreign keys in memory may be those from before a country's code changed
};

}  // namespace weft::test::scripts
