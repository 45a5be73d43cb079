// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::postgresql {

/// Asks the catalogue, for the tables of the schemas that are searched for names without one.
class Inspector final : public weft::Inspector {
 public:
  explicit Inspector(weft::Connection& connection) : connection_(connection) {}

  std::vector<std::string> tables() override;
  std::vector<InspectedColumn> columns(std::string_view table) override;
  std::vector<std::string> primary_key(std::string_view table) override;
  std::vector<InspectedForeignKey> foreign_keys(std::string_view table) override;
  std::vector<InspectedIndex> indexes(std::string_view table) override;

 private:
  weft::Connection& connection_;
};

}  // namespace weft::postgresql
