# How our own targets are compiled. Nothing here reaches a user of the installed package.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(WILLCALL_CCACHE ccache)
if(PROJECT_IS_TOP_LEVEL AND WILLCALL_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER "${WILLCALL_CCACHE}" CACHE STRING "")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${WILLCALL_CCACHE}" CACHE STRING "")
endif()

add_library(willcall_warnings INTERFACE)
target_compile_options(willcall_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi>
    # An options struct initialised by name leaves the rest to its defaults; that is what it is for.
    -Wno-missing-field-initializers
    # g++ 12 reports string concatenation here (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${WILLCALL_WERROR}>:-Werror -Wno-error=maybe-uninitialized>)

if(WILLCALL_SANITIZE)
    # Not vptr: it asks for type information that SOCI keeps to itself.
    add_compile_options(-fsanitize=${WILLCALL_SANITIZE} -fno-sanitize=vptr
                        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WILLCALL_SANITIZE})
endif()
