# SPDX-License-Identifier: MIT
# How this tree is compiled. Nothing here reaches a program that uses the installed package.

if(WEFT_USE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(WEFT_CCACHE ccache)
  if(WEFT_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_CURRENT_LIST_DIR}/compile_through_ccache)
  endif()
endif()

if(WEFT_WARNINGS)
  add_compile_options(${WEFT_WARNINGS})
endif()

if(WEFT_SANITIZE)
  add_compile_options(-fsanitize=${WEFT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WEFT_SANITIZE})
  # With its sanitizers on, g++ takes the value of an empty std::optional for read before it was written.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()

# weft_compile_quickly(<target> [<header>...])
#
# For what is compiled more often than it runs: a debug build does not optimise it. Templates of a mapping then take g++
# two thirds of the time, and a third where they are instrumented; what they call in libweft is optimised.
#
# With WEFT_PRECOMPILE_HEADERS set at all, the headers come precompiled.
function(weft_compile_quickly target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-O0>)
  if(WEFT_PRECOMPILE_HEADERS)
    _weft_precompile(${target} ${ARGN})
  endif()
endfunction()

# weft_precompile(<target> <header>...)
#
# For what is shipped: where all headers are to be precompiled, which halves a clean build with clang. A file that forgets
# an include then compiles all the same, so a preset that everybody builds leaves it off.
function(weft_precompile target)
  if(WEFT_PRECOMPILE_HEADERS STREQUAL "all")
    _weft_precompile(${target} ${ARGN})
  endif()
endfunction()

# A few files do not win back what the headers take.
function(_weft_precompile target)
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources count)
  if(ARGN AND count GREATER 4)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      # Without the time of the header in it, ccache knows the precompiled one again.
      target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
  endif()
endfunction()

# libweft.so in lib/ and plugins in lib/weft/plugins: the build tree has the shape of an installation, so that
# programs in it find their plugins "beside the library" without any setting.
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# weft_sources(<variable> <folder>)
#
# All *.cpp under <folder>, seen again at every build. While a component has no source yet it gets an empty one.
function(weft_sources variable folder)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  if(NOT found)
    set(found ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
    file(WRITE ${found} "")
  endif()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()
