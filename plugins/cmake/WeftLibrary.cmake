# SPDX-License-Identifier: MIT
# libweft.so: the framework and the plugin host in one library, and the package that is installed around it.
include(CMakePackageConfigHelpers)

add_library(weft SHARED $<TARGET_OBJECTS:weft_framework> $<TARGET_OBJECTS:weft_plugin_host>)
add_library(weft::weft ALIAS weft)
set_target_properties(weft PROPERTIES LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION} SOVERSION 0)
target_compile_features(weft PUBLIC cxx_std_20)
target_include_directories(weft PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/framework/include>
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/plugins/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# A call from one file of the library to another goes straight there: nobody puts a function of his own in between.
target_link_options(weft PRIVATE LINKER:-Bsymbolic-functions)
target_link_libraries(weft PRIVATE fmt::fmt tsl::robin_map Threads::Threads ${CMAKE_DL_LIBS})

# What `cmake --install` writes. Called when every plugin is known.
function(weft_install_package)
  set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/weft)
  configure_package_config_file(plugins/cmake/weftConfig.cmake.in ${PROJECT_BINARY_DIR}/package/weftConfig.cmake
                                INSTALL_DESTINATION ${package_dir})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/weftConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(TARGETS weft EXPORT weftTargets)
  install(EXPORT weftTargets NAMESPACE weft:: DESTINATION ${package_dir})
  get_property(twins GLOBAL PROPERTY WEFT_INSTALLED_TWINS)
  if(twins)
    install(EXPORT weftPluginTargets NAMESPACE weft:: DESTINATION ${package_dir})
  endif()
  install(FILES ${PROJECT_BINARY_DIR}/package/weftConfig.cmake
                ${PROJECT_BINARY_DIR}/package/weftConfigVersion.cmake
                plugins/cmake/WeftPlugins.cmake plugins/cmake/weft_plugin.map
          DESTINATION ${package_dir})
  foreach(headers IN ITEMS framework/include/weft plugins/include/weft)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${headers})
      install(DIRECTORY ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
    endif()
  endforeach()
endfunction()
