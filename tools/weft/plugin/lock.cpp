// SPDX-License-Identifier: MIT
#include "lock.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>
#include <weft/error.hpp>
#include <weft/plugin/plugin.hpp>

namespace weft::tool {
namespace {

namespace fs = std::filesystem;

/// What comes later of the same name is never used; pinned, it could stand in for the one that is.
bool is_used(const plugins::PluginInfo& plugin) { return plugin.why_not.empty() && !plugin.shadowed && !plugin.file.empty(); }

std::vector<std::string> lock_lines(const PluginSearch& search) {
  std::vector<std::string> lines;
  for (const auto& plugin : plugins::list(search)) {
    if (is_used(plugin)) lines.push_back(plugins::lock_line(plugin.file));
    if (!plugin.why_not.empty())
      std::fprintf(stderr, "not pinned: %s: %s\n", plugin.file.c_str(), plugin.why_not.c_str());
  }
  if (lines.empty()) throw PluginError("no plugin was found that could be pinned: `weft plugin list` tells where it looks");
  return lines;
}

/// A program that starts meanwhile reads the old file or the new one.
void replace(const fs::path& file, const std::vector<std::string>& lines) {
  const fs::path written = file.string() + "." + std::to_string(getpid());
  std::error_code error;
  errno = 0;
  std::ofstream out(written);
  for (const auto& line : lines) out << line << '\n';
  out.close();
  if (!out) error.assign(errno != 0 ? errno : EIO, std::generic_category());
  using Permissions = fs::perms;
  if (!error)
    fs::permissions(written, Permissions::group_write | Permissions::others_write, fs::perm_options::remove, error);
  if (!error) fs::rename(written, file, error);
  if (!error) return;
  std::error_code unimportant;
  fs::remove(written, unimportant);
  throw UsageError("cannot write \"" + file.string() + "\": " + error.message());
}

}  // namespace

void print_lock(const PluginSearch& search) {
  for (const auto& line : lock_lines(search)) std::cout << line << '\n';
}

void write_lock(const std::string& file, const PluginSearch& search) {
  const fs::path path = fs::absolute(file).lexically_normal();
  const auto lines = lock_lines(search);
  replace(path, lines);

  PluginSearch locked = search;
  locked.lock_file = path;
  std::size_t taken = 0;
  for (const auto& plugin : plugins::list(locked)) {
    if (is_used(plugin)) ++taken;
    else if (plugin.why_not.find(locked.lock_file) != std::string::npos && !plugin.shadowed)
      throw PluginError("no program will take what was written: " + plugin.file + ": " + plugin.why_not);
  }
  std::cout << "pinned " << taken << " plugins in " << path.string() << '\n';
}

}  // namespace weft::tool
