// SPDX-License-Identifier: MIT
//
// The eleven tables of the Chinook database, an online music shop, as its own script creates them. The mappings are
// in model.cpp: where they are only declared, including the model costs little.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <weft/weft.hpp>

namespace chinook {

using Text = std::optional<std::string>;
using Key = std::int64_t;
using Moment = std::chrono::sys_time<std::chrono::microseconds>;

struct Album;
struct Customer;
struct Invoice;
struct InvoiceLine;
struct Playlist;
struct Track;

struct Artist {
  Key id{};
  Text name{};
  weft::List<Album> albums{};
};

struct Album {
  Key id{};
  std::string title{};
  Key artist_id{};
  weft::Ref<Artist> artist{};
  weft::List<Track> tracks{};
};

struct Genre {
  Key id{};
  Text name{};
  weft::List<Track> tracks{};
};

struct MediaType {
  Key id{};
  Text name{};
  weft::List<Track> tracks{};
};

struct Track {
  Key id{};
  std::string name{};
  std::optional<Key> album_id{};
  Key media_type_id{};
  std::optional<Key> genre_id{};
  Text composer{};
  std::int32_t milliseconds{};
  std::optional<std::int32_t> bytes{};
  weft::Decimal unit_price{};
  weft::Ref<Album> album{};
  weft::Ref<MediaType> media_type{};
  weft::Ref<Genre> genre{};
  weft::List<Playlist> playlists{};
  weft::List<InvoiceLine> invoice_lines{};
};

/// Its tracks are many-to-many, through the table PlaylistTrack.
struct Playlist {
  Key id{};
  Text name{};
  weft::List<Track> tracks{};
};

/// Refers to itself: everybody but the general manager reports to somebody.
struct Employee {
  Key id{};
  std::string last_name{};
  std::string first_name{};
  Text title{};
  std::optional<Key> reports_to_id{};
  std::optional<Moment> birth_date{};
  std::optional<Moment> hire_date{};
  Text address{};
  Text city{};
  Text state{};
  Text country{};
  Text postal_code{};
  Text phone{};
  Text fax{};
  Text email{};
  weft::Ref<Employee> reports_to{};
  weft::List<Employee> subordinates{};
  weft::List<Customer> customers{};
};

struct Customer {
  Key id{};
  std::string first_name{};
  std::string last_name{};
  Text company{};
  Text address{};
  Text city{};
  Text state{};
  Text country{};
  Text postal_code{};
  Text phone{};
  Text fax{};
  std::string email{};
  std::optional<Key> support_rep_id{};
  weft::Ref<Employee> support_rep{};
  weft::List<Invoice> invoices{};
};

struct Invoice {
  Key id{};
  Key customer_id{};
  Moment invoice_date{};
  Text billing_address{};
  Text billing_city{};
  Text billing_state{};
  Text billing_country{};
  Text billing_postal_code{};
  weft::Decimal total{};
  weft::Ref<Customer> customer{};
  weft::List<InvoiceLine> lines{};
};

struct InvoiceLine {
  Key id{};
  Key invoice_id{};
  Key track_id{};
  weft::Decimal unit_price{};
  std::int32_t quantity{};
  weft::Ref<Invoice> invoice{};
  weft::Ref<Track> track{};
};

void map(weft::Mapper<Artist>& m);
void map(weft::Mapper<Album>& m);
void map(weft::Mapper<Genre>& m);
void map(weft::Mapper<MediaType>& m);
void map(weft::Mapper<Track>& m);
void map(weft::Mapper<Playlist>& m);
void map(weft::Mapper<Employee>& m);
void map(weft::Mapper<Customer>& m);
void map(weft::Mapper<Invoice>& m);
void map(weft::Mapper<InvoiceLine>& m);

} // namespace chinook
