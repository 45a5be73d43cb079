// SPDX-License-Identifier: MIT
//
// What a database can do, as its dialect claims it. Every default is "no" or the most careful number:
// a dialect that claims nothing works, only slower. What is not claimed, the framework emulates or
// refuses with a message that says so; conformance checks either way.
#pragma once

#include <cstddef>
#include <cstdint>

namespace weft {

/// How the keys that the database generates come back from an INSERT.
enum class GeneratedKeys : std::uint8_t {
  none,
  last_insert_id,  ///< the connection reports the key of the last row; a batch runs row by row in one call
  first_insert_id, ///< the connection reports the key of the first row of an INSERT; the others count on from it
  returning,       ///< INSERT .. RETURNING, several rows at once, in the order they were given
};

/// How a long list of keys travels: `column IN (list)`.
enum class KeyListForm : std::uint8_t {
  placeholders,  ///< one parameter per key, in a few fixed sizes so that statements are reused
  array,         ///< one parameter holding all of them; the dialect writes the expression around it
};

struct Capabilities {
  GeneratedKeys generated_keys = GeneratedKeys::none;
  KeyListForm key_list = KeyListForm::placeholders;
  std::size_t key_chunk = 100;       ///< keys in one list at most
  std::size_t max_parameters = 999;  ///< in one statement
  std::size_t insert_rows = 1;       ///< rows of one INSERT .. VALUES at most; 1: no multi-row INSERT
  std::size_t bulk_rows = 0;         ///< from so many rows on `Connection::bulk_insert` beats INSERT; 0: there is none
  std::size_t identifier_length = 63;

  bool insert_returning = false;
  bool update_returning = false;
  bool delete_returning = false;
  bool default_values = false;  ///< INSERT .. DEFAULT VALUES
  bool on_conflict = false;
  bool savepoints = false;
  bool row_counts = false;        ///< an UPDATE or DELETE reports the rows it matched
  bool batch_row_counts = false;  ///< so does each row of a batch
  /// Other statements may run while a cursor is open. Where they may not, the framework takes in all rows first.
  bool statement_while_streaming = false;
  /// Rows that are asked for in portions (`Statement::portion`) come when they are fetched, and are not all in the memory
  /// of the client before. Without it, such a result is as large as any other; entities are made of it in portions.
  bool streaming = false;
  bool row_values = false;     ///< (a, b) IN ((?, ?), (?, ?)) or a form of it
  bool null_ordering = false;  ///< NULLS FIRST, NULLS LAST
  bool for_update = false;
  bool skip_locked = false;
  bool common_table_expressions = false;
  bool window_functions = false;
  bool lateral = false;
  bool schemas = false;
  bool deferred_constraints = false;
  bool forward_references = false;  ///< a foreign key may name a table that is created later
  bool transactional_ddl = false;
  bool arrays = false;  ///< columns of `TypeKind::array`
};

}  // namespace weft
