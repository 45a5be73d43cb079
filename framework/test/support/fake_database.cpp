// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "support/fake_state.hpp"

namespace weft::test {

void FakeDatabase::answer(std::string sql, FakeRows rows) {
  std::lock_guard lock(state_->mutex);
  state_->rows[std::move(sql)] = std::move(rows);
}

void FakeDatabase::answer(std::string sql, ExecuteResult result) {
  std::lock_guard lock(state_->mutex);
  state_->results[std::move(sql)] = result;
}

void FakeDatabase::fail(std::string sql, std::function<void()> failure) {
  std::lock_guard lock(state_->mutex);
  state_->failures[std::move(sql)] = std::move(failure);
}

void FakeDatabase::heal(std::string_view sql) {
  std::lock_guard lock(state_->mutex);
  if (const auto found = state_->failures.find(sql); found != state_->failures.end()) state_->failures.erase(found);
}

void FakeDatabase::on_execute(std::function<void(std::string_view)> hook) {
  std::lock_guard lock(state_->mutex);
  state_->hook = std::move(hook);
}

void FakeDatabase::decline_bulk() {
  std::lock_guard lock(state_->mutex);
  state_->decline_bulk = true;
}

void FakeDatabase::set_capabilities(const Capabilities& capabilities) {
  std::lock_guard lock(state_->mutex);
  state_->capabilities = capabilities;
}

void FakeDatabase::set_tables(std::vector<std::string> tables) {
  std::lock_guard lock(state_->mutex);
  state_->tables = std::move(tables);
}

void FakeDatabase::kill_connections() {
  std::lock_guard lock(state_->mutex);
  ++state_->generation;
}

void FakeDatabase::refuse_connections(bool refuse) {
  std::lock_guard lock(state_->mutex);
  state_->refuse = refuse;
}

std::vector<std::string> FakeDatabase::log() const {
  std::lock_guard lock(state_->mutex);
  return state_->log;
}

void FakeDatabase::clear_log() {
  std::lock_guard lock(state_->mutex);
  state_->log.clear();
}

std::size_t FakeDatabase::count(std::string_view entry) const {
  std::lock_guard lock(state_->mutex);
  return static_cast<std::size_t>(std::count(state_->log.begin(), state_->log.end(), entry));
}

std::size_t FakeDatabase::open() const {
  std::lock_guard lock(state_->mutex);
  return state_->open;
}

std::size_t FakeDatabase::most_open() const {
  std::lock_guard lock(state_->mutex);
  return state_->most_open;
}

std::vector<Value> FakeDatabase::last_parameters() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_parameters;
}

std::uint64_t FakeDatabase::last_id() const {
  std::lock_guard lock(state_->mutex);
  return state_->last_id;
}

}  // namespace weft::test
