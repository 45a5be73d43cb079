# SPDX-License-Identifier: MIT

if(WEFT_BUILD_TESTS)
  find_package(GTest 1.12 REQUIRED)
  include(GoogleTest)
endif()

set(WEFT_TEST_ENVIRONMENT "")
if(WEFT_SANITIZE MATCHES "address")
  list(APPEND WEFT_TEST_ENVIRONMENT "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1"
       "UBSAN_OPTIONS=print_stacktrace=1")
elseif(WEFT_SANITIZE MATCHES "thread")
  list(APPEND WEFT_TEST_ENVIRONMENT "TSAN_OPTIONS=halt_on_error=1")
endif()

# weft_add_test(<name> SOURCES <file>... [LINK <target>...] [INCLUDE <folder>...] [LABEL <label>] [PLUGINS])
#
# One GoogleTest executable; each of its tests is a ctest. PLUGINS: the tests load plugins from the build tree.
function(weft_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PLUGINS" "LABEL" "SOURCES;LINK;INCLUDE")
  if(NOT arg_SOURCES)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE weft::weft GTest::gtest_main GTest::gmock ${arg_LINK})
  target_include_directories(${name} PRIVATE ${arg_INCLUDE})

  set(environment ${WEFT_TEST_ENVIRONMENT})
  if(arg_PLUGINS)
    list(APPEND environment "WEFT_PLUGIN_PATH=${CMAKE_BINARY_DIR}/lib/weft/plugins")
  endif()
  set(properties LABELS "${arg_LABEL}" TIMEOUT 300)
  if(environment)
    # A list inside a list: gtest_discover_tests() takes one value per property.
    string(REPLACE ";" "\\;" environment "${environment}")
    list(APPEND properties ENVIRONMENT "${environment}")
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()
