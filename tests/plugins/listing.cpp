// A table of the plugin's own, and reports as plain text: what a vendor may do, and some of what
// none should.
#include <willcall/plugin/papers.hpp>
#include <willcall/plugin/plugin.hpp>

#include <stdexcept>

namespace {

using namespace willcall;

enum class Parity : std::uint8_t { even, odd };
constexpr std::array<const char*, 3> words_of(Parity) { return {"even", "odd", nullptr}; }

enum class Wrong : std::uint8_t { nothing, throws, too_many };
constexpr std::array<const char*, 4> words_of(Wrong) {
    return {"nothing", "throws", "too_many", nullptr};
}

struct SquareFilter {
    std::int64_t until = 0;
    Wrong wrong = Wrong::nothing;

    static constexpr auto fields = willcall::in_order{
        field<"until">(&SquareFilter::until, "the last number", between(0, 1'000'000)),
        field<"wrong">(&SquareFilter::wrong, "what goes wrong after the first rows",
                       can_be_left_out),
    };
};

struct Square {
    std::int64_t number = 0;
    Money square;
    Parity parity = Parity::even;
    std::optional<std::string> words;
    Time at;
    bool is_last = false;

    static constexpr auto meaning = "a number and its square";
    static constexpr auto fields = willcall::in_order{
        field<"number">(&Square::number, "from 1"),
        field<"square">(&Square::square, "its square, in cents"),
        field<"parity">(&Square::parity, "whether it is even"),
        field<"words">(&Square::words, "of the small ones"),
        field<"at">(&Square::at, "as many seconds since 1970"),
        field<"is_last">(&Square::is_last, "whether none comes after it"),
    };
};

class Listing final : public plugin::Feature {
public:
    std::vector<Square> squares(const SquareFilter& filter, const Square* last,
                                plugin::Listing listing) const {
        const auto begin = last == nullptr ? 1 : last->number + 1;
        const bool wrong = last != nullptr;
        if (wrong && filter.wrong == Wrong::throws) throw std::runtime_error("out of numbers");
        const std::int64_t most = wrong && filter.wrong == Wrong::too_many ? 1'001 : 400;
        std::vector<Square> rows;
        if (listing.scope != WILLCALL_SCOPE_ALL) return rows;
        for (auto number = begin; number <= filter.until && number < begin + most; ++number) {
            Square row;
            row.number = number;
            row.square = {number * number};
            row.parity = number % 2 == 0 ? Parity::even : Parity::odd;
            if (number == 1) row.words = "=one, \"1\"";
            row.at = {number * 1'000'000};
            row.is_last = number == filter.until;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    static constexpr auto operations = willcall::in_order{
        table<"listing.squares">("/listing/squares", "squares of numbers", &Listing::squares),
    };
};

class Report final : public plugin::Document {
public:
    static constexpr auto makes = std::array{document("report", "text/plain")};

    std::string make(const Wanted& wanted) const override {
        const auto report = wanted.content<ReportContent>();
        std::string text = report.title + " of " + report.organiser + ", at " +
                           std::to_string(report.made.microseconds / 1'000'000) + ", by " +
                           report.asked_by + ", " + report.scope + '\n';
        for (const auto& filter : report.filters) text += filter.name + ": " + filter.value + '\n';
        std::vector<std::string> names;
        for (const auto& column : report.columns)
            names.push_back((column.number ? "#" : "") + column.name);
        add(text, names);
        for (const auto& row : report.rows) add(text, row.cells);
        for (const auto& row : report.totals) add(text, row.cells);
        return text;
    }

private:
    static void add(std::string& text, const std::vector<std::string>& cells) {
        for (const auto& cell : cells) text += cell + '|';
        text += '\n';
    }
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return plugin::module<Listing, Report>("listing", "1.0.0", "a table and reports");
}
