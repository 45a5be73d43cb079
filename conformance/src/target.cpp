// SPDX-License-Identifier: MIT
#include "target.hpp"

#include <algorithm>
#include <cstdio>

namespace weft::conformance {
namespace {

// Cases that wait for a lock or a connection on purpose must not wait long.
EngineOptions patient_options() {
  EngineOptions options;
  options.pool_timeout = std::chrono::seconds(5);
  options.busy_timeout = std::chrono::seconds(3);
  return options;
}

}  // namespace

void untie(Engine& engine, std::initializer_list<std::string_view> statements) {
  for (const auto sql : statements) try {
      Session session(engine);
      session.execute(text(sql));
      session.commit();
    } catch (const StatementError&) {  // no such table: nothing is tied
    }
}

Target::Target(std::string url) : url_text_(std::move(url)), url_(Url::parse(url_text_)) {
  dialect_ = &plugin_source().dialect(url_.scheme, {});
  label_ = dialect_->name();
  engine_ = std::make_unique<Engine>(url_text_, patient_options());
  try {
    capabilities_ = dialect_->connect(url_, {})->capabilities();
  } catch (const StatementError& error) {
    unreachable_ = error.what();
  }
}

Target::~Target() = default;

std::unique_ptr<Engine> Target::another_engine(EngineOptions options) const {
  return std::make_unique<Engine>(url_text_, std::move(options));
}

void Target::provide(const Dataset& dataset) {
  if (std::find(provided_.begin(), provided_.end(), &dataset) != provided_.end()) return;
  providing_ = true;
  try {
    dataset.make(*engine_);
  } catch (...) {
    providing_ = false;
    throw;
  }
  providing_ = false;
  provided_.push_back(&dataset);
}

void Target::clean_up() noexcept {
  for (auto dataset = provided_.rbegin(); dataset != provided_.rend(); ++dataset) {
    try {
      (*dataset)->drop(*engine_);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: the tables of \"%s\" could not be dropped: %s\n", label_.c_str(),
                   std::string((*dataset)->name).c_str(), error.what());
    }
  }
  provided_.clear();
}

}  // namespace weft::conformance
