# Writes OUTPUT, a source file with TEXTS in it, each under its file name. It defines shipped(), as
# shelf.hpp declares it.
set(rows "")
foreach(path IN LISTS TEXTS)
    file(READ "${path}" text)
    get_filename_component(name "${path}" NAME)
    if(text MATCHES "\\)text\"")
        message(FATAL_ERROR "${path} may not contain `)text\"`")
    endif()
    string(APPEND rows "    {\"${name}\", R\"text(${text})text\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made from the folders templates and languages.
#include \"shelf.hpp\"

const std::map<std::string, std::string>& shipped() {
    static const std::map<std::string, std::string> texts{
${rows}    };
    return texts;
}
")
