// SPDX-License-Identifier: MIT
//
// From trees to text. The base class writes standard SQL; a dialect overrides the pieces in which its
// database differs, and nothing else.
//
//   class Compiler final : public weft::sql::Compiler {
//     using weft::sql::Compiler::Compiler;
//     void write_placeholder(std::size_t index, Writer& out) const override { out << '$' << index; }
//     void write_type(const SqlType& type, Writer& out) const override { ... }
//     void write_autoincrement_type(const TableColumn&, Writer& out) const override { out << "BIGSERIAL"; }
//   };
//
// A compiler has no state of its own: one serves all threads. What it writes depends on the statement's
// shape only, never on values, so the framework keeps the result by shape.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weft/dialect/capabilities.hpp"
#include "weft/mapping/table_definition.hpp"
#include "weft/sql/node.hpp"

namespace weft::sql {

/// Where the value of one placeholder comes from, in the order of the text.
struct Slot {
  const Node* node = nullptr;  ///< a parameter, or a key list
  std::int32_t element = -1;   ///< of a key list: which value; -1: the whole list as one array parameter
};

/// SQL text with the places its values go to. The slots point into the statement's tree: keep the tree.
struct CompiledSql {
  std::string text{};
  std::vector<Slot> slots{};
};

class Writer;

class Compiler {
 public:
  explicit Compiler(const Capabilities& capabilities) : capabilities_(capabilities) {}
  virtual ~Compiler();

  // Whole statements. Each throws `UsageError` for what the dialect cannot express, `MappingError` for a
  // column that belongs to none of the statement's tables.
  [[nodiscard]] CompiledSql select(const SelectStatement& statement) const;
  [[nodiscard]] CompiledSql insert(const InsertStatement& statement) const;
  [[nodiscard]] CompiledSql update(const UpdateStatement& statement) const;
  [[nodiscard]] CompiledSql remove(const DeleteStatement& statement) const;
  /// SQL given by the program, with :name parameters (a `raw` node). A colon that begins no parameter is
  /// written \: ; throws `UsageError` for a name without a value and for a value without a name.
  [[nodiscard]] CompiledSql raw(const Node& node) const;

  /// The statements that create a table with its indexes; nothing is said when it exists already. The
  /// foreign keys in `later` are left out: tables that refer to one another get them by `add_foreign_key`,
  /// unless the dialect claims `forward_references`.
  [[nodiscard]] virtual std::vector<std::string> create_table(const TableDefinition& table,
                                                              std::span<const ForeignKey* const> later) const;
  [[nodiscard]] std::vector<std::string> create_table(const TableDefinition& table) const {
    return create_table(table, std::span<const ForeignKey* const>{});
  }
  [[nodiscard]] virtual std::string add_foreign_key(const TableDefinition& table, const ForeignKey& key) const;
  /// Takes away what `add_foreign_key` added, so that tables which refer to one another can be dropped. Where a key
  /// cannot be taken away, what lets it wait until the transaction ends.
  [[nodiscard]] virtual std::string drop_foreign_key(const TableDefinition& table, const ForeignKey& key) const;
  [[nodiscard]] virtual std::string drop_table(const TableDefinition& table) const;

  /// What `Connection::bulk_insert` of these columns is called in events and errors: "COPY item (id) FROM STDIN". It
  /// holds no places for values. Whoever claims `Capabilities::bulk_rows` writes this; the base class gives nothing.
  [[nodiscard]] virtual std::string bulk_insert(const TableDefinition& table,
                                                std::span<const TableColumn* const> columns) const;

  /// One parameter that holds all keys (for `KeyListForm::array`); `width` values make one key.
  [[nodiscard]] virtual Value array_parameter(const std::vector<Value>& values, std::size_t width) const;

  [[nodiscard]] const Capabilities& capabilities() const noexcept { return capabilities_; }

  // The pieces. Each writes what its name says and no space around it, the clauses after the first
  // begin with one: " LIMIT ..", " RETURNING ..".

