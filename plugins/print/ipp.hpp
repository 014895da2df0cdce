// Printers that speak IPP, asked by libcups.
#ifndef WILLCALL_PRINT_IPP_HPP
#define WILLCALL_PRINT_IPP_HPP

#include "thermal.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

// The printer does not take this, however often it is asked.
class NotTaken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Where a printer is: ipp://host:631/ipp/print. Throws a std::runtime_error for anything else.
class PrinterAddress {
public:
    explicit PrinterAddress(const std::string& url);
    const std::string& url() const { return url_; }
    const std::string& host() const { return host_; }
    const std::string& path() const { return path_; }
    int port() const { return port_; }
    bool encrypted() const { return encrypted_; }

private:
    std::string url_, host_, path_;
    int port_ = 631;
    bool encrypted_ = false;
};

// What is printed, under a job name of its own.
struct Sheet {
    std::string name;
    std::string format;
    std::string_view bytes;
    bool first_try = false;  // the printer can't have a job of this name
};

// Keeps its connections for the next job. Any thread.
class IppPrinter {
public:
    // Throws a std::runtime_error for what is no address.
    explicit IppPrinter(const std::string& url);
    IppPrinter(const IppPrinter&) = delete;
    IppPrinter& operator=(const IppPrinter&) = delete;
    ~IppPrinter();
    const std::string& url() const { return address_.url(); }

    // Prints a sheet, and follows it until it lies in the tray; a job of its name that the printer
    // knows already is followed instead of printed again. Gives the printer's number for it. Throws
    // a Trouble where a later try may do, a NotTaken where none will. `stopped` ends the waiting.
    int print(const Sheet& sheet, const std::function<bool()>& stopped) const;

private:
    class Connection;
    std::unique_ptr<Connection> take_kept() const;

    PrinterAddress address_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Connection>> kept_;  // as many as ever printed at once
};

#endif
