# Finds SOCI 4, whose Debian package has no CMake files of its own.
# Components: SQLite3 PostgreSQL. Targets: SOCI::Core SOCI::SQLite3 SOCI::PostgreSQL.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_CORE_LIBRARY NAMES soci_core)
find_library(SOCI_SQLite3_LIBRARY NAMES soci_sqlite3)
find_library(SOCI_PostgreSQL_LIBRARY NAMES soci_postgresql)
find_path(SOCI_SQLite3_INCLUDE_DIR sqlite3.h)
find_path(SOCI_PostgreSQL_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY
    SOCI_SQLite3_LIBRARY SOCI_SQLite3_INCLUDE_DIR
    SOCI_PostgreSQL_LIBRARY SOCI_PostgreSQL_INCLUDE_DIR)

if(SOCI_INCLUDE_DIR)
    file(STRINGS "${SOCI_INCLUDE_DIR}/soci/version.h" line REGEX "define +SOCI_LIB_VERSION +\"")
    string(REGEX REPLACE ".*\"([0-9]+)_([0-9]+)_?([0-9]*)\".*" "\\1.\\2.\\3" SOCI_VERSION "${line}")
    string(REGEX REPLACE "\\.$" "" SOCI_VERSION "${SOCI_VERSION}")
endif()

foreach(component SQLite3 PostgreSQL)
    if(SOCI_${component}_LIBRARY AND SOCI_${component}_INCLUDE_DIR)
        set(SOCI_${component}_FOUND TRUE)
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI
    REQUIRED_VARS SOCI_CORE_LIBRARY SOCI_INCLUDE_DIR
    VERSION_VAR SOCI_VERSION
    HANDLE_COMPONENTS)

if(SOCI_FOUND AND NOT TARGET SOCI::Core)
    add_library(SOCI::Core UNKNOWN IMPORTED)
    set_target_properties(SOCI::Core PROPERTIES
        IMPORTED_LOCATION "${SOCI_CORE_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${SOCI_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
    foreach(component SQLite3 PostgreSQL)
        if(SOCI_${component}_FOUND)
            add_library(SOCI::${component} UNKNOWN IMPORTED)
            set_target_properties(SOCI::${component} PROPERTIES
                IMPORTED_LOCATION "${SOCI_${component}_LIBRARY}"
                INTERFACE_INCLUDE_DIRECTORIES "${SOCI_${component}_INCLUDE_DIR}"
                INTERFACE_LINK_LIBRARIES SOCI::Core)
        endif()
    endforeach()
endif()
