#include "symbols.hpp"

#include <cxxabi.h>
#include <elf.h>
#include <link.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>

namespace willcall::bench {

namespace {

struct Loaded {
    std::string wanted;
    std::string path;
    std::uintptr_t base = 0;
};

int look_at(dl_phdr_info* info, std::size_t, void* user) {
    auto& loaded = *static_cast<Loaded*>(user);
    if (std::strstr(info->dlpi_name, loaded.wanted.c_str()) == nullptr) return 0;
    loaded.path = info->dlpi_name;
    loaded.base = info->dlpi_addr;
    return 1;
}

template <class T>
std::span<const T> part_of(const std::string& file, std::uint64_t offset, std::uint64_t count) {
    if (offset > file.size() || count > (file.size() - offset) / sizeof(T)) return {};
    return {reinterpret_cast<const T*>(file.data() + offset), static_cast<std::size_t>(count)};
}

}  // namespace

Symbols::Symbols(const std::string& library) {
    Loaded loaded{library, {}, 0};
    if (dl_iterate_phdr(look_at, &loaded) != 0) read(loaded.path, loaded.base);
}

void Symbols::read(const std::string& path, std::uintptr_t base) {
    std::ifstream stream(path, std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(stream), {}};
    const auto header = part_of<ElfW(Ehdr)>(file, 0, 1);
    if (header.empty()) return;
    const auto sections = part_of<ElfW(Shdr)>(file, header.front().e_shoff, header.front().e_shnum);
    for (const auto& section : sections) {
        if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections.size()) continue;
        const auto& names = sections[section.sh_link];
        for (const auto& symbol :
             part_of<ElfW(Sym)>(file, section.sh_offset, section.sh_size / sizeof(ElfW(Sym)))) {
            if (ELF64_ST_TYPE(symbol.st_info) != STT_FUNC || symbol.st_size == 0) continue;
            const auto begin = base + symbol.st_value;
            functions_[begin] = {begin + symbol.st_size,
                                 file.data() + names.sh_offset + symbol.st_name};
        }
    }
}

std::string Symbols::name_of(const void* address) const {
    // What stands on the stack is where a call returns to: perhaps just past its function.
    const auto at = reinterpret_cast<std::uintptr_t>(address) - 1;
    auto found = functions_.upper_bound(at);
    if (found == functions_.begin()) return {};
    --found;
    if (at >= found->second.end) return {};
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(
        abi::__cxa_demangle(found->second.name.c_str(), nullptr, nullptr, &status), std::free);
    return plain ? std::string(plain.get()) : found->second.name;
}

}  // namespace willcall::bench
