// SPDX-License-Identifier: MIT
//
// The note is found through the program headers, which `strip` and the linkers' garbage collection leave in
// place. No length in the file is trusted. The file is read and not mapped: a mapped file that shrinks
// kills the process.
#include "manifest_reader.hpp"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "weft/plugin/descriptor.hpp"

namespace weft::plugins {
namespace {

using FileHeader = ElfW(Ehdr);
using Segment = ElfW(Phdr);
using Result = Found<ManifestRecord>;

constexpr std::size_t most_segments = 256;
constexpr std::size_t largest_note_segment = 64 * 1024;

constexpr unsigned char own_class = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
constexpr unsigned char own_data = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;
#if defined(__x86_64__)
constexpr unsigned own_machine = EM_X86_64;
#elif defined(__i386__)
constexpr unsigned own_machine = EM_386;
#elif defined(__aarch64__)
constexpr unsigned own_machine = EM_AARCH64;
#elif defined(__riscv)
constexpr unsigned own_machine = EM_RISCV;
#elif defined(__powerpc64__)
constexpr unsigned own_machine = EM_PPC64;
#elif defined(__s390x__)
constexpr unsigned own_machine = EM_S390;
#endif

class File {
public:
  explicit File(const std::string& path) : handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (handle_ >= 0)
      ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] int handle() const { return handle_; }

  // All of it or nothing.
  bool read(void* into, std::size_t size, std::uint64_t offset) const {
    auto* out = static_cast<char*>(into);
    while (size > 0) {
      ssize_t got = ::pread(handle_, out, size, static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return false;
      out += got;
      offset += static_cast<std::uint64_t>(got);
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

private:
  int handle_;
};

bool lies_inside(std::uint64_t offset, std::uint64_t size, std::uint64_t file_size) {
  return offset <= file_size && size <= file_size - offset;
}

std::string check_header(const FileHeader& header) {
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return "is not a shared library";
  if (header.e_ident[EI_CLASS] != own_class || header.e_ident[EI_DATA] != own_data || header.e_machine != own_machine)
    return "is built for another machine";
  if (header.e_type != ET_DYN)
    return "is an ELF file, but not a shared library";
  if (header.e_phentsize != sizeof(Segment) || header.e_phnum == 0 || header.e_phnum > most_segments)
    return "is damaged: its program headers make no sense";
  return {};
}

// A note's fields are padded to four bytes. `at` stays within `bytes` whatever the lengths say.
Result find_note(std::string_view bytes) {
  struct Head {
    std::uint32_t name_size, content_size, type;
  };
  auto padded = [](std::uint32_t size) { return (static_cast<std::uint64_t>(size) + 3) / 4 * 4; };

  while (bytes.size() >= sizeof(Head)) {
    Head head{};
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (padded(head.name_size) > bytes.size())
      break;
    std::string_view name = bytes.substr(0, head.name_size);
    bytes.remove_prefix(static_cast<std::size_t>(padded(head.name_size)));
    if (head.content_size > bytes.size())
      break;
    std::string_view content = bytes.substr(0, head.content_size);
    if (name != std::string_view("WEFT", 5) || head.type != note_type) {
      if (padded(head.content_size) > bytes.size())
        break;
      bytes.remove_prefix(static_cast<std::size_t>(padded(head.content_size)));
      continue;
    }

    weft_plugin_note note{};
    if (content.size() < sizeof note)
      return Result::no("has a manifest that is cut off");
    std::memcpy(&note, content.data(), sizeof note);
    content.remove_prefix(sizeof note);
    if (std::memcmp(note.magic, descriptor_magic, sizeof note.magic) != 0)
      return Result::no("has a manifest of a format that this program does not know");
    if (note.manifest_size > content.size())
      return Result::no("has a manifest that is cut off");
    Result result = parse_manifest(content.substr(0, note.manifest_size));
    if (result.value && (result.value->kind != kind_text(note.kind) || result.value->abi != note.abi))
      return Result::no("has a manifest whose head and text disagree");
    return result;
  }
  return {};
}

} // namespace

Result read_manifest(const std::string& path) {
  File file(path);
  if (file.handle() < 0)
    return Result::no(std::string("cannot be opened: ") + std::strerror(errno));
  struct stat status {};
  if (::fstat(file.handle(), &status) != 0)
    return Result::no(std::string("cannot be read: ") + std::strerror(errno));
  if (!S_ISREG(status.st_mode))
    return Result::no("is not a regular file");
  if (status.st_size == 0)
    return Result::no("is empty");
  const auto size = static_cast<std::uint64_t>(status.st_size);

  FileHeader header{};
  char magic[SELFMAG]{};
  if (!file.read(magic, sizeof magic, 0) || std::memcmp(magic, ELFMAG, SELFMAG) != 0)
    return Result::no("is not a shared library");
  if (!file.read(&header, sizeof header, 0))
    return Result::no("is cut off: not even its header is complete");
  if (std::string why = check_header(header); !why.empty())
    return Result::no(std::move(why));

  std::vector<Segment> segments(header.e_phnum);
  const std::size_t table = segments.size() * sizeof(Segment);
  if (!lies_inside(header.e_phoff, table, size) || !file.read(segments.data(), table, header.e_phoff))
    return Result::no("is cut off: its program headers lie behind its end");
  bool loads = false;
  for (const Segment& segment : segments) {
    if (segment.p_type != PT_LOAD)
      continue;
    loads = true;
    if (!lies_inside(segment.p_offset, segment.p_filesz, size)) {
      std::string end = segment.p_offset > std::numeric_limits<std::uint64_t>::max() - segment.p_filesz
                            ? "nowhere"
                            : "at byte " + std::to_string(segment.p_offset + segment.p_filesz);
      return Result::no("is cut off: it has " + std::to_string(size) + " bytes, and one of its segments ends " + end);
    }
    if (segment.p_filesz > segment.p_memsz)
      return Result::no("is damaged: its program headers make no sense");
  }
  if (!loads)
    return Result::no("is damaged: it has nothing to load");

  for (const Segment& segment : segments) {
    if (segment.p_type != PT_NOTE || segment.p_filesz > largest_note_segment)
      continue;
    if (!lies_inside(segment.p_offset, segment.p_filesz, size))
      continue;
    std::string bytes(static_cast<std::size_t>(segment.p_filesz), '\0');
    if (!file.read(bytes.data(), bytes.size(), segment.p_offset))
      continue;
    Result result = find_note(bytes);
    if (result.value || !result.why_not.empty())
      return result;
  }
  return Result::no("is not a plugin of weft: it has no manifest");
}

} // namespace weft::plugins
