# SPDX-License-Identifier: MIT
# Building plugins, and linking them into programs. The same file serves this tree and the installed package:
#
#   find_package(weft CONFIG REQUIRED)
#   weft_add_strategy_plugin(peers SOURCES peers.cpp)
#   weft_add_dialect_plugin(duckdb SOURCES plugin.cpp connection.cpp LINK DuckDB::DuckDB)
#   weft_link_plugins(app sqlite selectin peers)
#
# A plugin is compiled twice, because a plugin file and a linked plugin differ in the name of their entry:
#   weft_<kind>_<name>          a module, libweft_<kind>_<name>.so, which exports `weft_plugin_entry` and nothing else;
#   weft_<kind>_<name>_static   its static twin, with WEFT_PLUGIN_STATIC defined and the entry's own name in
#                               WEFT_PLUGIN_ENTRY: `weft_plugin_entry_<kind>_<name>`.
include_guard(GLOBAL)
include(GNUInstallDirs)

# weft_add_strategy_plugin(<name> SOURCES <file>... [LINK <library>...] [NO_INSTALL])
function(weft_add_strategy_plugin name)
  _weft_add_plugin(strategy ${name} ${ARGN})
endfunction()

# weft_add_dialect_plugin(<name> SOURCES <file>... [LINK <library>...] [FIND <script>] [NO_INSTALL])
#
# FIND names a CMake script that finds the driver's targets. It runs again where a program links the dialect statically.
function(weft_add_dialect_plugin name)
  _weft_add_plugin(dialect ${name} ${ARGN})
endfunction()

