// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <pqxx/prepared_statement>
#include <utility>

#include "types.hpp"

#if PQXX_VERSION_MAJOR >= 7
#include <pqxx/params>
#include <pqxx/zview>
#endif

namespace weft::postgresql {
namespace {

// libpqxx counts parameters when they are written in the program; a number known at run time goes its own way in
// every version.
#if PQXX_VERSION_MAJOR < 7

using DriverParameters = pqxx::internal::params;

template <class Parameter>
DriverParameters driver_parameters(const std::vector<Parameter>& parameters) {
  DriverParameters result;
  for (const Parameter& parameter : parameters) {
    const bool present = parameter.kind != CellKind::null;
    const bool binary = parameter.kind == CellKind::blob;
    result.lengths.push_back(static_cast<int>(parameter.bytes.size()));
    result.nonnulls.push_back(present);
    result.binaries.push_back(binary);
    if (binary) {
      result.bin_strings.emplace_back(parameter.bytes);
    } else if (present) {
      result.strings.push_back(parameter.bytes);
    }
  }
  return result;
}

#else

using DriverParameters = pqxx::params;
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 9
using Bytes = pqxx::bytes_view;
#else
using Bytes = std::basic_string_view<std::byte>;
#endif

template <class Parameter>
DriverParameters driver_parameters(const std::vector<Parameter>& parameters) {
  DriverParameters result;
  result.reserve(parameters.size());
  for (const Parameter& parameter : parameters) {
    if (parameter.kind == CellKind::null) {
      result.append();
    } else if (parameter.kind == CellKind::blob) {
      result.append(Bytes{reinterpret_cast<const std::byte*>(parameter.bytes.data()), parameter.bytes.size()});
    } else {
      result.append(pqxx::zview{parameter.bytes.data(), parameter.bytes.size()});
    }
  }
  return result;
}

#endif

}  // namespace

Parameters::Parameters(std::span<const Cell> cells, std::string_view sql) {
  parameters_.reserve(cells.size());
  for (const Cell& cell : cells) {
    switch (cell.kind) {
    case CellKind::null: parameters_.emplace_back(); break;
    case CellKind::integer: parameters_.push_back({CellKind::text, std::to_string(cell.integer)}); break;
    case CellKind::real: parameters_.push_back({CellKind::text, real_text(cell.real)}); break;
    case CellKind::blob: parameters_.push_back({CellKind::blob, std::string(cell.view())}); break;
    case CellKind::text:
      if (cell.view().find('\0') != std::string_view::npos) {
        throw UsageError("statement cannot be run: parameter " + std::to_string(parameters_.size() + 1) +
                         " is text with a NUL in it, which PostgreSQL cannot store\n  sql  " + std::string(sql) +
                         "\n  store it as bytes: std::vector<std::byte>");
      }
      parameters_.push_back({CellKind::text, std::string(cell.view())});
      break;
    }
  }
}

pqxx::result Parameters::run_prepared(pqxx::nontransaction& work, const std::string& name) const {
#if PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10)
  return work.exec(pqxx::prepped{name}, driver_parameters(parameters_));
#else
  return work.exec_prepared(name, driver_parameters(parameters_));
#endif
}

pqxx::result Parameters::run_once(pqxx::nontransaction& work, std::string_view sql) const {
#if PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10)
  return work.exec(sql, driver_parameters(parameters_));
#else
  return work.exec_params(std::string(sql), driver_parameters(parameters_));
#endif
}

}  // namespace weft::postgresql
