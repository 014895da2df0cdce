// A store that has grown: so many orders, and callers who place more.
#ifndef WILLCALL_BENCH_GROWN_HPP
#define WILLCALL_BENCH_GROWN_HPP

#include "crowd.hpp"
#include "theatre.hpp"
#include "usage.hpp"

namespace willcall::bench {

struct Grown {
    Grown(const std::string& within, std::size_t callers, std::size_t wanted)
        : folder(within), theatre(folder.path(), {callers}), crowd(callers), orders(0) {
        disk_is_slow(false);
        place(wanted / callers);
        disk_is_slow(true);
    }
    // So many orders of each caller; the seconds for all.
    double place(std::size_t each) {
        orders += each * crowd.size();
        return crowd.run(each, [this](std::size_t caller) { theatre.place(caller); });
    }

    Folder folder;
    Theatre theatre;
    Crowd crowd;
    std::size_t orders;
};

}  // namespace willcall::bench

#endif
