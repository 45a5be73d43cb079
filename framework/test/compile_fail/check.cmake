# SPDX-License-Identifier: MIT
# cmake -DCOMPILER=g++ -DPROGRAM=file.cpp -DHEADER=first.hpp "-DINCLUDES=a;b" -P check.cmake
#
# The header is included first, and the compilers take first.hpp.gch for it. The file's first `// expect: <regex>` says what
# the first error must match. A file without one must compile.
cmake_minimum_required(VERSION 3.21)

# Read as one text: a list of lines would break at the semicolons of the code.
file(READ ${PROGRAM} text)
set(expected "")
if(text MATCHES "(^|\n)// expect: ([^\n]+)")
  set(expected "${CMAKE_MATCH_2}")
endif()

# wrong(<why> [<line>...]): the lines go out as they are; CMake would refill a long error text.
function(wrong why)
  message("${PROGRAM}: ${why}")
  foreach(line IN LISTS ARGN)
    message("  ${line}")
  endforeach()
  message("${output}")
  message(FATAL_ERROR "${why}")
endfunction()

list(TRANSFORM INCLUDES PREPEND "-I")
# In the C locale the compilers quote names with plain apostrophes.
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C
          ${COMPILER} -std=c++20 -fsyntax-only ${INCLUDES} -include ${HEADER} ${PROGRAM}
  RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_VARIABLE output)

if(NOT expected)
  if(NOT result EQUAL 0)
    wrong("this program must compile, and does not")
  endif()
  return()
endif()

if(result EQUAL 0)
  wrong("this program must not compile, and does" "expected: ${expected}")
endif()
if(NOT output MATCHES "error: ([^\n]*)")
  wrong("the compiler failed without an error")
endif()
set(first "${CMAKE_MATCH_1}")
if(NOT first MATCHES "${expected}")
  wrong("the first error does not say why" "expected: ${expected}" "found:    ${first}")
endif()
