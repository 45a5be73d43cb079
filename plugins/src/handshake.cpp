// SPDX-License-Identifier: MIT
#include "handshake.hpp"

#include <cstring>
#include <exception>

#include "library.hpp"
#include "search.hpp"
#include "weft/dialect/dialect.hpp"
#include "weft/loading/strategy.hpp"
#include "weft/plugin/abi.hpp"

namespace weft::plugins {
namespace {

std::string differs(const char* field, const std::string& found, const std::string& wanted) {
  return "its descriptor says " + std::string(field) + " \"" + found + "\", its manifest says \"" + wanted + "\"";
}

// Takes the object over: gone again when its name is wrong.
template <class Interface>
Found<void*> named_object(void* object, const std::string& name) {
  auto* plugin = static_cast<Interface*>(object);
  const std::string said(plugin->name());
  if (said == name)
    return {object, {}};
  delete plugin;
  return Found<void*>::no("its object calls itself \"" + said + "\", its manifest says \"" + name + "\"");
}

} // namespace

std::string check_abi(const ManifestRecord& record) {
  if (record.abi != abi_number)
    return "built for plugin ABI " + std::to_string(record.abi) + ", this program has " + std::to_string(abi_number);
  if (record.abi_tag != abi_tag)
    return "built for \"" + record.abi_tag + "\", this program is \"" + std::string(abi_tag) + "\"";
  return {};
}

Found<ManifestRecord> read_descriptor(const weft_plugin_descriptor* descriptor) {
  using Result = Found<ManifestRecord>;
  if (descriptor == nullptr)
    return Result::no("its weft_plugin_entry returns no descriptor");
  if (std::memcmp(descriptor->magic, descriptor_magic, sizeof descriptor_magic) != 0)
    return Result::no("its descriptor is of a format that this program does not know");
  if (descriptor->struct_size < sizeof(weft_plugin_descriptor))
    return Result::no("its descriptor has " + std::to_string(descriptor->struct_size) + " bytes, this program needs " +
                      std::to_string(sizeof(weft_plugin_descriptor)));
  if (descriptor->name == nullptr || descriptor->version == nullptr || descriptor->abi_tag == nullptr ||
      descriptor->manifest == nullptr || descriptor->create == nullptr)
    return Result::no("its descriptor is incomplete");

  Result result = parse_manifest(std::string_view(descriptor->manifest, descriptor->manifest_size));
  if (!result.value)
    return result;
  const ManifestRecord& record = *result.value;
  if (kind_text(descriptor->kind) != record.kind)
    return Result::no(differs("kind", std::string(kind_text(descriptor->kind)), record.kind));
  if (record.name != descriptor->name)
    return Result::no(differs("name", descriptor->name, record.name));
  if (record.version != descriptor->version)
    return Result::no(differs("version", descriptor->version, record.version));
  if (record.abi != descriptor->abi)
    return Result::no(differs("ABI", std::to_string(descriptor->abi), std::to_string(record.abi)));
  if (record.abi_tag != descriptor->abi_tag)
    return Result::no(differs("abi_tag", descriptor->abi_tag, record.abi_tag));
  return result;
}

Found<void*> make_object(const Candidate& candidate) {
  using Result = Found<void*>;
  LinkedPlugin::Entry entry = candidate.entry;
  if (entry == nullptr) {
    OpenedLibrary library = open_library(candidate.file);
    if (library.entry == nullptr)
      return Result::no("the system loader says: " + library.why_not);
    entry = library.entry;
  }

  const weft_plugin_descriptor* descriptor = entry();
  Found<ManifestRecord> found = read_descriptor(descriptor);
  if (!found.value)
    return Result::no(std::move(found.why_not));
  // What was checked before must be what runs now.
  if (found.value->text != candidate.record.text)
    return Result::no("its descriptor has another manifest than its file");

  void* object = nullptr;
  try {
    object = descriptor->create();
  } catch (const std::exception& error) {
    return Result::no(std::string("making its object failed: ") + error.what());
  } catch (...) {
    return Result::no("making its object failed with an exception that is no std::exception");
  }
  if (object == nullptr)
    return Result::no("making its object failed: it returned none");
  if (descriptor->kind == kind_dialect)
    return named_object<Dialect>(object, candidate.record.name);
  return named_object<LoaderStrategy>(object, candidate.record.name);
}

} // namespace weft::plugins