# weft_link_plugins(<app> <name>...)
#
# Links the static twins of these plugins into <app>, which then needs no plugin file for them.
function(weft_link_plugins app)
  get_target_property(type ${app} TYPE)
  if(NOT type MATCHES "^(EXECUTABLE|SHARED_LIBRARY|MODULE_LIBRARY)$")
    message(FATAL_ERROR "weft_link_plugins(${app} ...): \"${app}\" is a ${type}\n"
                        "  name the program: a linker drops the registration from a static library")
  endif()

  set(declarations "")
  set(registrations "")
  foreach(name IN LISTS ARGN)
    set(found FALSE)
    foreach(kind IN ITEMS dialect strategy)
      set(plugin ${kind}_${name})
      if(TARGET weft::${plugin}_static)
        set(found TRUE)
        get_target_property(driver weft::${plugin}_static WEFT_PLUGIN_FIND)
        if(driver)
          include(${driver})
        elseif(EXISTS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/drivers/${plugin}.cmake)
          include(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/drivers/${plugin}.cmake)
        endif()
        target_link_libraries(${app} PRIVATE weft::${plugin}_static)
        string(APPEND declarations "extern \"C\" const weft_plugin_descriptor* weft_plugin_entry_${plugin}(void);\n")
        string(APPEND registrations "const weft::plugins::LinkedPlugin ${plugin}{&weft_plugin_entry_${plugin}};\n")
      endif()
    endforeach()
    if(NOT found)
      message(FATAL_ERROR "weft_link_plugins(${app} ...): no plugin is called \"${name}\"\n"
                          "  looked for the targets weft::dialect_${name}_static and weft::strategy_${name}_static\n"
                          "  add it before this call, or install a weft that was built with it")
    endif()
  endforeach()

  set(source ${CMAKE_CURRENT_BINARY_DIR}/${app}_linked_plugins.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "\
// Written by weft_link_plugins().
#include <weft/plugin/linked.hpp>

@declarations@
namespace {
@registrations@}  // namespace
")
  target_sources(${app} PRIVATE ${source})
  target_link_libraries(${app} PRIVATE weft::weft)
endfunction()

function(_weft_add_plugin kind name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "NO_INSTALL" "FIND" "SOURCES;LINK")
  set(call "weft_add_${kind}_plugin(${name} ...)")
  string(LENGTH "${name}" length)
  if(NOT name MATCHES "^[a-z][a-z0-9_]*$" OR length GREATER 32)
    message(FATAL_ERROR "${call}: \"${name}\" cannot be the name of a plugin\n"
                        "  a name has at most 32 characters: lower-case letters, digits and _, beginning with a letter")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "${call}: no SOURCES")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${call}: unknown argument \"${arg_UNPARSED_ARGUMENTS}\"")
  endif()

  set(plugin ${kind}_${name})
  set(module weft_${plugin})
  set(twin weft_${plugin}_static)
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/weft_plugin.map)

  # All but the file with the entry point is compiled once, for the plugin and for its twin.
  set(entries "")
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(file ${source} ABSOLUTE)
    set(entry TRUE)
    if(EXISTS ${file})
      file(STRINGS ${file} entry LIMIT_COUNT 1 REGEX "^[ \t]*WEFT_(DIALECT|STRATEGY)_PLUGIN")
    endif()
    if(entry)
      list(APPEND entries ${source})
    endif()
  endforeach()
  set(targets ${module} ${twin})
  set(parts ${arg_SOURCES})
  if(entries)
    list(REMOVE_ITEM parts ${entries})
  endif()
  if(entries AND parts)
    set(arg_SOURCES ${entries})
    add_library(${module}_parts OBJECT ${parts})
    target_link_libraries(${module}_parts PRIVATE weft::weft ${arg_LINK})
    list(APPEND arg_SOURCES $<TARGET_OBJECTS:${module}_parts>)
    list(APPEND targets ${module}_parts)
  endif()

  add_library(${module} MODULE ${arg_SOURCES})
  target_link_libraries(${module} PRIVATE weft::weft ${arg_LINK})
  target_link_options(${module} PRIVATE LINKER:--version-script=${map} LINKER:--exclude-libs,ALL)
  if(NOT WEFT_SANITIZE AND NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    # A forgotten LINK is an error here and not at run time. Sanitizers leave their own symbols open.
    target_link_options(${module} PRIVATE LINKER:-z,defs)
  endif()
  set_target_properties(${module} PROPERTIES
    PREFIX lib
    SUFFIX .so
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/weft/plugins
    LINK_DEPENDS ${map}
    INSTALL_RPATH "$ORIGIN/../..")

  add_library(${twin} STATIC ${arg_SOURCES})
  add_library(weft::${plugin}_static ALIAS ${twin})
  target_link_libraries(${twin} PRIVATE weft::weft ${arg_LINK})
  target_compile_definitions(${twin} PRIVATE WEFT_PLUGIN_STATIC WEFT_PLUGIN_ENTRY=weft_plugin_entry_${plugin})
  set_target_properties(${twin} PROPERTIES EXPORT_NAME ${plugin}_static)
  if(arg_FIND)
    get_filename_component(driver ${arg_FIND} ABSOLUTE)
    set_target_properties(${twin} PROPERTIES WEFT_PLUGIN_FIND ${driver})
  endif()

  foreach(target IN LISTS targets)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES
      CXX_EXTENSIONS OFF
      CXX_VISIBILITY_PRESET hidden
      VISIBILITY_INLINES_HIDDEN ON
      POSITION_INDEPENDENT_CODE ON)
  endforeach()

  if(NOT TARGET weft_plugins)
    add_custom_target(weft_plugins)
  endif()
  add_dependencies(weft_plugins ${module})

  if(arg_NO_INSTALL)
    return()
  endif()
  install(TARGETS ${module} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/weft/plugins)
  if(PROJECT_NAME STREQUAL "weft")
    # The package's own plugins: their twins come with it.
    install(TARGETS ${twin} EXPORT weftPluginTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/weft)
    set_property(GLOBAL APPEND PROPERTY WEFT_INSTALLED_TWINS ${twin})
    if(arg_FIND)
      install(FILES ${arg_FIND} DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/weft/drivers RENAME ${plugin}.cmake)
    endif()
  endif()
endfunction()
