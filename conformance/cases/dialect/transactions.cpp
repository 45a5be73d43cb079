// SPDX-License-Identifier: MIT
//
// Transactions and savepoints of a connection without an engine.
#include "case.hpp"
#include "cases/dialect/wire.hpp"

namespace weft::conformance {
namespace {

using Rows = std::vector<std::vector<std::string>>;

void commit_keeps(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.fill(2);
  wire.connection().commit();
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "2");
}

void rollback_takes_back(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.fill(2);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "0");
}

void rollback_without_a_transaction(Trial& trial) {
  Wire wire(trial);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "0");
}

void rollback_after_an_error(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.fill(1);
  EXPECT_THROW(wire.execute("INSERT INTO conf_wire (n) VALUES (1)"), IntegrityError);
  wire.connection().rollback();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "0");
  wire.connection().begin({});
  wire.fill(1);
  wire.connection().commit();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "1");
}

Case isolation(std::string_view name, Isolation level) {
  return Case(name, [level](Trial& trial) {
    Wire wire(trial);
    wire.connection().begin({.isolation = level});
    wire.fill(1);
    EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "1");
    wire.connection().commit();
    wire.connection().begin({});
    EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "1");
    wire.connection().rollback();
  });
}

void read_only_refuses_writes(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({.read_only = true});
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "0");
  EXPECT_THROW(wire.fill(1), StatementError);
  wire.connection().rollback();
  wire.fill(1);
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "1") << "the next transaction may write again";
}

void savepoint_is_rolled_back(Trial& trial) {
  Wire wire(trial);
  Connection& connection = wire.connection();
  connection.begin({});
  wire.execute("INSERT INTO conf_wire (n) VALUES (1)");
  connection.savepoint("one");
  wire.execute("INSERT INTO conf_wire (n) VALUES (2)");
  connection.savepoint("two");
  wire.execute("INSERT INTO conf_wire (n) VALUES (3)");
  connection.rollback_to_savepoint("two");
  connection.release_savepoint("two");
  connection.rollback_to_savepoint("one");
  connection.release_savepoint("one");
  connection.commit();
  EXPECT_EQ(wire.rows("SELECT n FROM conf_wire"), (Rows{{"1"}}));
}

void savepoint_is_released(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.connection().savepoint("one");
  wire.fill(2);
  wire.connection().release_savepoint("one");
  wire.connection().commit();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "2");
}

void savepoint_outlives_an_error(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.fill(1);
  wire.connection().savepoint("one");
  EXPECT_THROW(wire.execute("INSERT INTO conf_wire (n) VALUES (1)"), IntegrityError);
  wire.connection().rollback_to_savepoint("one");
  wire.execute("INSERT INTO conf_wire (n) VALUES (2)");
  wire.connection().commit();
  EXPECT_EQ(wire.value("SELECT count(*) FROM conf_wire"), "2");
}

void savepoint_with_an_odd_name(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  wire.connection().savepoint("weft_1");
  wire.connection().savepoint("weft_2");
  wire.connection().rollback_to_savepoint("weft_1");
  wire.connection().commit();
}

void refuses_savepoints(Trial& trial) {
  Wire wire(trial);
  wire.connection().begin({});
  EXPECT_THROW(wire.connection().savepoint("one"), Error);
  wire.connection().rollback();
}

const Claim savepoints = &Capabilities::savepoints;

const Group transactions{"dialect.transactions",
                         {{"commit_keeps", &commit_keeps, Level::core},
                          {"rollback_takes_back", &rollback_takes_back, Level::core},
                          {"rollback_without_a_transaction", &rollback_without_a_transaction},
                          {"rollback_after_an_error", &rollback_after_an_error, Level::core},
                          isolation("database_default", Isolation::database_default),
                          isolation("read_uncommitted", Isolation::read_uncommitted),
                          isolation("read_committed", Isolation::read_committed),
                          isolation("repeatable_read", Isolation::repeatable_read),
                          isolation("serializable", Isolation::serializable),
                          {"read_only_refuses_writes", &read_only_refuses_writes}}};

const Group saving{"dialect.savepoints",
                   {{"rolled_back", &savepoint_is_rolled_back, Level::core, savepoints, &refuses_savepoints},
                    {"released", &savepoint_is_released, Level::standard, savepoints, &refuses_savepoints},
                    {"outlives_an_error", &savepoint_outlives_an_error, Level::standard, savepoints, &refuses_savepoints},
                    {"two_names", &savepoint_with_an_odd_name, Level::full, savepoints, &refuses_savepoints}}};

}  // namespace
}  // namespace weft::conformance
