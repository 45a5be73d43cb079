// SPDX-License-Identifier: MIT
//
// committer <file> <units>: goes on with the books in an SQLite file (books.hpp) for so many units of work, and writes
// the number of each to standard output once its commit has returned. Somebody kills it before it is done.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "session/killed_process/books.hpp"

namespace weft::test::books {
namespace {

Ptr<Invoice> find_invoice(Session& session, std::int64_t number) {
  return session.scalars(select<Invoice>().where(col<&Invoice::number> == number)).one_or_none();
}

std::int64_t last_unit(Session& session) {
  const auto last = session.scalars(select<LedgerEntry>().order_by(col<&LedgerEntry::number>.desc()).limit(1)).first();
  return last ? last->number : 0;
}

std::int64_t sum_of(const Ptr<Invoice>& invoice) {
  std::int64_t sum = 0;
  for (const auto& line : invoice->lines) sum += line->amount;
  return sum;
}

Ptr<Invoice> write_invoice(Session& session, std::int64_t unit) {
  Invoice invoice{.number = unit};
  for (std::int64_t line = 0; line < lines_of(unit); ++line)
    invoice.lines.push_back(InvoiceLine{.text = text_of(unit, line), .amount = amount_of(unit, line)});
  return session.add(std::move(invoice));
}

void correct(const Ptr<Invoice>& before, const Ptr<Invoice>& invoice) {
  if (before->lines.size() > 1) invoice.modify()->lines.push_back(before->lines.back());
  before->lines.front().modify()->amount += 1;
  before.modify()->total = sum_of(before);
}

/// All of a unit but its commit. Flushes on the way, so that its rows reach the database one after another.
void write_unit(Session& session, const Ptr<Account>& account, std::int64_t unit) {
  auto invoice = write_invoice(session, unit);
  session.flush();
  std::int64_t difference = 0;
  if (auto before = find_invoice(session, unit - 1)) {
    auto part = session.begin_nested();
    difference -= before->total;
    correct(before, invoice);
    difference += before->total;
    part.commit();
  }
  invoice.modify()->total = sum_of(invoice);
  difference += invoice->total;
  if (auto old = find_invoice(session, unit - kept_invoices)) {
    difference -= old->total;
    session.remove(old);
  }
  if (unit % 3 == 0) {
    auto part = session.begin_nested();  // and no commit: rolled back
    session.add(LedgerEntry{.number = unit, .total = -1, .balance = -1});
    account.modify()->balance = -1;
    session.flush();
  }
  account.modify()->balance += difference;
  session.add(LedgerEntry{.number = unit, .total = invoice->total, .balance = account->balance});
}

void report(std::int64_t unit) {
  const std::string line = std::to_string(unit) + '\n';
  if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::exit(2);
}

void keep_books(const std::string& file, std::int64_t units) {
  constexpr std::int64_t units_in_a_session = 10;
  Engine engine("sqlite:///" + file);
  for (std::int64_t done = 0; done < units;) {
    Session session(engine);
    auto account = session.get<Account>(1);
    std::int64_t unit = last_unit(session);
    for (std::int64_t count = 0; count < units_in_a_session && done < units; ++count, ++done) {
      ++unit;
      if (unit % 7 == 0) {
        write_unit(session, account, unit);
        session.flush();
        session.rollback();
      }
      write_unit(session, account, unit);
      session.commit();
      report(unit);
    }
  }
}

}  // namespace
}  // namespace weft::test::books

int main(int count, char** arguments) {
  if (count != 3) return 2;
  try {
    weft::test::books::keep_books(arguments[1], std::strtoll(arguments[2], nullptr, 10));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "committer: %s\n", error.what());
    return 1;
  }
  return 0;
}
