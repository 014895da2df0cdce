# Writes OUTPUT, a source file with the migrations in it: SOURCES, in order, each named
# <version>_<what it does>.sql. It defines store::migrations(), as store/database.hpp declares it.
if(NOT SOURCES)
    message(FATAL_ERROR "there are no migrations to embed")
endif()
set(rows "")
foreach(source IN LISTS SOURCES)
    file(READ "${source}" text)
    get_filename_component(name "${source}" NAME_WE)
    if(NOT name MATCHES "^0*([1-9][0-9]*)_[a-z0-9_]+$")
        message(FATAL_ERROR "${source} is not named <version>_<what it does>.sql")
    endif()
    set(version "${CMAKE_MATCH_1}")
    if(text MATCHES "\\)migration\"")
        message(FATAL_ERROR "${source} may not contain `)migration\"`")
    endif()
    string(APPEND rows "    {${version}, \"${name}\", R\"migration(${text})migration\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made from sdk/src/store/migrations.
#include \"store/database.hpp\"

namespace willcall::store {
namespace {

constexpr Migration embedded[]{
${rows}};

}  // namespace

std::span<const Migration> migrations() { return embedded; }

}  // namespace willcall::store
")
