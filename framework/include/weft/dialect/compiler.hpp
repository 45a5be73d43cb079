// SPDX-License-Identifier: MIT
//
// From trees to text. The base class writes standard SQL; a dialect overrides the pieces in which its
// database differs.
//
//   class Compiler final : public weft::sql::Compiler {
//     void write_placeholder(std::size_t index, Writer& out) const override { out << '$' << index; }
//   };
//
// A compiler has no state of its own: one serves all threads. What it writes depends on the statement's
// shape only, never on values, so the framework keeps the result by shape.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// SQL text with the places its values go to.
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
  /// SQL given by the program, with :name parameters (a `raw` node).
  [[nodiscard]] CompiledSql raw(const Node& node) const;

  /// The statements that create a table with its indexes; nothing is said when it exists already.
  [[nodiscard]] virtual std::vector<std::string> create_table(const TableDefinition& table) const;
  [[nodiscard]] virtual std::string drop_table(const TableDefinition& table) const;

  /// One parameter that holds all keys (for `KeyListForm::array`); `width` values make one key.
  [[nodiscard]] virtual Value array_parameter(const std::vector<Value>& values, std::size_t width) const;

  [[nodiscard]] const Capabilities& capabilities() const noexcept { return capabilities_; }

  // The pieces. `index` counts placeholders from 1.
  virtual void write_identifier(std::string_view name, Writer& out) const;
  virtual void write_placeholder(std::size_t index, Writer& out) const;
  virtual void write_type(const SqlType& type, Writer& out) const = 0;
  /// The column of a CREATE TABLE whose value the database generates, type included.
  virtual void write_autoincrement_column(const TableColumn& column, Writer& out) const = 0;
  virtual void write_binary(const Node& node, Writer& out) const;
  virtual void write_function(const Node& node, Writer& out) const;
  virtual void write_cast(const Node& node, Writer& out) const;
  /// `columns IN (keys)`; writes the form that the capabilities claim.
  virtual void write_key_list(const Node& node, Writer& out) const;
  virtual void write_ordering(const Node& node, Writer& out) const;
  virtual void write_limit(const SelectStatement& statement, Writer& out) const;
  virtual void write_locking(const SelectStatement& statement, Writer& out) const;
  virtual void write_default_values(Writer& out) const;
  virtual void write_on_conflict(const InsertStatement& statement, Writer& out) const;
  virtual void write_returning(const std::vector<NodePtr>& columns, Writer& out) const;

 protected:
  // For those who override a piece and want the rest written as always.
  void write(const Node& node, Writer& out) const;
  void write_select(const SelectStatement& statement, Writer& out) const;
  void write_list(const std::vector<NodePtr>& nodes, std::string_view separator, Writer& out) const;

 private:
  friend class Writer;
  Capabilities capabilities_;
};

}  // namespace weft::sql
