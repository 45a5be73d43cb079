// SPDX-License-Identifier: MIT
#include "library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <boost/dll/shared_library.hpp>
#include <filesystem>
#include <system_error>

namespace weft::plugins {
namespace {

// Boost's error code says "Bad file descriptor" for whatever went wrong; the loader knows better.
std::string loader_words() {
  const char* words = ::dlerror();
  return words != nullptr ? words : "the system loader gives no reason";
}

} // namespace

OpenedLibrary open_library(const std::string& file) {
  namespace dll = boost::dll;

  // Leaked: objects of the plugin live as long as the process, and unloading does not work reliably anyway.
  auto* library = new dll::shared_library();
  std::error_code error;
  // Not lazily: a symbol that is missing would end the process at its first use.
  library->load(std::filesystem::path(file), error, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
  if (error) {
    std::string words = loader_words();
    delete library;
    return {nullptr, std::move(words)};
  }

  if (!library->has("weft_plugin_entry")) return {nullptr, loader_words()};
  return {&library->get<const weft_plugin_descriptor*()>("weft_plugin_entry"), {}};
}

std::string own_file() {
  Dl_info info{};
  void* map = nullptr;
  if (::dladdr1(reinterpret_cast<const void*>(&own_file), &info, &map, RTLD_DL_LINKMAP) == 0 || map == nullptr) return {};
  // The program itself has no name here; the one it was started with is for its caller to choose.
  const char* name = static_cast<const link_map*>(map)->l_name;
  std::error_code error;
  std::filesystem::path file = std::filesystem::canonical(*name != '\0' ? name : "/proc/self/exe", error);
  return error ? std::string() : file.string();
}

} // namespace weft::plugins
