# SPDX-License-Identifier: MIT
# Finds the driver: here while weft is built, and in programs that link this dialect statically.
# Debian's libpqxx 6.4 comes with a pkg-config file only, and so libpq is found the same way.
if(NOT TARGET weft_libpqxx)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(WEFT_LIBPQXX REQUIRED IMPORTED_TARGET GLOBAL libpqxx>=6.4 libpq)
  add_library(weft_libpqxx INTERFACE IMPORTED GLOBAL)
  target_link_libraries(weft_libpqxx INTERFACE PkgConfig::WEFT_LIBPQXX)
endif()
