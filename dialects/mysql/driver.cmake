# SPDX-License-Identifier: MIT
# Finds the driver: here while weft is built, and in programs that link this dialect statically.
# Connector/C++ 1.1 comes without a CMake or pkg-config file of its own.
find_path(WEFT_MYSQLCPPCONN_INCLUDE cppconn/driver.h DOC "Where the headers of MySQL Connector/C++ 1.1 are")
find_library(WEFT_MYSQLCPPCONN_LIBRARY mysqlcppconn DOC "The library of MySQL Connector/C++ 1.1")
if(NOT WEFT_MYSQLCPPCONN_INCLUDE OR NOT WEFT_MYSQLCPPCONN_LIBRARY)
  message(FATAL_ERROR "MySQL Connector/C++ 1.1 is missing: install libmysqlcppconn-dev, or build without the mysql dialect")
endif()
if(NOT TARGET MySQL::cppconn)
  add_library(MySQL::cppconn UNKNOWN IMPORTED)
  set_target_properties(MySQL::cppconn PROPERTIES
    IMPORTED_LOCATION ${WEFT_MYSQLCPPCONN_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${WEFT_MYSQLCPPCONN_INCLUDE})
endif()
