// SPDX-License-Identifier: MIT
#include <weft/weft.hpp>

#include "database.hpp"

namespace weft::postgresql::test {
namespace {

using weft::col;

struct LockedPerson {
  std::int64_t id{};
  std::string kind{};
};
struct LockedEngineer : LockedPerson {
  std::string language{};
};
void map(Mapper<LockedPerson>& m) {
  m.polymorphic_on<&LockedPerson::kind>("person");
  m.column<&LockedPerson::id>().primary_key();
  m.column<&LockedPerson::kind>().length(20);
}
void map(Mapper<LockedEngineer>& m) {
  m.inherits<LockedPerson>("engineer").table("locked_engineer");
  m.column<&LockedEngineer::language>();
}

class Locking : public OnServer {};

// The server refuses to lock rows of the outer joins that bring what derived types have.
TEST_F(Locking, takes_the_rows_of_a_base_that_is_read_with_its_derived_types) {
  Engine engine(url());
  create_all<LockedPerson, LockedEngineer>(engine);
  {
    Session session(engine);
    session.add(LockedPerson{});
    session.add(LockedEngineer{{}, "C++"});
    session.commit();
  }
  const auto locked = select<LockedPerson>().with_polymorphic<LockedEngineer>().order_by(col<&LockedPerson::id>);
  Session ours(engine);
  Session theirs(engine);

  const auto all = ours.scalars(locked.for_update()).all();
  const auto left = theirs.scalars(locked.for_update({.skip_locked = true})).all();

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(left.size(), 0U);
}

}  // namespace
}  // namespace weft::postgresql::test
