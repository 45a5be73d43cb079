// SPDX-License-Identifier: MIT
#include "model.hpp"

namespace chinook {
namespace {

using weft::col;

const weft::Table playlist_track{"PlaylistTrack", weft::Column{"PlaylistId"}.references<&Playlist::id>().primary_key(),
                                 weft::Column{"TrackId"}.references<&Track::id>().primary_key()};

constexpr weft::types::Decimal money{10, 2};

} // namespace

void map(weft::Mapper<Artist>& m) {
  m.table("Artist");
  m.column<&Artist::id>("ArtistId").primary_key();
  m.column<&Artist::name>("Name").length(120);
  m.relationship<&Artist::albums>().back_populates<&Album::artist>().order_by(col<&Album::id>);
}

void map(weft::Mapper<Album>& m) {
  m.table("Album");
  m.column<&Album::id>("AlbumId").primary_key();
  m.column<&Album::title>("Title").length(160);
  m.column<&Album::artist_id>("ArtistId").references<&Artist::id>().index();
  m.relationship<&Album::artist>().back_populates<&Artist::albums>();
  m.relationship<&Album::tracks>().back_populates<&Track::album>().order_by(col<&Track::id>);
}

void map(weft::Mapper<Genre>& m) {
  m.table("Genre");
  m.column<&Genre::id>("GenreId").primary_key();
  m.column<&Genre::name>("Name").length(120);
  m.relationship<&Genre::tracks>().back_populates<&Track::genre>().order_by(col<&Track::id>);
}

void map(weft::Mapper<MediaType>& m) {
  m.table("MediaType");
  m.column<&MediaType::id>("MediaTypeId").primary_key();
  m.column<&MediaType::name>("Name").length(120);
  m.relationship<&MediaType::tracks>().back_populates<&Track::media_type>().order_by(col<&Track::id>);
}

void map(weft::Mapper<Track>& m) {
  m.table("Track");
  m.column<&Track::id>("TrackId").primary_key();
  m.column<&Track::name>("Name").length(200);
  m.column<&Track::album_id>("AlbumId").references<&Album::id>().index();
  m.column<&Track::media_type_id>("MediaTypeId").references<&MediaType::id>().index();
  m.column<&Track::genre_id>("GenreId").references<&Genre::id>().index();
  m.column<&Track::composer>("Composer").length(220);
  m.column<&Track::milliseconds>("Milliseconds");
  m.column<&Track::bytes>("Bytes");
  m.column<&Track::unit_price>("UnitPrice").type(money);
  m.relationship<&Track::album>().back_populates<&Album::tracks>();
  m.relationship<&Track::media_type>().back_populates<&MediaType::tracks>();
  m.relationship<&Track::genre>().back_populates<&Genre::tracks>();
  m.relationship<&Track::playlists>()
      .secondary(playlist_track)
      .back_populates<&Playlist::tracks>()
      .order_by(col<&Playlist::id>);
  m.relationship<&Track::invoice_lines>().back_populates<&InvoiceLine::track>().order_by(col<&InvoiceLine::id>);
}

void map(weft::Mapper<Playlist>& m) {
  m.table("Playlist");
  m.column<&Playlist::id>("PlaylistId").primary_key();
  m.column<&Playlist::name>("Name").length(120);
  m.relationship<&Playlist::tracks>()
      .secondary(playlist_track)
      .back_populates<&Track::playlists>()
      .order_by(col<&Track::id>);
}

void map(weft::Mapper<Employee>& m) {
  m.table("Employee");
  m.column<&Employee::id>("EmployeeId").primary_key();
  m.column<&Employee::last_name>("LastName").length(20);
  m.column<&Employee::first_name>("FirstName").length(20);
  m.column<&Employee::title>("Title").length(30);
  m.column<&Employee::reports_to_id>("ReportsTo").references<&Employee::id>().index();
  m.column<&Employee::birth_date>("BirthDate");
  m.column<&Employee::hire_date>("HireDate");
  m.column<&Employee::address>("Address").length(70);
  m.column<&Employee::city>("City").length(40);
  m.column<&Employee::state>("State").length(40);
  m.column<&Employee::country>("Country").length(40);
  m.column<&Employee::postal_code>("PostalCode").length(10);
  m.column<&Employee::phone>("Phone").length(24);
  m.column<&Employee::fax>("Fax").length(24);
  m.column<&Employee::email>("Email").length(60);
  m.relationship<&Employee::reports_to>().remote_side<&Employee::id>().back_populates<&Employee::subordinates>();
  m.relationship<&Employee::subordinates>().back_populates<&Employee::reports_to>().order_by(col<&Employee::id>);
  m.relationship<&Employee::customers>().back_populates<&Customer::support_rep>().order_by(col<&Customer::id>);
}

void map(weft::Mapper<Customer>& m) {
  m.table("Customer");
  m.column<&Customer::id>("CustomerId").primary_key();
  m.column<&Customer::first_name>("FirstName").length(40);
  m.column<&Customer::last_name>("LastName").length(20);
  m.column<&Customer::company>("Company").length(80);
  m.column<&Customer::address>("Address").length(70);
  m.column<&Customer::city>("City").length(40);
  m.column<&Customer::state>("State").length(40);
  m.column<&Customer::country>("Country").length(40);
  m.column<&Customer::postal_code>("PostalCode").length(10);
  m.column<&Customer::phone>("Phone").length(24);
  m.column<&Customer::fax>("Fax").length(24);
  m.column<&Customer::email>("Email").length(60);
  m.column<&Customer::support_rep_id>("SupportRepId").references<&Employee::id>().index();
  m.relationship<&Customer::support_rep>().back_populates<&Employee::customers>();
  m.relationship<&Customer::invoices>().back_populates<&Invoice::customer>().order_by(col<&Invoice::id>);
}

void map(weft::Mapper<Invoice>& m) {
  m.table("Invoice");
  m.column<&Invoice::id>("InvoiceId").primary_key();
  m.column<&Invoice::customer_id>("CustomerId").references<&Customer::id>().index();
  m.column<&Invoice::invoice_date>("InvoiceDate");
  m.column<&Invoice::billing_address>("BillingAddress").length(70);
  m.column<&Invoice::billing_city>("BillingCity").length(40);
  m.column<&Invoice::billing_state>("BillingState").length(40);
  m.column<&Invoice::billing_country>("BillingCountry").length(40);
  m.column<&Invoice::billing_postal_code>("BillingPostalCode").length(10);
  m.column<&Invoice::total>("Total").type(money);
  m.relationship<&Invoice::customer>().back_populates<&Customer::invoices>();
  m.relationship<&Invoice::lines>().back_populates<&InvoiceLine::invoice>().order_by(col<&InvoiceLine::id>);
}

void map(weft::Mapper<InvoiceLine>& m) {
  m.table("InvoiceLine");
  m.column<&InvoiceLine::id>("InvoiceLineId").primary_key();
  m.column<&InvoiceLine::invoice_id>("InvoiceId").references<&Invoice::id>().index();
  m.column<&InvoiceLine::track_id>("TrackId").references<&Track::id>().index();
  m.column<&InvoiceLine::unit_price>("UnitPrice").type(money);
  m.column<&InvoiceLine::quantity>("Quantity");
  m.relationship<&InvoiceLine::invoice>().back_populates<&Invoice::lines>();
  m.relationship<&InvoiceLine::track>().back_populates<&Track::invoice_lines>();
}

} // namespace chinook
