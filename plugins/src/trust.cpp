// SPDX-License-Identifier: MIT
#include "trust.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "sha256.hpp"

namespace weft::plugins {
namespace {

std::string distrust_status(const struct stat& status, const std::string& what, const std::string& path) {
  if (status.st_uid != 0 && status.st_uid != ::geteuid())
    return what + "belongs to user " + std::to_string(status.st_uid) +
           ", who is neither root nor the user of this process";
  if ((status.st_mode & S_IWOTH) != 0)
    return what + "can be written by everybody (chmod o-w " + path + ")";
  if ((status.st_mode & S_IWGRP) != 0)
    return what + "can be written by its group (chmod g-w " + path + ")";
  return {};
}

// "<sum>  <path>", as sha256sum writes it; "*" before the path means that it was read as binary.
bool pins(std::string_view line, std::string_view sum, std::string_view file_name) {
  if (line.size() < 67 || line.substr(0, 64) != sum || line[64] != ' ')
    return false;
  std::string_view path = line.substr(66);
  return path.substr(path.rfind('/') + 1) == file_name;
}

} // namespace

std::string distrust_file(const std::string& file) {
  if (file.empty() || file[0] != '/')
    return "is not an absolute path";
  std::error_code error;
  const std::string real = std::filesystem::canonical(file, error).string();
  if (error)
    return "cannot be opened: " + std::string(std::strerror(error.value()));

  struct stat status {};
  if (::stat(real.c_str(), &status) != 0)
    return "cannot be opened: " + std::string(std::strerror(errno));
  if (!S_ISREG(status.st_mode))
    return "is not a regular file";
  if (std::string why = distrust_status(status, "", real); !why.empty())
    return why;

  // Who can write the folder can exchange the file. The same for the folder of a link.
  for (const std::string& path : {real, file}) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (::stat(folder.c_str(), &status) != 0)
      return "is in a folder that cannot be read: " + folder;
    if (std::string why = distrust_status(status, "is in a folder that ", folder); !why.empty())
      return why;
  }
  return {};
}

std::string distrust_name(std::string_view name, const PluginSearch& search) {
  auto has = [name](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (has(search.deny))
    return "\"" + std::string(name) + "\" is on the list of plugins that are denied";
  if (!search.allow.empty() && !has(search.allow))
    return "\"" + std::string(name) + "\" is not on the list of plugins that are allowed";
  return {};
}

std::string distrust_sum(const std::string& file, const PluginSearch& search) {
  if (search.lock_file.empty())
    return {};
  const std::string lock = "the lock file " + search.lock_file;
  if (std::string why = distrust_file(search.lock_file); !why.empty())
    return lock + " " + why;
  std::ifstream in(search.lock_file);
  if (!in)
    return lock + " cannot be read";
  const auto sum = sha256_of_file(file);
  if (!sum)
    return "its SHA-256 sum cannot be computed";

  const std::string name = std::filesystem::path(file).filename().string();
  bool named = false;
  for (std::string line; std::getline(in, line);) {
    if (pins(line, *sum, name))
      return {};
    named = named || pins(line, std::string_view(line).substr(0, 64), name);
  }
  if (named)
    return "its SHA-256 sum " + *sum + " is not the one in " + lock;
  return lock + " does not list it";
}

} // namespace weft::plugins
