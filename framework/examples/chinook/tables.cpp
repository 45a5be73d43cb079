// SPDX-License-Identifier: MIT
#include "tables.hpp"

#include <string>
#include <utility>

#include "checksum.hpp"
#include "model.hpp"

namespace chinook {
namespace {

using weft::col;

// Every column of a row; a new one belongs here as well.
void add(Checksum& sum, const Artist& row) {
  sum.add(row.name);
}
void add(Checksum& sum, const Album& row) {
  sum.add(row.title);
  sum.add(row.artist_id);
}
void add(Checksum& sum, const Genre& row) {
  sum.add(row.name);
}
void add(Checksum& sum, const MediaType& row) {
  sum.add(row.name);
}
void add(Checksum& sum, const Track& row) {
  sum.add(row.name);
  sum.add(row.album_id);
  sum.add(row.media_type_id);
  sum.add(row.genre_id);
  sum.add(row.composer);
  sum.add(row.milliseconds);
  sum.add(row.bytes);
  sum.add(row.unit_price);
}
void add(Checksum& sum, const Playlist& row) {
  sum.add(row.name);
}
void add(Checksum& sum, const Employee& row) {
  for (const auto* text : {&row.last_name, &row.first_name})
    sum.add(*text);
  sum.add(row.reports_to_id);
  sum.add(row.birth_date);
  sum.add(row.hire_date);
  for (const auto* text : {&row.title, &row.address, &row.city, &row.state, &row.country, &row.postal_code, &row.phone,
                           &row.fax, &row.email})
    sum.add(*text);
}
void add(Checksum& sum, const Customer& row) {
  for (const auto* text : {&row.first_name, &row.last_name, &row.email})
    sum.add(*text);
  for (const auto* text :
       {&row.company, &row.address, &row.city, &row.state, &row.country, &row.postal_code, &row.phone, &row.fax})
    sum.add(*text);
  sum.add(row.support_rep_id);
}
void add(Checksum& sum, const Invoice& row) {
  sum.add(row.customer_id);
  sum.add(row.invoice_date);
  for (const auto* text :
       {&row.billing_address, &row.billing_city, &row.billing_state, &row.billing_country, &row.billing_postal_code})
    sum.add(*text);
  sum.add(row.total);
}
void add(Checksum& sum, const InvoiceLine& row) {
  sum.add(row.invoice_id);
  sum.add(row.track_id);
  sum.add(row.unit_price);
  sum.add(row.quantity);
}

template <class Entity>
TableContents contents_of(weft::Session& session, std::string_view table) {
  TableContents found{table};
  Checksum sum;
  for (const auto& entity : session.scalars(weft::select<Entity>().order_by(col<&Entity::id>))) {
    ++found.rows;
    sum.add(entity->id);
    add(sum, *entity);
  }
  found.checksum = sum.value();
  return found;
}

TableContents contents_of_playlists(weft::Session& session) {
  TableContents found{"PlaylistTrack"};
  Checksum sum;
  auto playlists =
      weft::select<Playlist>().order_by(col<&Playlist::id>).options(weft::selectinload<&Playlist::tracks>());
  for (const auto& playlist : session.scalars(playlists)) {
    for (const auto& track : playlist->tracks) {
      ++found.rows;
      sum.add(playlist->id);
      sum.add(track->id);
    }
  }
  found.checksum = sum.value();
  return found;
}

} // namespace

bool is_empty(weft::Engine& engine) {
  weft::Session session(engine);
  try {
    return !session.scalars(weft::select<Artist>().limit(1)).first();
  } catch (const weft::OperationalError&) {
    return true; // no such table
  }
}

void create_tables(weft::Engine& engine) {
  weft::create_all<Artist, Album, Genre, MediaType, Track, Playlist, Employee, Customer, Invoice, InvoiceLine>(engine);
}

void continue_keys(weft::Session& session) {
  for (const std::string table : {"Artist", "Album", "Genre", "MediaType", "Track", "Playlist", "Employee", "Customer",
                                  "Invoice", "InvoiceLine"}) {
    const std::string key = table + "Id";
    session.execute(weft::text("SELECT setval(pg_get_serial_sequence('\"" + table + "\"', '" + key + "'), max(\"" +
                               key + "\")) FROM \"" + table + "\""));
  }
}

std::vector<TableContents> contents(weft::Session& session) {
  return {contents_of<Artist>(session, "Artist"),
          contents_of<Album>(session, "Album"),
          contents_of<Genre>(session, "Genre"),
          contents_of<MediaType>(session, "MediaType"),
          contents_of<Track>(session, "Track"),
          contents_of<Playlist>(session, "Playlist"),
          contents_of_playlists(session),
          contents_of<Employee>(session, "Employee"),
          contents_of<Customer>(session, "Customer"),
          contents_of<Invoice>(session, "Invoice"),
          contents_of<InvoiceLine>(session, "InvoiceLine")};
}

} // namespace chinook
