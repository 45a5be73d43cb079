// SPDX-License-Identifier: MIT
//
// weft <command> [<argument>...]: runs the program weft-<command> that is installed beside this one, in its place. Nothing
// is looked for along PATH: what a command is, the installation decides.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int usage_error = 2;
constexpr std::string_view prefix = "weft-";

std::filesystem::path folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

/// What follows `weft-` in the names of the programs that are here.
std::vector<std::string> commands() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    const std::string name = entry.path().filename();
    if (name.starts_with(prefix) && entry.is_regular_file() && access(entry.path().c_str(), X_OK) == 0)
      found.push_back(name.substr(prefix.size()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

void print_usage(std::FILE* out) {
  std::fprintf(out, "weft <command> [<argument>...]\n\nCommands; each has a --help:\n");
  for (const auto& command : commands()) std::fprintf(out, "  %s\n", command.c_str());
}

int run(const std::string& command, char** arguments) {
  const auto known = commands();
  if (std::find(known.begin(), known.end(), command) == known.end()) {
    std::fprintf(stderr, "weft: there is no command \"%s\"\n", command.c_str());
    print_usage(stderr);
    return usage_error;
  }
  std::string program = folder() / (std::string(prefix) + command);
  arguments[0] = program.data();
  execv(program.c_str(), arguments);
  std::fprintf(stderr, "weft: cannot run \"%s\": %s\n", program.c_str(), std::strerror(errno));
  return usage_error;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::string command = count > 1 ? arguments[1] : "";
    if (command == "--version") {
      std::printf("weft %s\n", WEFT_VERSION);
      return 0;
    }
    if (command == "--help" || command == "-h" || command == "help") {
      print_usage(stdout);
      return 0;
    }
    if (command.empty()) {
      print_usage(stderr);
      return usage_error;
    }
    return run(command, arguments + 1);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "weft: %s\n", error.what());
    return usage_error;
  }
}
