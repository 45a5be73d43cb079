// SPDX-License-Identifier: MIT
//
// One merge: what is given, and what it reaches, onto what the session has for the same keys.
//
// 1. walk: what the given one reaches through the cascade merge, as far as it is loaded
// 2. find: in the session, then in the database, one statement for each entity type
// 3. make what was not found
// 4. copy columns, then relationships (merging_relations.cpp)
//
// Whatever can be wrong is found before anything is changed. What is given is only read.
#pragma once

#include <tsl/robin_map.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "session/graph.hpp"
#include "weft/session/session_options.hpp"

namespace weft::detail {

class Merging {
 public:
  Merging(SessionCore& session, const MergeOptions& options) noexcept : session_(session), load_(options.load) {}
  /// `given`: the instance that `object` stands in; null for a value.
  Instance& run(const MappedEntity& entity, const void* object, Instance* given);

 private:
  using Instances = std::vector<Instance*>;

  struct Given {
    const MappedEntity* entity = nullptr;
    const void* object = nullptr;
    Instance* instance = nullptr;  ///< null for a value
    bool keyed = false;            ///< it says which row it is
    bool fresh = false;            ///< `merged` was made for it
    Instance* merged = nullptr;
    /// Foreign keys that a relationship decides which is merged as well; what is given may not have them filled in.
    std::vector<const MappedColumn*> linked{};

    /// The object that has the key by which the database knows the row.
    [[nodiscard]] const void* key_object() const noexcept { return instance ? identity_object(*instance) : object; }
    [[nodiscard]] bool same() const noexcept { return merged && merged == instance; }
    [[nodiscard]] bool expired() const noexcept { return instance && InstanceAccess::expired(*instance); }
    /// False for columns that have to be read again before anybody knows them.
    [[nodiscard]] bool knows(const MappedColumn& column) const;
  };

  // 1
  std::size_t note(const MappedEntity& entity, const void* object, Instance* instance);
  void walk();
  // 2
  void find();
  [[nodiscard]] bool has_to_read() const;
  void read();
  void check_version(const Given& given) const;
  // 3
  void make_missing();
  void make(Given& given);
  // 4
  void copy_columns(const Given& given);

  // Relationships (merging_relations.cpp).
  /// True when the given one says what the relationship holds, and that is to be merged.
  [[nodiscard]] static bool says(const Given& given, const MappedRelationship& relationship);
  static void members_of(const Given& given, const MappedRelationship& relationship, Instances& members);
  /// What is replaced has to be known.
  [[nodiscard]] static bool needs_loading(const Given& given, const MappedRelationship& relationship);
  void load_replaced();
  void copy_relationships(const Given& given);
  void replace_one(Instance& merged, const MappedRelationship& relationship, Instance* target) const;
  void replace_many(const Given& given, const MappedRelationship& relationship, const Instances& wanted) const;

  // Without loading (merging_clean.cpp).
  void require_clean() const;
  void drop_changes();
  void attach(Instance& merged, const MappedRelationship& relationship, const Instances& wanted) const;
  void settle();

  SessionCore& session_;
  bool load_;
  std::vector<Given> given_{};
  tsl::robin_map<const void*, std::size_t> places_{};  ///< objects, in `given_`
};

}  // namespace weft::detail
