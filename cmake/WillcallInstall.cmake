# What an installed willcall consists of, for find_package and for pkg-config. A wheel holds none of
# what only development needs.
include(CMakePackageConfigHelpers)

if(SKBUILD)
    install(TARGETS willcall LIBRARY DESTINATION "${WILLCALL_LIBRARY_INSTALL_DIR}" NAMELINK_SKIP)
    return()
endif()
install(TARGETS willcall EXPORT willcall-capi
        LIBRARY DESTINATION "${WILLCALL_LIBRARY_INSTALL_DIR}" COMPONENT capi
        NAMELINK_COMPONENT development)
install(TARGETS willcall_plugin_headers EXPORT willcall-plugin)
install(DIRECTORY capi/include/willcall DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT development FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(DIRECTORY sdk/include/willcall/plugin DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/willcall"
        COMPONENT development FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")

set(cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/willcall")
foreach(component capi plugin)
    install(EXPORT willcall-${component} NAMESPACE willcall:: DESTINATION "${cmake_dir}"
            FILE willcall-${component}-targets.cmake COMPONENT development)
endforeach()
configure_package_config_file(cmake/willcallConfig.cmake.in willcallConfig.cmake
    INSTALL_DESTINATION "${cmake_dir}"
    PATH_VARS WILLCALL_PLUGIN_INSTALL_DIR)
write_basic_package_version_file(willcallConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/willcallConfig.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/willcallConfigVersion.cmake"
    cmake/WillcallPlugin.cmake cmake/plugin.map
    DESTINATION "${cmake_dir}" COMPONENT development)

# Relative to the file itself, so that an installed tree can be moved.
file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
foreach(name willcall willcall-plugin)
    configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
endforeach()
