// What an operation answered, as a benchmark needs it: found by name, without reading all of it.
#ifndef WILLCALL_BENCH_ANSWERS_HPP
#define WILLCALL_BENCH_ANSWERS_HPP

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::bench {

// The first text of this name behind `from`.
inline std::string said(std::string_view json, std::string_view name, std::size_t from = 0) {
    const auto label = '"' + std::string(name) + "\":\"";
    const auto at = json.find(label, from);
    if (at == json.npos)
        throw std::runtime_error("no `" + std::string(name) + "` in " +
                                 std::string(json.substr(0, 200)));
    const auto begin = at + label.size();
    return std::string(json.substr(begin, json.find('"', begin) - begin));
}

// How often this text is in it.
inline std::size_t times_in(std::string_view json, std::string_view text) {
    std::size_t count = 0;
    for (auto at = json.find(text); at != json.npos; at = json.find(text, at + 1)) ++count;
    return count;
}

struct SoldTicket {
    std::string id, code;
};
// Of one order.
inline std::vector<SoldTicket> tickets_in(std::string_view order) {
    std::vector<SoldTicket> tickets;
    for (auto at = order.find(R"("tickets":)"); (at = order.find(R"("id":)", at)) != order.npos;
         at = order.find(R"("code":)", at) + 1)
        tickets.push_back({said(order, "id", at), said(order, "code", at)});
    return tickets;
}

}  // namespace willcall::bench

#endif
