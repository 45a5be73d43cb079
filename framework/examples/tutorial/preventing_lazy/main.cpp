// SPDX-License-Identifier: MIT
//
// Preventing lazy loads: a query that reads everything it needs can say that nothing else may be read. What was
// forgotten is then an error in the first test, instead of a thousand statements in production.
#include "model.hpp"
#include "tutorial.hpp"

using namespace preventing_lazy;
using weft::col;

namespace {

void fill(weft::Engine& engine) {
  weft::Session session(engine);
  auto ann = session.add(Payer{.name = "Ann"});
  session.add(
      Invoice{.number = "2026-1", .payer = ann, .lines = {InvoiceLine{.text = "tea"}, InvoiceLine{.text = "cups"}}});
  session.add(Invoice{.number = "2026-2", .lines = {InvoiceLine{.text = "sugar"}}}); // paid in cash: no payer
  session.commit();
}

// Runs what may be refused, and prints how that ended.
template <class Function>
void attempt(const char* what, Function function) {
  try {
    fmt::print("{}: {}\n", what, function());
  } catch (const weft::UnloadedAccessError& error) {
    fmt::print("{}: refused\n{}\n", what, error.what());
  }
}

void one_relationship(weft::Engine& engine) {
  weft::Session session(engine);
  auto query =
      weft::select<Invoice>().where(col<&Invoice::number> == "2026-1").options(weft::raiseload<&Invoice::lines>());
  auto invoice = session.scalars(query).one();
  attempt("payer", [&] { return invoice->payer->name; }); // not mentioned: lazy, as mapped
  attempt("lines", [&] { return invoice->lines.size(); });
}

void everything_else(weft::Engine& engine) {
  weft::Session session(engine);
  weft::StatementCounter counter(engine);
  // What is named is loaded, whatever is not named raises, at every level: the payer of the invoice of a line, too.
  auto query = weft::select<Invoice>()
                   .where(col<&Invoice::number> == "2026-1")
                   .options(weft::selectinload<&Invoice::lines>(), weft::raiseload_all());
  auto invoice = session.scalars(query).one();
  attempt("lines", [&] { return invoice->lines.size(); });
  attempt("payer", [&] { return invoice->payer->name; });
  fmt::print("{} statements\n", counter.count());
}

void statements_only(weft::Engine& engine) {
  weft::Session session(engine);
  // With sql_only it refuses statements, not answers: where the key is NULL, or where the session has the entity
  // already, nothing needs to be asked.
  auto query = weft::select<Invoice>()
                   .order_by(col<&Invoice::number>)
                   .options(weft::raiseload<&Invoice::payer>({{"sql_only", "true"}}));
  auto invoices = session.scalars(query).all();
  attempt("no payer", [&] { return invoices[1]->payer ? "somebody" : "nobody"; });
  attempt("unknown payer", [&] { return invoices[0]->payer->name; });
  auto ann = session.scalars(weft::select<Payer>()).one();
  attempt("known payer", [&] { return invoices[0]->payer->name; });
}

void writing(weft::Engine& engine) {
  weft::Session session(engine);
  auto invoice =
      session.scalars(weft::select<Invoice>().where(col<&Invoice::number> == "2026-2").options(weft::raiseload_all()))
          .one();
  // Reading is what raises. A line can be added to a collection that is not loaded.
  invoice.modify()->lines.push_back(InvoiceLine{.text = "milk"});
  session.commit();
  auto lines = weft::select<InvoiceLine>().join<&InvoiceLine::invoice>().where(col<&Invoice::number> == "2026-2");
  fmt::print("2026-2 has {} lines\n", session.scalars(lines).size());
}

void chapter(weft::Engine& engine) {
  fill(engine);
  one_relationship(engine);
  everything_else(engine);
  statements_only(engine);
  writing(engine);
}

} // namespace

int main(int argc, char** argv) {
  return tutorial::run<Invoice, Payer, InvoiceLine>(argc, argv, chapter);
}
