# SPDX-License-Identifier: MIT
# Runs PROGRAM and compares what it prints with the file EXPECTED. URL_FROM names a variable of the environment with the
# URL of a database, which the program is given.
set(url "")
if(URL_FROM)
  set(url "$ENV{${URL_FROM}}")
  if(url STREQUAL "")
    message("skipped: ${URL_FROM} names no server; tools/databases starts one")
    return()
  endif()
endif()
execute_process(COMMAND ${PROGRAM} ${url} OUTPUT_VARIABLE printed ERROR_VARIABLE errors RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${status}\n${errors}\n${printed}")
endif()
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "${PROGRAM} printed\n${printed}\nand ${EXPECTED} expects\n${expected}")
endif()
