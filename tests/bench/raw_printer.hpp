// A real IPP printer, ippeveprinter in a process of its own, and a bare Print-Job with it.
#ifndef WILLCALL_BENCH_RAW_PRINTER_HPP
#define WILLCALL_BENCH_RAW_PRINTER_HPP

#include "server.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace willcall::bench {

// Prints on nothing, on loopback, until it goes.
class Printer {
public:
    explicit Printer(const std::string& folder);
    const std::string& url() const { return url_; }

private:
    Server server_;
    std::string url_;
};

// One connection. The printer takes one job at a time, so each is followed to its end.
class RawPrinting {
public:
    explicit RawPrinting(const std::string& url);
    ~RawPrinting();
    void print(const std::string& name, std::string_view bytes) const;

private:
    struct Line;
    std::unique_ptr<Line> line_;
};

}  // namespace willcall::bench

#endif
