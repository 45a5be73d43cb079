// SPDX-License-Identifier: MIT
#include "trial.hpp"

namespace weft::conformance {

Trial::Trial(Target& target, const LoaderStrategy* strategy) : target_(target), strategy_(strategy) {
  watch_ = target.engine().on_statement([this](const StatementEvent& event) { note(event); });
}

std::unique_ptr<Connection> Trial::connect() const {
  return target_.dialect().connect(target_.url(), {.busy_timeout = std::chrono::seconds(3)});
}

std::unique_ptr<sql::Compiler> Trial::compiler() const { return target_.dialect().compiler(target_.capabilities()); }

void Trial::note(const StatementEvent& event) {
  if (target_.providing()) return;
  std::lock_guard lock(mutex_);
  log_.push_back(std::string(event.sql) + (event.failed ? "   -- failed" : ""));
  if (event.kind == StatementKind::statement) texts_.emplace_back(event.sql);
}

std::size_t Trial::count() const {
  std::lock_guard lock(mutex_);
  return texts_.size();
}

void Trial::restart() {
  std::lock_guard lock(mutex_);
  texts_.clear();
}

std::string Trial::statements() const {
  std::lock_guard lock(mutex_);
  std::string lines;
  for (const auto& text : texts_) lines += "\n  " + text;
  return lines;
}

std::vector<std::string> Trial::texts() const {
  std::lock_guard lock(mutex_);
  return texts_;
}

std::vector<std::string> Trial::log() const {
  std::lock_guard lock(mutex_);
  return log_;
}

void Trial::run(std::string_view sql) {
  Session session(engine());
  session.execute(text(sql));
  session.commit();
}

std::int64_t Trial::number(std::string_view sql) {
  Session session(engine());
  return std::get<0>(session.execute(text(sql).columns<std::int64_t>()).one());
}

std::vector<std::string> Trial::strings(std::string_view sql) {
  std::vector<std::string> found;
  Session session(engine());
  for (auto& [one] : session.execute(text(sql).columns<std::string>())) found.push_back(one);
  return found;
}

}  // namespace weft::conformance
