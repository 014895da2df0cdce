// The functions of a loaded library by their addresses, those it doesn't export included.
#ifndef WILLCALL_BENCH_SYMBOLS_HPP
#define WILLCALL_BENCH_SYMBOLS_HPP

#include <cstdint>
#include <map>
#include <string>

namespace willcall::bench {

class Symbols {
public:
    // `library`: part of its path. Without it, or where it was stripped, nothing has a name.
    explicit Symbols(const std::string& library);

    // As one would write it in C++; empty: unknown.
    std::string name_of(const void* address) const;

private:
    struct Function {
        std::uintptr_t end = 0;
        std::string name;
    };
    void read(const std::string& path, std::uintptr_t base);

    std::map<std::uintptr_t, Function> functions_;  // by where they begin
};

}  // namespace willcall::bench

#endif
