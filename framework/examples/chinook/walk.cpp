// SPDX-License-Identifier: MIT
#include "walk.hpp"

#include "model.hpp"

namespace chinook {
namespace {

using weft::col;

void catalogue(weft::Session& session, std::string_view strategy, Visitor& visitor) {
  auto artists = session
                     .scalars(weft::select<Artist>()
                                  .options(weft::load<&Artist::albums>(strategy).load<&Album::tracks>(strategy))
                                  .order_by(col<&Artist::id>))
                     .all();
  visitor.asked_for(artists.size());
  for (const auto& artist : artists) {
    visitor.see(artist, artist->name);
    for (const auto& album : artist->albums) {
      visitor.see(album, album->title);
      for (const auto& track : album->tracks)
        visitor.see(track, track->name);
    }
  }
}

void playlists(weft::Session& session, std::string_view strategy, Visitor& visitor) {
  auto playlists =
      session
          .scalars(
              weft::select<Playlist>().options(weft::load<&Playlist::tracks>(strategy)).order_by(col<&Playlist::id>))
          .all();
  visitor.asked_for(playlists.size());
  for (const auto& playlist : playlists) {
    visitor.see(playlist, playlist->name);
    for (const auto& track : playlist->tracks)
      visitor.see(track, track->name);
  }
}

void sales(weft::Session& session, std::string_view strategy, Visitor& visitor) {
  auto customers = session
                       .scalars(weft::select<Customer>()
                                    .options(weft::load<&Customer::support_rep>(strategy),
                                             weft::load<&Customer::invoices>(strategy).load<&Invoice::lines>(strategy))
                                    .order_by(col<&Customer::id>))
                       .all();
  visitor.asked_for(customers.size());
  for (const auto& customer : customers) {
    visitor.see(customer, customer->last_name);
    if (customer->support_rep)
      visitor.see(customer->support_rep.ptr(), customer->support_rep->last_name);
    for (const auto& invoice : customer->invoices) {
      visitor.see(invoice, invoice->total.rounded(2).to_string());
      for (const auto& line : invoice->lines)
        visitor.see(line, line->unit_price.rounded(2).to_string());
    }
  }
}

void see_staff(const weft::Ptr<Employee>& employee, int levels_below, Visitor& visitor) {
  visitor.see(employee, employee->last_name);
  if (levels_below == 0)
    return;
  for (const auto& subordinate : employee->subordinates)
    see_staff(subordinate, levels_below - 1, visitor);
}

void staff(weft::Session& session, std::string_view strategy, Visitor& visitor) {
  auto heads =
      session
          .scalars(weft::select<Employee>()
                       .where(col<&Employee::reports_to_id>.is_null())
                       .options(weft::load<&Employee::subordinates>(strategy).load<&Employee::subordinates>(strategy))
                       .order_by(col<&Employee::id>))
          .all();
  visitor.asked_for(heads.size());
  for (const auto& head : heads)
    see_staff(head, 2, visitor);
}

constexpr Walk all_walks[] = {
    {"catalogue", "artists > albums > tracks", catalogue},
    {"playlists", "playlists > tracks, many-to-many", playlists},
    {"sales", "customers > support representative, customers > invoices > lines", sales},
    {"staff", "the general manager > subordinates > subordinates", staff},
};

} // namespace

std::span<const Walk> walks() {
  return all_walks;
}

} // namespace chinook
