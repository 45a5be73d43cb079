// SPDX-License-Identifier: MIT
//
// Invoices with a payer and lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace preventing_lazy {

struct InvoiceLine;

struct Payer {
  std::int64_t id{};
  std::string name{};
};

struct Invoice {
  std::int64_t id{};
  std::string number{};
  std::optional<std::int64_t> payer_id{};
  weft::Ref<Payer> payer{};
  weft::List<InvoiceLine> lines{};
};

struct InvoiceLine {
  std::int64_t id{};
  std::string text{};
  std::int64_t invoice_id{};
  weft::Ref<Invoice> invoice{};
};

inline void map(weft::Mapper<Payer>& m) {
  m.table("payer");
  m.column<&Payer::id>().primary_key();
  m.column<&Payer::name>().length(50);
}

inline void map(weft::Mapper<Invoice>& m) {
  m.table("invoice");
  m.column<&Invoice::id>().primary_key();
  m.column<&Invoice::number>().length(20);
  m.column<&Invoice::payer_id>().references<&Payer::id>();
  m.relationship<&Invoice::payer>();
  m.relationship<&Invoice::lines>().back_populates<&InvoiceLine::invoice>().order_by(weft::col<&InvoiceLine::id>);
}

inline void map(weft::Mapper<InvoiceLine>& m) {
  m.table("invoice_line");
  m.column<&InvoiceLine::id>().primary_key();
  m.column<&InvoiceLine::text>().length(100);
  m.column<&InvoiceLine::invoice_id>().references<&Invoice::id>().index();
  m.relationship<&InvoiceLine::invoice>().back_populates<&Invoice::lines>();
}

} // namespace preventing_lazy
