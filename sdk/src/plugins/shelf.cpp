#include "plugins/shelf.hpp"

#include "plugins/module.hpp"

#ifndef BOOST_DLL_USE_STD_FS
#define BOOST_DLL_USE_STD_FS
#endif
#include <boost/dll/shared_library.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>

#include <dlfcn.h>
#include <link.h>

namespace willcall::plugins {

namespace {

namespace dll = boost::dll;
namespace fs = std::filesystem;

using Entry = const willcall_module*();

// Every file this process has loaded, shared by its engines. Never destroyed: a plugin's threads,
// thread-locals and exit handlers may outlive any engine, so nothing is ever unloaded.
struct Loaded {
    std::mutex mutex;  // not every system's loader may be called concurrently
    std::map<std::string, dll::shared_library> files;
};
Loaded& loaded() {
    static auto& one = *new Loaded;
    return one;
}

// Absolute and free of links, so that one file has one name.
std::string real_path(const Origin& origin) {
    std::error_code problem;
    const auto path = fs::canonical(origin.file, problem);
    if (problem) origin.refuse("there is no such file");
    if (!fs::is_regular_file(path, problem)) origin.refuse("it is not a file");
    std::ifstream file(path, std::ios::binary);
    std::array<char, 4> start{};
    if (!file.read(start.data(), start.size()) && !file.eof()) origin.refuse("it can't be read");
    if (start != std::array{'\x7f', 'E', 'L', 'F'}) origin.refuse("it is not a shared library");
    return path.string();
}

// What the loader said, without what Boost wraps around it.
std::string words_of_loader(const std::string& message) {
    constexpr std::string_view start = "(dlerror system message: ";
    auto from = message.find(start);
    if (from == message.npos) return message;
    from += start.size();
    const auto end = message.rfind(')');
    return message.substr(from, end == message.npos || end < from ? message.npos : end - from);
}

[[noreturn]] void refuse_to_load(const Origin& origin, const std::string& path,
                                 const std::string& words) {
    constexpr std::string_view symbol = "undefined symbol: ";
    if (const auto at = words.find(symbol); at != words.npos) {
        auto name = words.substr(at + symbol.size());
        name = name.substr(0, name.find_first_of(" \t,("));
        origin.refuse("it needs the symbol `" + name + "`, which nothing it links provides");
    }
    for (const std::string_view sign : {"file too short", "invalid ELF header", "wrong ELF class",
                                        "cannot dynamically load", "ELF file"})
        if (words.find(sign) != words.npos)
            origin.refuse("it is not a shared library of this machine (" + words + ")");
    const auto said = words.starts_with(path + ": ") ? words.substr(path.size() + 2) : words;
    origin.refuse("it can't be loaded: " + said);
}

// The plugin's table. Under the registry's lock.
const willcall_module* open_file(const Origin& origin, const std::string& path) {
    auto& files = loaded().files;
    auto found = files.find(path);
    if (found == files.end()) {
        try {
            // All symbols bound at once, so that a missing one shows now; none shared.
            dll::shared_library file(path, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
            found = files.emplace(path, std::move(file)).first;
        } catch (const std::system_error& error) {
            refuse_to_load(origin, path, words_of_loader(error.what()));
        }
    }
    if (!found->second.has(WILLCALL_PLUGIN_ENTRY))
        origin.refuse("it has no entry `" WILLCALL_PLUGIN_ENTRY "`");
    const auto& entry = found->second.get<Entry>(WILLCALL_PLUGIN_ENTRY);
    const willcall_module* table = nullptr;
    try {
        table = entry();
    } catch (...) {
        origin.refuse("its entry `" WILLCALL_PLUGIN_ENTRY "` threw");
    }
    if (table == nullptr) origin.refuse("its entry `" WILLCALL_PLUGIN_ENTRY "` gave no module");
    return table;
}

// The folder of the file this code is in: libwillcall.so, or a program that holds the engine.
fs::path own_folder() {
    Dl_info info{};
    link_map* map = nullptr;
    const auto* const here = reinterpret_cast<const void*>(&host);
    std::error_code problem;
    // The name of the program itself is whatever it was started by: the system knows better.
    const bool found = dladdr1(here, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) != 0;
    const bool library = found && map != nullptr && map->l_name != nullptr && *map->l_name != '\0';
    const auto path = fs::canonical(library ? map->l_name : "/proc/self/exe", problem);
    return problem ? fs::path() : path.parent_path();
}

// The folders of WILLCALL_PLUGIN_PATH. A relative one would depend on where the process stands, and
// in a privileged process the variable is in the hands of somebody else.
void add_named_folders(std::vector<fs::path>& folders) {
    const char* const named = secure_getenv("WILLCALL_PLUGIN_PATH");
    std::string_view rest = named == nullptr ? "" : named;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        if (const fs::path one = rest.substr(0, end); one.is_absolute()) folders.push_back(one);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

}  // namespace

const Module& Shelf::load(const std::string& path) {
    const Origin origin{{}, path};
    const auto real = real_path(origin);
    const willcall_module* table = nullptr;
    {
        const std::lock_guard lock(loaded().mutex);
        table = open_file(origin, real);
    }
    for (const auto& module : modules_)
        if (module->table == table && !module->file.empty()) return *module;
    return shelve(read_module(table, nullptr, real));
}

const Module& Shelf::add(const willcall_module* module, void* context) {
    return shelve(read_module(module, context, {}));
}

const Module* Shelf::find(std::string_view name) const {
    for (const auto& module : modules_)
        if (module->name == name) return module.get();
    return nullptr;
}

const Module& Shelf::shelve(std::unique_ptr<Module> module) {
    if (const auto* const other = find(module->name)) {
        const auto from = other->file.empty() ? "carried by this program" : '`' + other->file + '`';
        Origin{module->name, module->file}.refuse("another plugin of that name is here: " + from);
    }
    return *modules_.emplace_back(std::move(module));
}

std::vector<std::string> plugin_folders() {
    std::vector<fs::path> folders;
    add_named_folders(folders);
    if (const auto own = own_folder(); !own.empty())
        for (const char* const beside : {"willcall/plugins", "plugins", "../plugins"})
            folders.push_back(own / beside);
    std::vector<std::string> real;
    for (const auto& folder : folders) {
        std::error_code problem;
        const auto path = fs::canonical(folder, problem);
        if (problem || !fs::is_directory(path, problem)) continue;
        if (std::find(real.begin(), real.end(), path.string()) == real.end())
            real.push_back(path.string());
    }
    return real;
}

}  // namespace willcall::plugins
