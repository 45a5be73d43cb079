// SPDX-License-Identifier: MIT
//
// The entities and relationships of `entities.hpp` as the model sees them: without types.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace weft::test::scripts {

/// An entity of a script, by the number that the script gives it.
using Slot = std::size_t;
inline constexpr Slot nobody = static_cast<Slot>(-1);

enum class Kind : unsigned char { label, band, song, country, fan, genre, website };
inline constexpr std::array kinds{Kind::label, Kind::band,  Kind::song,   Kind::country,
                                  Kind::fan,   Kind::genre, Kind::website};

/// A relationship with both its ends. The owner is the end that the foreign key names; of the many-to-many, the band.
enum class Link : unsigned char { label_bands, band_songs, country_fans, genre_children, band_website, band_fans };
inline constexpr std::array links{Link::label_bands,    Link::band_songs,   Link::country_fans,
                                  Link::genre_children, Link::band_website, Link::band_fans};
/// Those where an item has one owner at most.
inline constexpr std::array to_one_links{Link::label_bands, Link::band_songs, Link::country_fans, Link::genre_children,
                                         Link::band_website};

enum class Shape : unsigned char { one_to_many, one_to_one, many_to_many };

struct LinkFacts {
  Kind owner{};
  Kind item{};
  Shape shape = Shape::one_to_many;
  bool owned = false;           ///< an item that leaves its owner is deleted
  std::string_view in_owner{};  ///< the owner's member
  std::string_view in_item{};   ///< the item's member
};

[[nodiscard]] inline const LinkFacts& facts(Link link) noexcept {
  static constexpr std::array<LinkFacts, links.size()> all{
      LinkFacts{Kind::label, Kind::band, Shape::one_to_many, false, "bands", "label"},
      LinkFacts{Kind::band, Kind::song, Shape::one_to_many, true, "songs", "band"},
      LinkFacts{Kind::country, Kind::fan, Shape::one_to_many, false, "fans", "country"},
      LinkFacts{Kind::genre, Kind::genre, Shape::one_to_many, false, "children", "parent"},
      LinkFacts{Kind::band, Kind::website, Shape::one_to_one, false, "website", "band"},
      LinkFacts{Kind::band, Kind::fan, Shape::many_to_many, false, "fans", "bands"}};
  return all[static_cast<std::size_t>(link)];
}

/// "Band", the name of the type.
[[nodiscard]] inline std::string type_text(Kind kind) {
  static constexpr std::array<std::string_view, kinds.size()> names{"Label", "Band",  "Song",   "Country",
                                                                    "Fan",   "Genre", "Website"};
  return std::string(names[static_cast<std::size_t>(kind)]);
}

/// "band3", the name of the variable that a script has the entity in; it is also the entity's first name.
[[nodiscard]] inline std::string variable(Kind kind, Slot slot) {
  static constexpr std::array<std::string_view, kinds.size()> names{"label", "band",  "song",   "country",
                                                                    "fan",   "genre", "website"};
  return std::string(names[static_cast<std::size_t>(kind)]) + std::to_string(slot);
}

/// Fans have a nick that no two share, countries a code.
[[nodiscard]] inline bool has_mark(Kind kind) noexcept { return kind == Kind::fan || kind == Kind::country; }
[[nodiscard]] inline std::string first_mark(Kind kind, Slot slot) {
  return has_mark(kind) ? (kind == Kind::fan ? "n" : "c") + std::to_string(slot) : std::string();
}

}  // namespace weft::test::scripts
