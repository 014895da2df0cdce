# willcall_add_plugin(<name> <source>...) makes <name>.so, a module that exports its entry point
# and nothing else, and that links nothing of willcall. Installed with the package, so that a
# vendor's plugin is built by the very function that builds ours. Its own libraries it adds itself:
#   target_link_libraries(<name> PRIVATE CURL::libcurl)
set(WILLCALL_PLUGIN_MAP "${CMAKE_CURRENT_LIST_DIR}/plugin.map")

function(willcall_add_plugin name)
    if(NOT ARGN)
        message(WARNING "plugin `${name}` has no sources; it is not built")
        return()
    endif()
    add_library(${name} MODULE ${ARGN})
    target_link_libraries(${name} PRIVATE willcall::plugin)
    if(TARGET willcall_warnings)  # only where it is one of ours
        target_link_libraries(${name} PRIVATE willcall_warnings)
    endif()
    set_target_properties(${name} PROPERTIES
        PREFIX "" SUFFIX ".so"
        CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
        C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        POSITION_INDEPENDENT_CODE ON
        LINK_DEPENDS "${WILLCALL_PLUGIN_MAP}")
    target_link_options(${name} PRIVATE
        "LINKER:--version-script=${WILLCALL_PLUGIN_MAP}" "LINKER:-z,defs"
        "LINKER:--exclude-libs,ALL")
    set_property(GLOBAL APPEND PROPERTY WILLCALL_PLUGINS ${name})

    # Where the plugin is installed; empty means not at all.
    if(NOT DEFINED WILLCALL_PLUGIN_INSTALL_DIR)
        include(GNUInstallDirs)
        set(WILLCALL_PLUGIN_INSTALL_DIR "${CMAKE_INSTALL_LIBDIR}/willcall/plugins")
    endif()
    if(WILLCALL_PLUGIN_INSTALL_DIR)
        install(TARGETS ${name} LIBRARY DESTINATION "${WILLCALL_PLUGIN_INSTALL_DIR}"
                COMPONENT plugins)
    endif()
endfunction()
