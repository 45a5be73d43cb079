// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>
#include <weft/plugin/manifest.hpp>

namespace weft::tool {
namespace {

namespace fs = std::filesystem;

fs::path program_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

/// "soft_delete" as a class: "SoftDelete".
std::string class_name(const std::string& name) {
  std::string text;
  bool begins = true;
  for (const char character : name) {
    if (character != '_') text += begins && plugins::is_lower(character) ? static_cast<char>(character - 'a' + 'A') : character;
    begins = character == '_';
  }
  return text;
}

/// What stands in templates, and what in its place.
using Words = std::vector<std::pair<std::string, std::string>>;

std::string filled(std::string text, const Words& words) {
  for (const auto& [word, meaning] : words)
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + meaning.size()))
      text.replace(at, word.size(), meaning);
  return text;
}

std::string read(const fs::path& file) {
  std::ostringstream text;
  std::ifstream in(file, std::ios::binary);
  text << in.rdbuf();
  if (!in) throw std::runtime_error("cannot read \"" + file.string() + "\"");
  return text.str();
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write \"" + file.string() + "\"");
}

}  // namespace

void write_project(const std::string& kind, const std::string& name, const std::string& folder) {
  if (!plugins::is_plugin_name(name))
    throw std::runtime_error("\"" + name + "\" cannot be the name of a plugin: it has at most 32 characters, lower-case letters, "
                             "digits and _, and begins with a letter");
  if (fs::exists(fs::symlink_status(folder))) throw std::runtime_error("\"" + folder + "\" is there already: name another folder");
  const fs::path templates = (program_folder() / WEFT_TEMPLATES).lexically_normal() / kind;
  if (!fs::is_directory(templates))
    throw std::runtime_error("there is no folder \"" + templates.string() + "\": weft is not installed as a whole");

  const std::string prefix = (program_folder() / WEFT_PREFIX).lexically_normal().parent_path();
  const Words words{{"@name@", name}, {"@Name@", class_name(name)}, {"@prefix@", prefix}};
  fs::create_directories(folder);
  for (const auto& file : fs::directory_iterator(templates))
    write(fs::path(folder) / filled(file.path().filename(), words), filled(read(file.path()), words));
  std::cout << "wrote the " << kind << " \"" << name << "\" to " << folder << ": its README.md says how to build and prove it\n";
}

}  // namespace weft::tool
