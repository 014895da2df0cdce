// The benchmarks. Each makes its own store, and alternates slices of the engine and of its limit.
#ifndef WILLCALL_BENCH_BENCHMARKS_HPP
#define WILLCALL_BENCH_BENCHMARKS_HPP

#include "outcome.hpp"

#include <functional>
#include <memory>

namespace willcall::bench {

struct Setting {
    std::string folder;  // where stores are made: in memory, so that no disk is measured
    std::string suffix;  // "@1000": of the flush, in microseconds
    std::size_t rounds = 9;
};

// Orders through willcall.h beside the same rows through SQLite's C API.
struct OrdersPlan {
    const char* name;
    double goal;
    std::size_t callers;       // of the engine
    std::size_t each;          // orders of each caller in a slice
    std::size_t raw_together;  // orders in a transaction of the limit
};
Outcome compare_orders(const Setting& setting, const OrdersPlan& plan);

// Refusals of a sold-out performance beside orders of others, both by the engine.
Outcome compare_refusals(const Setting& setting, std::size_t callers, double goal);

// Mails by the plugin beside a bare session with the same server; the same with tickets that the
// bare side draws by hand; orders whose mails are sent at once beside orders and mails apart, the
// slower of the two.
Outcome compare_mails(const Setting& setting, double goal);
Outcome compare_mails_with_tickets(const Setting& setting, double goal);
Outcome compare_orders_with_mail(const Setting& setting, double goal);

// A ticket on demand beside the same page, byte for byte, drawn by hand; deliveries to an IPP
// printer beside a loop of bare print jobs; codes verified beside bare signatures.
Outcome compare_ticket_page(const Setting& setting, double goal);
Outcome compare_ipp_jobs(const Setting& setting, double goal);
Outcome compare_code_verify(const Setting& setting, double goal);

// Two engines on one store, in processes of their own, beside one with all the callers.
struct EnginesPlan {
    const char* name;
    std::size_t callers;
    std::string shared_folder, own_folder;  // of the two engines, and of the one alone
    std::string shared, own;                // their stores; empty: files in the folders
    std::function<std::int64_t()> orders;   // in the shared store
    std::function<Usage()> server;          // what a server of the stores has used so far
};
Outcome compare_engines(const Setting& setting, const EnginesPlan& plan);
Outcome compare_engines(const Setting& setting, std::size_t callers);
Outcome compare_postgresql_engines(const Setting& setting, std::size_t callers);

// Orders of one hot performance on PostgreSQL, beside four connections that call a function which
// writes the same rows.
struct HotPlan {
    std::size_t callers;
    std::size_t each;  // orders of each caller in a slice
    double goal;
};
Outcome compare_postgresql_hot(const Setting& setting, const HotPlan& plan);

// An engine on PostgreSQL with many callers, beside itself with few.
Outcome compare_postgresql_crowd(const Setting& setting, std::size_t many, std::size_t few);

// One thread in Python beside one in C++: waiting for each order, or with so many under way.
struct PythonPlan {
    const char* name;
    double goal;
    std::size_t in_flight;
};
Outcome compare_python(const Setting& setting, const PythonPlan& plan);

// A store with so many orders beside one with ten thousand.
Outcome compare_growth(const Setting& setting, std::size_t callers, std::size_t orders);
// First pages of lists of orders at each level of access, in a store with so many orders beside one
// with ten thousand.
Outcome compare_order_lists(const Setting& setting, std::size_t callers, std::size_t orders);
// Orders at a ticket office, beside the same through the least that a channel can be.
Outcome compare_office(const Setting& setting, double goal);
// Parties of four on the best seats of a stadium of 80,000, beside the same rows.
Outcome compare_seats(const Setting& setting, double goal);

// 5,000 guests of a distribution cart receive two tickets each, beside the same rows; a cart of
// 10,000 allocations opened, beside its rows read; the map of 80,000 seats as a table, beside its
// rows stepped.
Outcome compare_distribution(const Setting& setting, double goal);
Outcome compare_cart(const Setting& setting, double goal);
Outcome compare_seat_map(const Setting& setting, double goal);

// Tables of a store with so many orders, two tickets each.
class Tables {
public:
    Tables(const Setting& setting, std::size_t callers, std::size_t orders);
    ~Tables();
    // The order book as an Arrow stream beside SQLite's rows in column buffers.
    Outcome as_arrow();
    // The order book as CSV beside SQLite's shell.
    Outcome as_csv();
    // Sums of a tenth of the orders beside the same SQL by hand.
    Outcome summed();
    // Orders while the order book is exported beside orders alone.
    Outcome beside_orders();

private:
    struct Store;
    Setting setting_;
    std::unique_ptr<Store> store_;
};

// Quotes of twenty lines under 200 offers, to an owner with 50 memberships, beside those without
// any; and quotes beside what they would be without their guards, by sampling.
Outcome compare_quotes(const Setting& setting, double goal);
Outcome sample_guards(const Setting& setting, double goal);

// Orders on behalf of another beside plain ones, one caller each; permission decisions under
// 99,000 rules beside such under 100, and beside an order.
Outcome compare_on_behalf(const Setting& setting, std::size_t each);
Outcome compare_permissions(const Setting& setting);

// Where the processor's time of an order goes, found by sampling: a table for people and an object
// for programs.
struct Stages {
    std::string table;
    std::string json;
};
Stages sample_stages(const Setting& setting, std::size_t callers, std::size_t each);

}  // namespace willcall::bench

#endif
