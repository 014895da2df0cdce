#include "sales/windows.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

constexpr std::int64_t minute = 60'000'000;

// From the first moment that all windows of a line are open to the first that one is closed.
struct Open {
    std::optional<std::int64_t> from, until;

    void narrow(const catalogue::WindowItem& window, const catalogue::PerformanceItem& of) {
        if (window.opens) open_at(*window.opens);
        if (window.closes) close_at(*window.closes);
        if (of.event->product) return;  // it has no start
        if (window.opens_before) open_at(of.starts - *window.opens_before * minute);
        if (window.closes_before) close_at(of.starts - *window.closes_before * minute);
    }
    void open_at(std::int64_t time) { from = std::max(from.value_or(time), time); }
    void close_at(std::int64_t time) { until = std::min(until.value_or(time), time); }
};

}  // namespace

void check_windows(Quote& quote, std::int64_t now) {
    const auto wall_text = [&](std::int64_t time) {
        return quote.snapshot->catalogue->wall_text(time);
    };
    for (std::size_t number = 0; number < quote.lines.size(); ++number) {
        const auto* performance = quote.lines[number].performance;
        const auto* type = quote.lines[number].ticket_type;
        Open open;
        for (const auto* window : {&performance->event->sale_in(quote.channel->key),
                                   &performance->sale, &type->sale, &quote.channel->sale})
            open.narrow(*window, *performance);
        const bool closed = open.until && now >= *open.until;
        if (!closed && (!open.from || now >= *open.from)) continue;
        const auto what = "`" + type->key + "` for `" + performance->key + "`";
        const auto line = static_cast<std::int64_t>(number);
        quote.reasons.push_back(
            closed ? against("sale.closed", what + " was on sale until " + wall_text(*open.until),
                             line, {{"closed", *open.until}})
                   : against("sale.not_yet", what + " is on sale from " + wall_text(*open.from),
                             line, {{"opens", *open.from}}));
    }
}

}  // namespace willcall::sales
