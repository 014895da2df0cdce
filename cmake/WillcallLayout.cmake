# Where things land, in the build folder and when installed. A wheel carries the library and the
# plugins inside the Python package; everywhere else they lie where the system looks for them.
if(SKBUILD)
    set(WILLCALL_LIBRARY_INSTALL_DIR willcall)
    set(WILLCALL_PYTHON_INSTALL_DIR willcall)
else()
    set(WILLCALL_LIBRARY_INSTALL_DIR "${CMAKE_INSTALL_LIBDIR}")
    set(WILLCALL_PYTHON_INSTALL_DIR lib/python3/dist-packages/willcall
        CACHE STRING "The installed Python package, relative to the prefix")
endif()

if(SKBUILD)
    set(WILLCALL_PLUGIN_INSTALL_DIR willcall/plugins)
elseif(WILLCALL_INSTALL)
    set(WILLCALL_PLUGIN_INSTALL_DIR "${CMAKE_INSTALL_LIBDIR}/willcall/plugins")
else()
    set(WILLCALL_PLUGIN_INSTALL_DIR "")
endif()
