// SPDX-License-Identifier: MIT
//
// A program that carries its plugins inside runs without any plugin file.
#include "model.hpp"

int main() {
  weft::Engine engine("sqlite://");
  fill(engine);
  weft::StatementCounter counter(engine);
  weft::Session session(engine);
  std::size_t employees = 0;
  for (const auto& department : session.scalars(weft::select<Department>().options(
           weft::selectinload<&Department::employees>().joinedload<&Employee::department>())))
    employees += department->employees.size();
  require(employees == 20, "every department has its employees");
  require(counter.count() == 2, "one statement for the owners, one for all they own");

  bool linked = false;
  for (const auto& plugin : weft::plugins::list())
    if (plugin.name == "sqlite") linked = linked || plugin.linked;
  require(linked, "the dialect is linked into this program");

  try {
    (void)session.scalars(weft::select<Department>().options(weft::subqueryload<&Department::employees>()));
    require(false, "a strategy that is not linked in is missed");
  } catch (const weft::PluginError&) {
    return 0;
  }
}
