# SPDX-License-Identifier: MIT
# Read by ctest, once for each GoogleTest executable: each suite of its tests is a ctest. With a process for each test, most
# of the time went into starting them.
#
# `program`, `target` and `properties` come from the file that includes this one (see weft_add_test).
if(NOT EXISTS ${program})
  # Not built: ctest says that it did not find it.
  add_test(${target} ${program})
  set_tests_properties(${target} PROPERTIES ${properties})
  return()
endif()
execute_process(COMMAND ${program} --gtest_list_tests OUTPUT_VARIABLE listed RESULT_VARIABLE status TIMEOUT 60)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${program} --gtest_list_tests: ${status}\n${listed}")
endif()
# A suite has a line of its own, which begins with its name and a dot; those of its tests are indented.
string(REGEX MATCHALL "(^|\n)[A-Za-z_0-9/]+\\.[ \n]" suites "${listed}")
foreach(line IN LISTS suites)
  string(REGEX REPLACE "[. \n]" "" suite "${line}")
  add_test(${target}.${suite} ${program} "--gtest_filter=${suite}.*")
  set_tests_properties(${target}.${suite} PROPERTIES ${properties})
endforeach()
