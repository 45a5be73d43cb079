// SPDX-License-Identifier: MIT
#pragma once

#include <weft/dialect.hpp>

namespace weft::mysql {

/// Asks information_schema about the connection's own database.
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

}  // namespace weft::mysql
