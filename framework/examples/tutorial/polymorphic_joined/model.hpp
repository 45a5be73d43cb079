// SPDX-License-Identifier: MIT
//
// A company and its people: what engineers and managers have beyond a person is in tables of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace polymorphic_joined {

struct Person;

struct Company {
  std::int64_t id{};
  std::string name{};
  weft::List<Person> employees{};
};

struct Person {
  std::int64_t id{};
  std::string name{};
  std::string type{};
  std::int64_t company_id{};
  weft::Ref<Company> company{};
};

struct Engineer : Person {
  std::string language{};
};

struct Manager : Person {
  std::string title{};
};

inline void map(weft::Mapper<Company>& m) {
  m.table("company");
  m.column<&Company::id>().primary_key();
  m.column<&Company::name>().length(50);
  m.relationship<&Company::employees>().back_populates<&Person::company>().order_by(weft::col<&Person::id>);
}

inline void map(weft::Mapper<Person>& m) {
  m.table("person");
  m.polymorphic_on<&Person::type>("person");
  m.column<&Person::id>().primary_key();
  m.column<&Person::name>().length(50);
  m.column<&Person::type>().length(20);
  m.column<&Person::company_id>().references<&Company::id>();
  m.relationship<&Person::company>().back_populates<&Company::employees>();
}

inline void map(weft::Mapper<Engineer>& m) {
  m.inherits<Person>("engineer").table("engineer");
  m.column<&Engineer::language>().length(50);
}

inline void map(weft::Mapper<Manager>& m) {
  m.inherits<Person>("manager").table("manager");
  m.column<&Manager::title>().length(50);
}

} // namespace polymorphic_joined
