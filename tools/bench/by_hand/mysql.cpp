// SPDX-License-Identifier: MIT
#include "reading.hpp"

#include <array>
#include <stdexcept>

#include <mysql.h>

namespace bench {
namespace {

/// A prepared SELECT of readings, whose columns arrive in the same place for every row.
class Statement {
public:
  Statement(MYSQL* connection, const std::string& sql) : statement_(mysql_stmt_init(connection)) {
    check(mysql_stmt_prepare(statement_, sql.data(), sql.size()));
    bind(0, MYSQL_TYPE_LONGLONG, &id_);
    bind(1, MYSQL_TYPE_LONGLONG, &sensor_);
    bind(2, MYSQL_TYPE_STRING, label_.data(), label_.size());
    columns_[2].length = &label_length_;
    bind(3, MYSQL_TYPE_DOUBLE, &value_);
    bind(4, MYSQL_TYPE_LONGLONG, &parent_);
    columns_[4].is_null = &no_parent_;
    check(mysql_stmt_bind_result(statement_, columns_.data()));
    key_.buffer_type = MYSQL_TYPE_LONGLONG;
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { mysql_stmt_close(statement_); }

  void start(std::int64_t* key) {
    if (key != nullptr) {
      key_.buffer = key;
      check(mysql_stmt_bind_param(statement_, &key_));
    }
    check(mysql_stmt_execute(statement_));
    check(mysql_stmt_store_result(statement_));
  }
  bool next(Reading& reading) {
    const int outcome = mysql_stmt_fetch(statement_);
    if (outcome == MYSQL_NO_DATA)
      return false;
    check(outcome);
    reading.id = id_;
    reading.sensor = sensor_;
    reading.label.assign(label_.data(), label_length_);
    reading.value = value_;
    if (no_parent_ == 0)
      reading.parent = parent_;
    return true;
  }
  void end() { mysql_stmt_free_result(statement_); }

private:
  void check(int failed) {
    if (failed != 0)
      throw std::runtime_error(mysql_stmt_error(statement_));
  }
  void bind(std::size_t column, enum_field_types type, void* memory, std::size_t size = 0) {
    columns_[column].buffer_type = type;
    columns_[column].buffer = memory;
    columns_[column].buffer_length = size;
  }

  MYSQL_STMT* statement_;
  std::array<MYSQL_BIND, 5> columns_{};
  MYSQL_BIND key_{};
  std::int64_t id_ = 0;
  std::int64_t sensor_ = 0;
  std::array<char, 256> label_{};
  unsigned long label_length_ = 0;
  double value_ = 0;
  std::int64_t parent_ = 0;
  my_bool no_parent_ = 0;
};

class Mysql final : public ByHand {
public:
  explicit Mysql(const weft::Url& url) : connection_(mysql_init(nullptr)) {
    if (mysql_real_connect(connection_, url.host.c_str(), url.user.c_str(), url.password.c_str(), url.database.c_str(),
                           url.port, nullptr, 0) == nullptr)
      throw std::runtime_error(mysql_error(connection_));
  }
  ~Mysql() override {
    all_.reset();
    one_.reset();
    mysql_close(connection_);
  }

  void run(const std::string& sql) override {
    if (mysql_real_query(connection_, sql.data(), sql.size()) != 0)
      throw std::runtime_error(mysql_error(connection_));
  }

  std::vector<Reading> load() override {
    prepare();
    std::vector<Reading> readings;
    all_->start(nullptr);
    for (Reading reading; all_->next(reading); reading = {})
      readings.push_back(std::move(reading));
    all_->end();
    return readings;
  }

  Reading get(std::int64_t id) override {
    prepare();
    Reading reading;
    one_->start(&id);
    one_->next(reading);
    one_->end();
    return reading;
  }

private:
  void prepare() {
    if (one_)
      return;
    all_ = std::make_unique<Statement>(connection_, all_readings);
    one_ = std::make_unique<Statement>(connection_, std::string(all_readings) + " WHERE id = ?");
  }

  MYSQL* connection_;
  std::unique_ptr<Statement> all_{};
  std::unique_ptr<Statement> one_{};
};

} // namespace

std::unique_ptr<ByHand> mysql_by_hand(const weft::Url& url) {
  return std::make_unique<Mysql>(url);
}

} // namespace bench
