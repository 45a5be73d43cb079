# SPDX-License-Identifier: MIT
# How this tree is compiled. Nothing here reaches a program that uses the installed package.

if(WEFT_USE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(WEFT_CCACHE ccache)
  if(WEFT_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${WEFT_CCACHE})
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
