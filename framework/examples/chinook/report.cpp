// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <fmt/format.h>

namespace chinook {

void print_lines(const Walk& walk, std::span<const Result> results) {
  for (const Result& result : results) {
    if (!result.refused.empty())
      fmt::print("{} {}: {}\n", walk.name, result.strategy, result.refused);
    else
      fmt::print("{} {}: {} statements, {} rows, {} objects, checksum {:016x}\n", walk.name, result.strategy,
                 result.statements, result.rows, result.objects, result.checksum);
  }
}

void print_table(const Walk& walk, std::span<const Result> results) {
  fmt::print("\n{}: {}\n", walk.name, walk.path);
  fmt::print("  {:<10} {:>10} {:>8} {:>8} {:>9} {:>9}  {}\n", "strategy", "statements", "rows", "objects", "repeated",
             "time", "checksum");
  for (const Result& result : results) {
    fmt::print("  {:<10} {:>10} {:>8} {:>8} {:>9} {:>6.1f} ms  ", result.strategy, result.statements, result.rows,
               result.objects, result.repeated, std::chrono::duration<double, std::milli>(result.time).count());
    if (result.refused.empty())
      fmt::print("{:016x}\n", result.checksum);
    else
      fmt::print("refused:\n             {}\n", result.refused);
  }
}

} // namespace chinook
