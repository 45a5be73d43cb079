// SPDX-License-Identifier: MIT
//
// The books that a program keeps until it is killed, and what each of its units of work does to them:
//
//   1. writes invoice n, with a few lines
//   2. moves the last line of invoice n - 1 to it, where that leaves another one, and corrects the first by 1
//   3. deletes invoice n - 8 with its lines
//   4. writes the new balance into the account, and a line with the number n into the ledger
//
// All of it follows from n. So the books after n units are known, and half a unit cannot pass for a whole one.
#pragma once

#include <cstdint>
#include <string>

#include "weft/weft.hpp"

namespace weft::test::books {

struct InvoiceLine;

struct Invoice {
  std::int64_t id{};
  std::int64_t number{};
  std::int64_t total{};
  List<InvoiceLine> lines{};
};

struct InvoiceLine {
  std::int64_t id{};
  std::string text{};
  std::int64_t amount{};
  std::int64_t invoice_id{};
  Ref<Invoice> invoice{};
};

struct Account {
  std::int64_t id{};
  std::int64_t balance{};
  std::int64_t version{};
};

struct LedgerEntry {
  std::int64_t number{};
  std::int64_t total{};
  std::int64_t balance{};
};

inline void map(Mapper<Invoice>& m) {
  m.table("invoice");
  m.column<&Invoice::id>().primary_key();
  m.column<&Invoice::number>().unique();
  m.column<&Invoice::total>();
  m.relationship<&Invoice::lines>()
      .back_populates<&InvoiceLine::invoice>()
      .order_by(col<&InvoiceLine::text>)
      .cascade(Cascade::all | Cascade::delete_orphan);
}

inline void map(Mapper<InvoiceLine>& m) {
  m.table("invoice_line");
  m.column<&InvoiceLine::id>().primary_key();
  m.column<&InvoiceLine::text>();
  m.column<&InvoiceLine::amount>();
  m.column<&InvoiceLine::invoice_id>().references<&Invoice::id>();
  m.relationship<&InvoiceLine::invoice>().back_populates<&Invoice::lines>();
}

inline void map(Mapper<Account>& m) {
  m.table("account");
  m.column<&Account::id>().primary_key();
  m.column<&Account::balance>();
  m.column<&Account::version>().version();
}

inline void map(Mapper<LedgerEntry>& m) {
  m.table("ledger");
  m.column<&LedgerEntry::number>().primary_key().autoincrement(false);
  m.column<&LedgerEntry::total>();
  m.column<&LedgerEntry::balance>();
}

inline constexpr std::int64_t kept_invoices = 8;

inline std::int64_t lines_of(std::int64_t unit) { return 1 + unit * 7 % 5; }
inline std::int64_t amount_of(std::int64_t unit, std::int64_t line) { return 1 + (unit * 31 + line * 17) % 101; }
/// No two lines have the same. Sorts as the numbers do.
inline std::string text_of(std::int64_t unit, std::int64_t line) {
  const std::string number = std::to_string(unit);
  return std::string(8 - number.size(), '0') + number + "/" + std::to_string(line);
}

}  // namespace weft::test::books
