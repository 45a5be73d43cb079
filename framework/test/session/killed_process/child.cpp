// SPDX-License-Identifier: MIT
#include "session/killed_process/child.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

namespace weft::test {
namespace {

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

Child::Child(const std::string& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  check(pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe2");
  output_ = ends[0];
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  check(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const int error = posix_spawn(&process_, program.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) close(output_);
  check(error, program.c_str());
}

Child::~Child() {
  close(output_);
  if (process_ == -1) return;
  ::kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

bool Child::read_more() {
  std::array<char, 4096> buffer{};
  const ssize_t count = read(output_, buffer.data(), buffer.size());
  if (count > 0) written_.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

std::size_t Child::lines() const {
  return static_cast<std::size_t>(std::count(written_.begin(), written_.end(), '\n'));
}

void Child::wait_for_lines(std::size_t count) {
  while (lines() < count && read_more()) {
  }
}

void Child::wait_for(std::chrono::microseconds time) { std::this_thread::sleep_for(time); }

std::vector<std::string> Child::kill() {
  ::kill(process_, SIGKILL);
  int status = 0;
  EXPECT_EQ(waitpid(process_, &status, 0), process_);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it had ended by itself, with status " << status;
  process_ = -1;
  while (read_more()) {
  }
  std::vector<std::string> all;
  for (std::size_t begin = 0, end = 0; (end = written_.find('\n', begin)) != std::string::npos; begin = end + 1)
    all.push_back(written_.substr(begin, end - begin));
  return all;
}

}  // namespace weft::test
