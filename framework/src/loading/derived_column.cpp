// SPDX-License-Identifier: MIT
#include "loading/derived_column.hpp"

#include <map>
#include <mutex>

namespace weft::detail {

const TableColumn& derived_column(const std::string& name) {
  static auto* columns = new std::map<std::string, TableColumn>;  // kept on purpose, like mappings
  static std::mutex mutex;
  std::lock_guard lock(mutex);
  auto [place, fresh] = columns->try_emplace(name);
  if (fresh) place->second.name = name;
  return place->second;
}

}  // namespace weft::detail
