// SPDX-License-Identifier: MIT
//
// Runs weft-conformance and reads what it reports.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace weft::conformance::test {

/// A path that no other test uses; the file is removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& ending)
      : path_(testing::TempDir() + "weft_conformance_" + std::to_string(getpid()) + "_" + std::to_string(++made_) + ending) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string text() const {
    std::ostringstream all;
    all << std::ifstream(path_).rdbuf();
    return all.str();
  }

 private:
  static inline int made_ = 0;
  std::string path_;
};

struct Execution {
  int status = -1;
  std::string output{};
  nlohmann::json report{};

  /// "pass", "fail" and so on of a result by its whole name; empty when there is none.
  [[nodiscard]] std::string outcome(const std::string& name) const {
    for (const auto& record : report.value("records", nlohmann::json::array())) {
      std::string full = record["case"];
      if (record.contains("strategy")) full += "/" + record["strategy"].get<std::string>();
      if (full + "/" + record["database"].get<std::string>() == name) return record["outcome"];
    }
    return {};
  }
  [[nodiscard]] std::size_t count(const std::string& outcome) const { return report["outcomes"].value(outcome, 0U); }
  /// The message of the first failure of that result.
  [[nodiscard]] std::string failure(const std::string& part_of_name) const {
    for (const auto& record : report["records"])
      if (record.contains("failures") && record["case"].get<std::string>().find(part_of_name) != std::string::npos)
        return record["failures"][0]["message"];
    return {};
  }
};

/// With the arguments as a shell takes them.
inline Execution execute(const std::string& arguments) {
  const TemporaryFile output(".txt");
  const TemporaryFile report(".json");
  const std::string command =
      std::string(WEFT_CONFORMANCE) + " " + arguments + " --json " + report.path() + " >" + output.path() + " 2>&1";
  Execution done;
  const int status = std::system(command.c_str());
  done.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  done.output = output.text();
  done.report = nlohmann::json::parse(report.text(), nullptr, false);
  return done;
}

}  // namespace weft::conformance::test
