# SPDX-License-Identifier: MIT

if(WEFT_BUILD_TESTS)
  find_package(GTest 1.12 REQUIRED)
endif()

# weft_add_test(<name> SOURCES <file>... [LINK <target>...] [INCLUDE <folder>...] [LABEL <label>] [PLUGINS])
#
# One GoogleTest executable; each suite of its tests is a ctest, <name>.<suite>. PLUGINS: the tests load plugins from the build tree.
#
# With the thread sanitizer, the test files that include <thread> make a second, small one, with the label "threads". The
# target `weft_threads` builds these and the plugins, and nothing else.
function(weft_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PLUGINS" "LABEL" "SOURCES;LINK;INCLUDE")
  if(NOT arg_SOURCES)
    return()
  endif()
  _weft_add_test(${name} ${ARGN})
  if(WEFT_SANITIZE MATCHES "thread")
    _weft_add_thread_test(${name})
  endif()
endfunction()

# In the scope of weft_add_test(), whose arguments it goes by.
macro(_weft_add_thread_test name)
  set(concurrent FALSE)
  set(sources "")
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(file ${source} ABSOLUTE)
    file(STRINGS ${file} starts_threads LIMIT_COUNT 1 REGEX "^#include <thread>")
    if(starts_threads)
      set(concurrent TRUE)
    elseif(file MATCHES "_(db)?test\\.cpp$")
      continue()
    endif()
    list(APPEND sources ${source})
  endforeach()
  if(concurrent)
    set(options "")
    if(arg_PLUGINS)
      set(options PLUGINS)
    endif()
    _weft_add_test(${name}_threads SOURCES ${sources} LINK ${arg_LINK} INCLUDE ${arg_INCLUDE} LABEL threads ${options})
    if(NOT TARGET weft_threads)
      add_custom_target(weft_threads DEPENDS weft_plugins)
    endif()
    add_dependencies(weft_threads ${name}_threads)
  endif()
endmacro()

function(_weft_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PLUGINS" "LABEL" "SOURCES;LINK;INCLUDE")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE weft::weft GTest::gtest_main GTest::gmock ${arg_LINK})
  target_include_directories(${name} PRIVATE ${arg_INCLUDE})
  weft_compile_quickly(${name} <gmock/gmock.h> <gtest/gtest.h> <weft/weft.hpp>)

  # What concerns every test of a build, like the sanitizers' options, stands in the test presets.
  set(properties LABELS "${arg_LABEL}" TIMEOUT 900)
  if(arg_PLUGINS)
    list(APPEND properties ENVIRONMENT "WEFT_PLUGIN_PATH=${CMAKE_BINARY_DIR}/lib/weft/plugins")
  endif()
  set(suites ${CMAKE_CURRENT_BINARY_DIR}/${name}_suites.cmake)
  file(GENERATE OUTPUT ${suites} CONTENT "\
set(target ${name})
set(program [==[$<TARGET_FILE:${name}>]==])
set(properties [==[${properties}]==])
include([==[${PROJECT_SOURCE_DIR}/tools/cmake/list_suites.cmake]==])
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${suites})
endfunction()
