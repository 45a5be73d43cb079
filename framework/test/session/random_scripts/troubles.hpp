// SPDX-License-Identifier: MIT
//
// What sessions do not get right yet. Random scripts stay clear of these, so that everything else is under test; who
// mends one takes it out of here, and the scripts go there too.
//
//   WEFT_TRY=orphaning_new ...   goes there now ("all": everywhere)
#pragma once

#include <cstddef>

#include "session/random_scripts/step.hpp"

namespace weft::test::scripts {

class Model;

enum class Trouble : unsigned char {
  /// A new row gets a unique value, or a key, from a row that is deleted or changed by the same flush.
  unique_from_removed,
  unique_from_changed,
  key_from_removed,
  key_from_changed,
  /// The same for a row that exists. SQLAlchemy refuses this, too.
  unique_from_removed_to_changed,
  /// An owner is removed that something new was linked to in the same flush. SQLAlchemy refuses this, too.
  removing_owner_of_new,
  /// A one-to-one is set while its side without the foreign key is not loaded: the former partner is not let go.
  one_to_one_not_loaded,
  /// A new entity that was expired, and is transient again after a rollback, cannot be read or added again.
  expired_before_rollback,
  /// What was changed and deleted, and is back after a rollback, is not watched: changes of it are lost.
  rolling_back_deletion_of_changed,
  /// A new entity leaves the owner that it belongs to, and is inserted all the same.
  orphaning_new,
  /// An entity without an owner in the database gets one and leaves it again in the same flush, and is kept.
  orphaning_without_old_owner,
  /// An entity leaves the owner that it belongs to, which is removed by the same flush, and is kept.
  orphaning_from_removed,
  /// A new orphan is let go at once and not by the flush: pointers into it are not watched, and when it finds another
  /// owner through its own member it is not taken back.
  using_new_orphan,
  /// What a rollback made transient keeps foreign keys and the version that a flush had written.
  adding_again_with_old_keys,
  adding_again_with_old_version,
  /// Rows of one table that are deleted together are ordered by their links in memory, not in the database.
  removing_moved_nodes,
  /// All rows of a circle are deleted by one flush. SQLAlchemy refuses this, too.
  removing_circle,
  /// A collection shows an entity that an earlier flush deleted; to assign another removes its row again.
  assigning_over_deleted,
  /// The set is not loaded and holds the entity already.
  putting_into_set_twice,
  /// The key of an owner is changed, and not flushed: its items are looked for by the new key, and new ones come first.
  linking_while_key_changes,
  removing_what_changes_its_key,
  expiring_what_changes_its_key,
  /// An entity gets the key of one that was deleted in the same transaction, which then is rolled back.
  rolling_back_reused_key,
};

/// Whether scripts stay clear of it.
[[nodiscard]] bool avoided(Trouble trouble);

/// Whether the step, which would mean something, leads to what is avoided.
[[nodiscard]] bool leads_to_trouble(const Model& model, const Step& step);

}  // namespace weft::test::scripts
