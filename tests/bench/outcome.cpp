#include "outcome.hpp"

#include <algorithm>
#include <cstdio>

namespace willcall::bench {

namespace {

template <class... Values>
std::string formatted(const char* format, Values... values) {
    std::string text(256, '\0');
    const auto size = std::snprintf(text.data(), text.size(), format, values...);
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::vector<double> ratios(const Outcome& outcome) {
    std::vector<double> all;
    for (std::size_t round = 0; round < outcome.limit.rates.size(); ++round)
        all.push_back(outcome.engine.rates[round] / outcome.limit.rates[round]);
    return all;
}

std::string list(const std::vector<double>& values) {
    std::string text;
    for (const auto value : values) text += (text.empty() ? "" : ",") + formatted("%.4f", value);
    return '[' + text + ']';
}

std::string quoted(const std::string& text) {
    std::string made = "\"";
    for (const char one : text) {
        if (one == '"' || one == '\\') made += '\\';
        made += static_cast<unsigned char>(one) < 0x20 ? ' ' : one;
    }
    return made + '"';
}

std::string side_json(const Side& side) {
    return formatted("{\"rate\":%.1f,\"flushes_each\":%.4f,\"bytes_each\":%.0f,"
                     "\"processor_us_each\":%.2f}",
                     side.rates.empty() ? 0 : median(side.rates), side.flushes_each(),
                     side.bytes_each(), side.processor_us_each());
}

}  // namespace

void Side::add(std::size_t count, double seconds, const Usage& more) {
    rates.push_back(static_cast<double>(count) / seconds);
    done += count;
    used += more;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const auto half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void Outcome::doubt(const std::string& why) {
    if (why.empty()) return;
    void_because += (void_because.empty() ? "" : "; ") + why;
}

double Outcome::ratio() const { return median(ratios(*this)); }

std::pair<double, double> Outcome::ratio_range() const {
    auto all = ratios(*this);
    std::ranges::sort(all);
    return {all[all.size() / 4], all[all.size() - 1 - all.size() / 4]};
}

std::string Outcome::line() const {
    if (!void_because.empty())
        return "bench " + name + " VOID: " + void_because + formatted("  goal %.2f", goal);
    const auto [low, high] = ratio_range();
    std::string more;
    for (const auto& one : also)
        more += "  " + one.name +
                formatted(" %.2f goal %s%.2f %s", one.value, one.at_most ? "at most " : "",
                          one.goal, one.met() ? "met" : "MISSED");
    return "bench " + name +
           formatted(" ratio %.2f  engine %.0f/s  limit %.0f/s  (rounds %zu)", ratio(),
                     median(engine.rates), median(limit.rates), limit.rates.size()) +
           formatted("  goal %.2f %s  middle half %.2f-%.2f", goal,
                     ratio() >= goal ? "met" : "MISSED", low, high) +
           more +
           formatted("  flushes each %.3f : %.3f", engine.flushes_each(), limit.flushes_each()) +
           formatted("  bytes each %.0f : %.0f", engine.bytes_each(), limit.bytes_each()) +
           formatted("  processor us each %.1f : %.1f", engine.processor_us_each(),
                     limit.processor_us_each());
}

std::string Outcome::json() const {
    std::string text = "{\"name\":" + quoted(name) + formatted(",\"goal\":%.2f", goal);
    if (!void_because.empty()) return text + ",\"void\":" + quoted(void_because) + '}';
    for (const auto& one : also)
        text += ",\"" + one.name + formatted("\":%.4f", one.value) + ",\"goal of " + one.name +
                formatted("\":%.2f", one.goal);
    text += formatted(",\"ratio\":%.4f,\"rounds\":%zu,\"ratios\":", ratio(), limit.rates.size()) +
            list(ratios(*this)) + ",\"engine\":" + side_json(engine) +
            ",\"limit\":" + side_json(limit) + ",\"rows\":{";
    bool first = true;
    for (const auto& [table, count] : rows) {
        text += (first ? "" : ",") + quoted(table) + ':' + std::to_string(count);
        first = false;
    }
    return text + "}}";
}

}  // namespace willcall::bench
