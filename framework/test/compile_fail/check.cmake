# SPDX-License-Identifier: MIT
# cmake -DCOMPILER=g++ -DPROGRAM=file.cpp "-DINCLUDES=a;b" -P check.cmake
#
# The file's first `// expect: <regex>` says what the first error must match. A file without one must compile.
cmake_minimum_required(VERSION 3.21)

# Read as one text: a list of lines would break at the semicolons of the code.
file(READ ${PROGRAM} text)
set(expected "")
if(text MATCHES "(^|\n)// expect: ([^\n]+)")
  set(expected "${CMAKE_MATCH_2}")
endif()

list(TRANSFORM INCLUDES PREPEND "-I")
execute_process(
  COMMAND ${COMPILER} -std=c++20 -fsyntax-only -fno-diagnostics-show-caret ${INCLUDES} ${PROGRAM}
  RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_VARIABLE output)

if(NOT expected)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "this program must compile, and does not: ${PROGRAM}\n${output}")
  endif()
  return()
endif()

if(result EQUAL 0)
  message(FATAL_ERROR "this program must not compile, and does: ${PROGRAM}\n  expected the error: ${expected}")
endif()
if(NOT output MATCHES "error: ([^\n]*)")
  message(FATAL_ERROR "the compiler failed without an error: ${PROGRAM}\n${output}")
endif()
set(first "${CMAKE_MATCH_1}")
if(NOT first MATCHES "${expected}")
  message(FATAL_ERROR "the first error does not say why: ${PROGRAM}\n"
                      "  expected a match of: ${expected}\n  found: ${first}\n${output}")
endif()
