# SPDX-License-Identifier: MIT
# Finds the driver: here while the plugin is built, and in programs that link this dialect statically.
find_package(SQLite3 3.37 REQUIRED)
