// SPDX-License-Identifier: MIT
#include "support/sandbox.hpp"

#include <elf.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace weft::test {

std::string fixture(std::string_view kind, std::string_view name) {
  return std::string(WEFT_FIXTURES "/libweft_").append(kind).append("_").append(name).append(".so");
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  // Whatever the umask of the tester: plugins must not be writable by a group.
  if (!out || ::chmod(path.c_str(), 0644) != 0)
    throw std::runtime_error("cannot write " + path);
}

int patch(std::string& bytes, std::string_view from, std::string_view to) {
  int count = 0;
  for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + to.size())) {
    bytes.replace(at, from.size(), to);
    ++count;
  }
  return count;
}

std::size_t end_of_segments(const std::string& bytes) {
  ElfW(Ehdr) header;
  std::memcpy(&header, bytes.data(), sizeof header);
  std::size_t end = 0;
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    std::memcpy(&segment, bytes.data() + header.e_phoff + i * sizeof segment, sizeof segment);
    if (segment.p_type == PT_LOAD)
      end = std::max<std::size_t>(end, segment.p_offset + segment.p_filesz);
  }
  return end;
}

Sandbox::Sandbox() {
  std::string folder = (std::filesystem::temp_directory_path() / "weft_plugins_").string() + std::string(6, 'X');
  if (::mkdtemp(folder.data()) == nullptr)
    throw std::runtime_error("cannot make " + folder);
  path_ = std::filesystem::canonical(folder).string();
}

Sandbox::~Sandbox() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Sandbox::copy(std::string_view kind, std::string_view name) {
  const std::string from = fixture(kind, name);
  const std::string to = path(std::filesystem::path(from).filename().string());
  write_file(to, read_file(from));
  return to;
}

Environment::Environment(const char* name, const std::string& value) : name_(name) {
  if (const char* before = std::getenv(name)) {
    before_ = before;
    was_set_ = true;
  }
  ::setenv(name, value.c_str(), 1);
}

Environment::~Environment() {
  if (was_set_)
    ::setenv(name_.c_str(), before_.c_str(), 1);
  else
    ::unsetenv(name_.c_str());
}

} // namespace weft::test