  /// A name, in quotes where it needs them (see `plain_identifier`).
  virtual void write_identifier(std::string_view name, Writer& out) const;
  /// `index` counts placeholders from 1.
  virtual void write_placeholder(std::size_t index, Writer& out) const;
  /// True where a placeholder says by its number which value it stands for ($1), so that a value which stands in several
  /// places is sent once, and an expression in GROUP BY is the one that is selected. False where they are all the same (?).
  [[nodiscard]] virtual bool placeholders_are_numbered() const noexcept { return false; }
  /// A parameter where an expression stands: `out.placeholder(node)`, and a cast where the database
  /// cannot guess `node.type`.
  virtual void write_parameter(const Node& node, Writer& out) const;
  virtual void write_type(const SqlType& type, Writer& out) const = 0;
  /// The type of a column where its table is created; `write_type` unless the column's keys matter.
  virtual void write_column_type(const TableDefinition& table, const TableColumn& column, Writer& out) const;
  /// What follows the name of a column whose value the database generates, without PRIMARY KEY:
  /// "BIGINT GENERATED BY DEFAULT AS IDENTITY".
  virtual void write_autoincrement_type(const TableColumn& column, Writer& out) const = 0;
  /// The expression behind DEFAULT, given by the program.
  virtual void write_server_default(std::string_view expression, Writer& out) const;
  /// Before each foreign key in CREATE TABLE: nothing, where the names that the database makes do, or
  /// "CONSTRAINT fk_item_owner_id ".
  virtual void write_foreign_key_name(const TableDefinition& table, const ForeignKey& key, Writer& out) const;
  /// The one that `add_foreign_key` gives: made from table and columns.
  [[nodiscard]] virtual std::string foreign_key_name(const TableDefinition& table, const ForeignKey& key) const;
  /// What a CREATE TABLE holds after its keys and checks, each with ",\n  " before it: nothing, or the indexes
  /// where the database wants them there. Then `create_indexes` gives none.
  virtual void write_table_extras(const TableDefinition& table, Writer& out) const;
  /// What follows the closing parenthesis of a CREATE TABLE, with a space before it: nothing.
  virtual void write_table_options(const TableDefinition& table, Writer& out) const;
  /// The statements behind CREATE TABLE that create its indexes.
  [[nodiscard]] virtual std::vector<std::string> create_indexes(const TableDefinition& table) const;
  /// Operators with two operands, `like` and `null_safe_equal` included. See `write_infix`. In the pattern of `like` a
  /// backslash takes the next character as it is: where the database does not do that by itself, ESCAPE is to be written. Those of arrays
  /// (`any_of`, `contains`) are written by who claims `Capabilities::arrays`.
  virtual void write_binary(const Node& node, Writer& out) const;
  virtual void write_function(const Node& node, Writer& out) const;
  virtual void write_cast(const Node& node, Writer& out) const;
  /// What stands behind IN or NOT IN of a select: the select in parentheses.
  virtual void write_in_select(const SelectStatement& select, Writer& out) const;
  /// `columns IN (keys)`, or NOT IN where the operator is `not_in`, in the form that the capabilities claim. Whoever claims `KeyListForm::array` writes
  /// this; the base class knows placeholders only.
  virtual void write_key_list(const Node& node, Writer& out) const;
  /// What stands behind IN for keys of several columns: ((?, ?), (?, ?)).
  virtual void write_key_rows(const Node& node, Writer& out) const;
  virtual void write_ordering(const Node& node, Writer& out) const;
  virtual void write_limit(const SelectStatement& statement, Writer& out) const;
  virtual void write_locking(const SelectStatement& statement, Writer& out) const;
  virtual void write_default_values(Writer& out) const;
  virtual void write_on_conflict(const InsertStatement& statement, Writer& out) const;
  /// Inside ON CONFLICT: the value that was to be inserted.
  virtual void write_excluded(const TableColumn& column, Writer& out) const;
  virtual void write_returning(const std::vector<NodePtr>& columns, Writer& out) const;

 protected:
  // For those who override a piece and want the rest written as always.
  void write(const Node& node, Writer& out) const;
  /// A child of `parent`, in parentheses where the operator of the parent would tear it apart.
  void write_operand(const Node& parent, std::size_t child, Writer& out) const;
  /// The two operands with `sign` between them.
  void write_infix(const Node& node, std::string_view sign, Writer& out) const;
  void write_select(const SelectStatement& statement, Writer& out) const;
  void write_list(const std::vector<NodePtr>& nodes, std::string_view separator, Writer& out) const;
  /// The name of a column without its table.
  void write_column_name(const Node& column, Writer& out) const;
  /// column = value, column = value
  void write_assignments(const std::vector<Assignment>& assignments, Writer& out) const;
  /// A name between quotes, the quotes in it doubled.
  static void write_quoted(std::string_view name, char quote, Writer& out);
  /// True for a name that needs no quotes on any database we know: lower case, and no reserved word.
  [[nodiscard]] static bool plain_identifier(std::string_view name) noexcept;
  /// All indexes that the table wants: those of single columns, then those of several.
  [[nodiscard]] static std::vector<TableIndex> indexes_of(const TableDefinition& table);
  /// The name that an index was given, or one made from its table and columns.
  [[nodiscard]] std::string index_name(const TableDefinition& table, const TableIndex& index) const;
  /// (column, column)
  void write_column_names(const std::vector<const TableColumn*>& columns, Writer& out) const;
  /// A name within `Capabilities::identifier_length`, always the same one for the same name.
  [[nodiscard]] std::string shortened(std::string name) const;
  /// The same with a number behind it, by which names that differ in case only are told apart.
  [[nodiscard]] std::string numbered(std::string name) const;
  /// The name with its schema, where it has one.
  void write_table_name(const TableDefinition& table, Writer& out) const;

 private:
  friend class Writer;
  void write_unary(const Node& node, Writer& out) const;
  void write_in(const Node& node, Writer& out) const;
  void write_case(const Node& node, Writer& out) const;
  void write_window(const Node& node, Writer& out) const;
  void write_raw(const Node& node, Writer& out) const;
  void write_column(const Node& node, Writer& out) const;
  void write_label_ref(const Node& node, Writer& out) const;
  void write_order_term(const Node& node, Writer& out) const;
  void write_order_by(const std::vector<NodePtr>& terms, Writer& out) const;
  void write_result_columns(const std::vector<NodePtr>& columns, Writer& out) const;
  void write_ctes(const std::vector<CommonTableExpression>& ctes, Writer& out) const;
  void write_core(const SelectStatement& statement, Writer& out) const;
  void write_set_operands(const SelectStatement& statement, Writer& out) const;
  void write_source(const Source& source, Writer& out) const;
  void write_entity_tables(const Source& source, Writer& out) const;
  void write_kind_tables(const Source& source, Writer& out) const;
  void write_join(const Join& join, Writer& out) const;
  void write_subselect(const std::shared_ptr<const SelectStatement>& statement, Writer& out) const;
  void write_insert_rows(const InsertStatement& statement, Writer& out) const;
  void write_column_definition(const TableDefinition& table, const TableColumn& column, Writer& out) const;
  void write_foreign_key(const ForeignKey& key, Writer& out) const;
  [[nodiscard]] std::string create_index(const TableDefinition& table, const TableIndex& index) const;

  Capabilities capabilities_;
};

}  // namespace weft::sql
