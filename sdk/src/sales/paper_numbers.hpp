// Numbers of paper tickets: their form, the ranges they are in, and what is wrong with an upload.
#ifndef WILLCALL_SALES_PAPER_NUMBERS_HPP
#define WILLCALL_SALES_PAPER_NUMBERS_HPP

#include "operations/call.hpp"
#include "store/connection.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace willcall::sales {

using store::column;

struct PaperRangeRow {
    std::int64_t id = 0;
    std::int64_t holder = 0;
    std::string prefix;
    std::int64_t width = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t next = 0;
    std::int64_t assigned = 0;
    std::int64_t actor = 0;
    static constexpr const char* table = "paper_ranges";
    static constexpr auto columns = in_order{
        column<"id">(&PaperRangeRow::id),         column<"holder">(&PaperRangeRow::holder),
        column<"prefix">(&PaperRangeRow::prefix), column<"width">(&PaperRangeRow::width),
        column<"first">(&PaperRangeRow::first),   column<"last">(&PaperRangeRow::last),
        column<"next">(&PaperRangeRow::next),     column<"assigned">(&PaperRangeRow::assigned),
        column<"actor">(&PaperRangeRow::actor)};
};

struct PaperTicketRow {
    std::int64_t range = 0;
    std::int64_t serial = 0;
    std::optional<std::int64_t> ticket;  // absent: spoiled
    std::int64_t at = 0;
    static constexpr const char* table = "paper_tickets";
    static constexpr auto columns = in_order{
        column<"range_id">(&PaperTicketRow::range), column<"serial">(&PaperTicketRow::serial),
        column<"ticket">(&PaperTicketRow::ticket), column<"at">(&PaperTicketRow::at)};
};

// "P-000101" is the prefix "P-", six digits, 101.
struct PaperNumber {
    std::string prefix;
    std::int64_t width = 0;
    std::int64_t serial = 0;
};
// Nothing where it does not end in one to twelve digits.
std::optional<PaperNumber> paper_number(const std::string& text);
std::string paper_text(const PaperRangeRow& range, std::int64_t serial);

// A range that has one of the numbers from `first` to `last`, which are of one form, or nothing.
std::optional<PaperRangeRow> find_range(store::Connection& reading, const PaperNumber& first,
                                        const PaperNumber& last);

// The numbers of one upload, checked together before anything is booked.
class PaperNumbers {
public:
    PaperNumbers(store::Connection& turn, const UserFacts& holder) : turn_(turn), holder_(holder) {}

    // Of a sale, or of none: spoiled.
    void add(const std::string& text, std::optional<std::int64_t> sale);
    // Every breach there is; empty where the numbers go on without a gap where the last upload
    // ended.
    std::vector<Reason> against();

    // Where a number that was added belongs.
    const PaperTicketRow& row_of(const std::string& text) const { return used_.at(text); }
    // They are used from now on.
    void write(const std::vector<PaperTicketRow>& rows);

private:
    void say(const char* rule, std::string message, std::optional<std::int64_t> sale,
             std::map<std::string, std::int64_t> numbers = {});
    bool has_form(const PaperNumber& number);

    store::Connection& turn_;
    const UserFacts& holder_;
    std::map<std::string, PaperTicketRow> used_;
    std::map<std::int64_t, PaperRangeRow> ranges_;
    std::vector<Reason> reasons_;
};

}  // namespace willcall::sales

#endif
