// SPDX-License-Identifier: MIT
#include "reading.hpp"

#include <charconv>
#include <stdexcept>

#include <libpq-fe.h>

namespace bench {
namespace {

class Result {
public:
  Result(PGconn* connection, PGresult* result, ExecStatusType expected) : result_(result) {
    if (PQresultStatus(result) != expected)
      throw std::runtime_error(PQerrorMessage(connection));
  }
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  ~Result() { PQclear(result_); }

  int rows() const { return PQntuples(result_); }
  bool null(int row, int column) const { return PQgetisnull(result_, row, column) != 0; }
  template <class Number>
  void read(int row, int column, Number& number) const {
    const char* text = PQgetvalue(result_, row, column);
    std::from_chars(text, text + PQgetlength(result_, row, column), number);
  }
  void read(int row, int column, std::string& text) const {
    text.assign(PQgetvalue(result_, row, column), static_cast<std::size_t>(PQgetlength(result_, row, column)));
  }

private:
  PGresult* result_;
};

void read(const Result& result, int row, Reading& reading) {
  result.read(row, 0, reading.id);
  result.read(row, 1, reading.sensor);
  result.read(row, 2, reading.label);
  result.read(row, 3, reading.value);
  if (!result.null(row, 4))
    result.read(row, 4, reading.parent.emplace());
}

class Postgresql final : public ByHand {
public:
  explicit Postgresql(const weft::Url& url) {
    const std::string port = std::to_string(url.port);
    const char* keywords[] = {"host", "port", "user", "password", "dbname", nullptr};
    const char* values[] = {url.host.c_str(),     port.c_str(),         url.user.c_str(),
                            url.password.c_str(), url.database.c_str(), nullptr};
    connection_ = PQconnectdbParams(keywords, values, 0);
    if (PQstatus(connection_) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection_));
  }
  ~Postgresql() override { PQfinish(connection_); }

  void run(const std::string& sql) override { Result(connection_, PQexec(connection_, sql.c_str()), PGRES_COMMAND_OK); }

  std::vector<Reading> load() override {
    prepare();
    const Result result(connection_, PQexecPrepared(connection_, "all", 0, nullptr, nullptr, nullptr, 0),
                        PGRES_TUPLES_OK);
    std::vector<Reading> readings;
    for (int row = 0; row < result.rows(); ++row)
      read(result, row, readings.emplace_back());
    return readings;
  }

  Reading get(std::int64_t id) override {
    prepare();
    const std::string key = std::to_string(id);
    const char* values[] = {key.c_str()};
    const Result result(connection_, PQexecPrepared(connection_, "one", 1, values, nullptr, nullptr, 0),
                        PGRES_TUPLES_OK);
    Reading reading;
    read(result, 0, reading);
    return reading;
  }

private:
  void prepare() {
    if (prepared_)
      return;
    const std::string one = std::string(all_readings) + " WHERE id = $1";
    Result(connection_, PQprepare(connection_, "all", all_readings, 0, nullptr), PGRES_COMMAND_OK);
    Result(connection_, PQprepare(connection_, "one", one.c_str(), 0, nullptr), PGRES_COMMAND_OK);
    prepared_ = true;
  }

  PGconn* connection_ = nullptr;
  bool prepared_ = false;
};

} // namespace

std::unique_ptr<ByHand> postgresql_by_hand(const weft::Url& url) {
  return std::make_unique<Postgresql>(url);
}

} // namespace bench
