# SPDX-License-Identifier: MIT

if(WEFT_BUILD_TESTS)
  find_package(GTest 1.12 REQUIRED)
  include(GoogleTest)
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
  # Instrumented templates take g++ a third of the time without optimisation; what they call in libweft is optimised.
  if(WEFT_SANITIZE)
    target_compile_options(${name} PRIVATE -O0)
  endif()

  # One variable only: gtest_discover_tests() loses the second element of a list. What concerns every test of a build,
  # like the sanitizers' options, stands in the test presets.
  set(properties LABELS "${arg_LABEL}" TIMEOUT 300)
  if(arg_PLUGINS)
    list(APPEND properties ENVIRONMENT "WEFT_PLUGIN_PATH=${CMAKE_BINARY_DIR}/lib/weft/plugins")
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()
