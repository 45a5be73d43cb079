// SPDX-License-Identifier: MIT
#include "library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <boost/dll/shared_library.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace weft::plugins {
namespace {

// Boost's error code says "Bad file descriptor" for whatever went wrong; the loader knows better.
std::string loader_words() {
  const char* words = ::dlerror();
  return words != nullptr ? words : "the system loader gives no reason";
}

// For the rest of the process: objects of the plugin live that long, and unloading is not reliable anyway. The list
// itself is leaked, because its destructor would close the libraries.
const boost::dll::shared_library& keep(std::unique_ptr<boost::dll::shared_library> library) {
  static std::mutex mutex;
  static auto* const kept = new std::vector<std::unique_ptr<boost::dll::shared_library>>();
  const std::scoped_lock lock(mutex);
  return *kept->emplace_back(std::move(library));
}

} // namespace

OpenedLibrary open_library(const std::string& file) {
  namespace dll = boost::dll;

  auto library = std::make_unique<dll::shared_library>();
  std::error_code error;
  // Not lazily: a symbol that is missing would end the process at its first use.
  library->load(std::filesystem::path(file), error, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
  if (error)
    return {nullptr, loader_words()};

  const dll::shared_library& opened = keep(std::move(library));
  if (!opened.has("weft_plugin_entry"))
    return {nullptr, loader_words()};
  return {&opened.get<const weft_plugin_descriptor*()>("weft_plugin_entry"), {}};
}

std::string own_file() {
  Dl_info info{};
  void* map = nullptr;
  if (::dladdr1(reinterpret_cast<const void*>(&own_file), &info, &map, RTLD_DL_LINKMAP) == 0 || map == nullptr)
    return {};
  // The program itself has no name here; the one it was started with is for its caller to choose.
  const char* name = static_cast<const link_map*>(map)->l_name;
  std::error_code error;
  std::filesystem::path file = std::filesystem::canonical(*name != '\0' ? name : "/proc/self/exe", error);
  return error ? std::string() : file.string();
}

} // namespace weft::plugins
