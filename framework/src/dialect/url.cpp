// SPDX-License-Identifier: MIT
#include "weft/dialect/url.hpp"

#include <charconv>
#include <optional>

#include "weft/error.hpp"

namespace weft {
namespace {

// No message here quotes the URL: a part that ended up in the wrong place may be the password.
[[noreturn]] void refuse(std::string_view why, std::string_view remedy) {
  throw UsageError("database URL cannot be read: " + std::string(why) + "\n  " + std::string(remedy));
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text, std::string_view part) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      result += text[at];
      continue;
    }
    const int high = at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0) {
      refuse("a % in the " + std::string(part) + " is not followed by two hexadecimal digits",
             "write a % itself as %25");
    }
    if (high == 0 && low == 0) refuse("the " + std::string(part) + " holds %00", "no name can hold a NUL");
    result += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return result;
}

std::string encoded(std::string_view text, std::string_view also_plain = "") {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
                       also_plain.find(c) != std::string_view::npos;
    if (plain) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return result;
}

std::string read_scheme(std::string_view text) {
  std::string scheme;
  for (char c : text) {
    const bool fits =
        is_letter(c) || (!scheme.empty() && (is_digit(c) || c == '+' || c == '-' || c == '.' || c == '_'));
    if (!fits)
      refuse("its scheme is not a word", "write it as  scheme://user:password@host:port/database?option=value");
    scheme += is_letter(c) ? static_cast<char>(c | 0x20) : c;
  }
  return scheme;
}

void read_port(std::string_view text, Url& url) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), url.port);
  if (error != std::errc{} || end != text.data() + text.size() || url.port == 0) {
    refuse("the port is not a number from 1 to 65535",
           "if it is not meant as a port: write : / ? and @ inside user or password as %3A %2F %3F %40");
  }
}

void read_host(std::string_view text, Url& url) {
  std::string_view port;
  if (text.starts_with('[')) {  // an IPv6 address has colons of its own
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) refuse("the host has a [ without its ]", "write an IPv6 address as [::1]");
    url.host = decoded(text.substr(1, end - 1), "host");
    port = text.substr(end + 1);
    if (!port.empty() && port[0] != ':') refuse("something stands between ] and the port", "write [::1]:5432");
  } else {
    const std::size_t colon = text.find(':');
    url.host = decoded(text.substr(0, colon), "host");
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (!port.empty()) read_port(port.substr(1), url);
}

void read_authority(std::string_view text, Url& url) {
  // The last @ and not the first: people forget to escape the one in their password.
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view account = text.substr(0, at);
    const std::size_t colon = account.find(':');
    url.user = decoded(account.substr(0, colon), "user");
    if (colon != std::string_view::npos) url.password = decoded(account.substr(colon + 1), "password");
    text.remove_prefix(at + 1);
  }
  read_host(text, url);
}

void read_options(std::string_view text, Url& url) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view option = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (option.empty()) continue;
    const std::size_t equal = option.find('=');
    std::string name = decoded(option.substr(0, equal), "options");
    std::string value = equal == std::string_view::npos ? "" : decoded(option.substr(equal + 1), "options");
    const auto [place, is_new] = url.options.emplace(std::move(name), std::move(value));
    if (!is_new) refuse("the option \"" + place->first + "\" is given twice", "leave one of the two");
  }
}

bool is_secret(std::string_view option) {
  return option.find("pass") != std::string_view::npos;
}

}  // namespace

Url Url::parse(std::string_view text) {
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos || separator == 0) {
    refuse("it has no scheme", "write it as  sqlite:///file.db  or  scheme://user:password@host:port/database");
  }
  Url url;
  url.scheme = read_scheme(text.substr(0, separator));
  std::string_view rest = text.substr(separator + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  if (!authority.empty() && rest.rfind('@') != std::string_view::npos && rest.rfind('@') > authority.size()) {
    refuse("an @ stands behind the host",
           "write : / ? and @ inside user or password as %3A %2F %3F %40, anywhere else %40");
  }
  if (const std::size_t question = rest.find('?'); question != std::string_view::npos) {
    read_options(rest.substr(question + 1), url);
    rest = rest.substr(0, question);
  }
  read_authority(authority, url);
  if (rest.size() > authority.size()) url.database = decoded(rest.substr(authority.size() + 1), "database");
  return url;
}

std::string Url::display() const {
  std::string text = scheme + "://";
  if (!user.empty()) text += encoded(user) + '@';
  text += host.find(':') == std::string::npos ? host : '[' + host + ']';
  if (port != 0) text += ':' + std::to_string(port);
  if (!database.empty()) text += '/' + encoded(database, "/:");
  char before = '?';
  for (const auto& [name, value] : options) {
    text += before + encoded(name) + '=' + (is_secret(name) ? "..." : encoded(value, "/:"));
    before = '&';
  }
  return text;
}

}  // namespace weft
