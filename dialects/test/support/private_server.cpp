// SPDX-License-Identifier: MIT
#include "support/private_server.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace weft::test {

PrivateServer::PrivateServer(const DatabaseKind& kind, const std::string& options)
    : dialect_(kind.dialect), record_(testing::TempDir() + "weft_server_" + std::to_string(getpid())) {
  (void)call("start --until " + std::to_string(getpid()) + ' ' + options + ' ' + dialect_);
  url_ = line("url " + dialect_);
}

PrivateServer::~PrivateServer() {
  try {
    (void)call("stop");
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

std::string PrivateServer::certificates() const {
  return line("certificates");
}

std::string PrivateServer::line(const std::string& arguments) const {
  std::string said = call(arguments);
  said.erase(said.find('\n'));
  return said;
}

void PrivateServer::crash() const {
  (void)call("crash " + dialect_);
}
void PrivateServer::restart() const {
  (void)call("start " + dialect_);
}

std::string PrivateServer::call(const std::string& arguments) const {
  const std::string command = "WEFT_DATABASES='" + record_ + "' '" WEFT_DATABASES_TOOL "' " + arguments + " 2>&1";
  FILE* output = popen(command.c_str(), "r");
  if (output == nullptr)
    throw std::runtime_error("cannot run " + command);
  std::string said;
  std::array<char, 256> part{};
  while (std::fgets(part.data(), part.size(), output) != nullptr)
    said += part.data();
  if (pclose(output) != 0)
    throw std::runtime_error(command + " failed\n" + said);
  return said;
}

} // namespace weft::test
